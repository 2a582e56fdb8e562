-- Programs that may read the log, without what is personal, and do nothing else. Tokens are kept as SHA-256 hashes only.
CREATE TABLE reader (
    name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    token_hash BYTEA NOT NULL UNIQUE,
    added_at BIGINT NOT NULL
);
