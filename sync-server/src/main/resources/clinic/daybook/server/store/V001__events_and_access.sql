-- What the store is: its id, the clinic's id, the id under which its own command line records.
CREATE TABLE meta (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The log. `body` is the recorded event's JSON without the columns beside it and without anything personal.
CREATE TABLE event (
    position INTEGER NOT NULL PRIMARY KEY,
    stream_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    event_id TEXT NOT NULL UNIQUE,
    commit_id TEXT NOT NULL,
    type TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (stream_id, version)
) STRICT;

-- What says who somebody is, apart from the log, so that it can be erased without touching an event.
CREATE TABLE personal (
    position INTEGER NOT NULL PRIMARY KEY REFERENCES event (position),
    subject TEXT NOT NULL,
    fields TEXT NOT NULL,
    salt TEXT NOT NULL
) STRICT;
CREATE INDEX personal_by_subject ON personal (subject);

-- Every commit that was ever accepted, with its first result; `content` is the hash that tells a repeat from a reuse.
CREATE TABLE accepted_commit (
    commit_id TEXT NOT NULL PRIMARY KEY,
    content BLOB NOT NULL,
    version INTEGER NOT NULL,
    positions TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE stream (
    stream_id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX stream_by_kind ON stream (kind);

-- Where reservations stand in time, for the board of a day; seconds since 1970.
CREATE TABLE reservation_place (
    stream_id TEXT NOT NULL PRIMARY KEY,
    starts_at INTEGER NOT NULL,
    customer_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX reservation_place_by_start ON reservation_place (starts_at);

-- Instants below are milliseconds since 1970.
CREATE TABLE desk (
    desk_id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    enrolled_at INTEGER NOT NULL,
    revoked_at INTEGER,
    position INTEGER NOT NULL DEFAULT 0,
    pending INTEGER NOT NULL DEFAULT 0,
    needs_you INTEGER NOT NULL DEFAULT 0,
    app_version TEXT NOT NULL DEFAULT '',
    clock_offset_ms INTEGER,
    since INTEGER
) STRICT, WITHOUT ROWID;

-- Tokens, codes and sessions are kept as SHA-256 hashes only.
CREATE TABLE desk_token (
    token_hash BLOB NOT NULL PRIMARY KEY,
    desk_id TEXT NOT NULL REFERENCES desk (desk_id),
    valid_until INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX desk_token_by_desk ON desk_token (desk_id);

CREATE TABLE enrolment_code (
    code_hash BLOB NOT NULL PRIMARY KEY,
    name TEXT,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE staff_verifier (
    staff_id TEXT NOT NULL PRIMARY KEY,
    verifier TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE staff_session (
    session_hash BLOB NOT NULL PRIMARY KEY,
    staff_id TEXT NOT NULL,
    desk_id TEXT NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE consumer_cursor (
    name TEXT NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
