-- The same tables as in SQLite. Ids are compared byte by byte, whatever the database's language is.

-- What the store is: its id, the clinic's id, the id under which its own command line records.
CREATE TABLE meta (
    key TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

-- The log. `body` is the recorded event's JSON without the columns beside it and without anything personal.
CREATE TABLE event (
    position BIGINT NOT NULL PRIMARY KEY,
    stream_id TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    event_id TEXT COLLATE "C" NOT NULL UNIQUE,
    commit_id TEXT COLLATE "C" NOT NULL,
    type TEXT COLLATE "C" NOT NULL,
    recorded_at TEXT COLLATE "C" NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (stream_id, version)
);

-- What says who somebody is, apart from the log, so that it can be erased without touching an event.
CREATE TABLE personal (
    position BIGINT NOT NULL PRIMARY KEY REFERENCES event (position),
    subject TEXT COLLATE "C" NOT NULL,
    fields TEXT NOT NULL,
    salt TEXT NOT NULL
);
CREATE INDEX personal_by_subject ON personal (subject);

-- Every commit that was ever accepted, with its first result; `content` is the hash that tells a repeat from a reuse.
CREATE TABLE accepted_commit (
    commit_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    content BYTEA NOT NULL,
    version BIGINT NOT NULL,
    positions TEXT NOT NULL
);

CREATE TABLE stream (
    stream_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    kind TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX stream_by_kind ON stream (kind);

-- Where reservations stand in time, for the board of a day; seconds since 1970.
CREATE TABLE reservation_place (
    stream_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    starts_at BIGINT NOT NULL,
    customer_id TEXT COLLATE "C" NOT NULL
);
CREATE INDEX reservation_place_by_start ON reservation_place (starts_at);

-- Instants below are milliseconds since 1970.
-- `level`: the highest event schema set that the desk's program can read, as it last said; null: it never did.
CREATE TABLE desk (
    desk_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    enrolled_at BIGINT NOT NULL,
    revoked_at BIGINT,
    position BIGINT NOT NULL DEFAULT 0,
    pending INTEGER NOT NULL DEFAULT 0,
    needs_you INTEGER NOT NULL DEFAULT 0,
    app_version TEXT NOT NULL DEFAULT '',
    clock_offset_ms BIGINT,
    since BIGINT,
    level INTEGER
);

-- Tokens, codes and sessions are kept as SHA-256 hashes only.
CREATE TABLE desk_token (
    token_hash BYTEA NOT NULL PRIMARY KEY,
    desk_id TEXT COLLATE "C" NOT NULL REFERENCES desk (desk_id),
    valid_until BIGINT
);
CREATE INDEX desk_token_by_desk ON desk_token (desk_id);

CREATE TABLE enrolment_code (
    code_hash BYTEA NOT NULL PRIMARY KEY,
    name TEXT,
    expires_at BIGINT NOT NULL
);

CREATE TABLE staff_verifier (
    staff_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    verifier TEXT NOT NULL
);

CREATE TABLE staff_session (
    session_hash BYTEA NOT NULL PRIMARY KEY,
    staff_id TEXT COLLATE "C" NOT NULL,
    desk_id TEXT COLLATE "C" NOT NULL,
    expires_at BIGINT NOT NULL
);

-- Tries with a wrong PIN or code, for slowing down who guesses: the times of the last ones, apart by commas.
-- `who` is the hash of whom they are counted for.
CREATE TABLE failed_try (
    who BYTEA NOT NULL PRIMARY KEY,
    times TEXT NOT NULL,
    last_at BIGINT NOT NULL
);
CREATE INDEX failed_try_by_time ON failed_try (last_at);

-- Which desk has a live line at which server, as that server last said, and how long to believe it.
CREATE TABLE desk_line (
    server TEXT COLLATE "C" NOT NULL,
    desk_id TEXT COLLATE "C" NOT NULL,
    until BIGINT NOT NULL,
    PRIMARY KEY (server, desk_id)
);

-- Who works for a consumer holds its cursor under a number that grows with every holder.
CREATE TABLE consumer_cursor (
    name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    position BIGINT NOT NULL,
    fence BIGINT NOT NULL DEFAULT 0,
    held_until BIGINT NOT NULL DEFAULT 0
);
