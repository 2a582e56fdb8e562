-- Programs that may read the log, without what is personal, and do nothing else. Tokens are kept as SHA-256 hashes only.
CREATE TABLE reader (
    name TEXT NOT NULL PRIMARY KEY,
    token_hash BLOB NOT NULL UNIQUE,
    added_at INTEGER NOT NULL
) STRICT;
