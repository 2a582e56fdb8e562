-- Tries with a wrong PIN or code, for slowing down who guesses: the times of the last ones, milliseconds, apart by commas.
-- `who` is the hash of whom they are counted for.
CREATE TABLE failed_try (
    who BLOB NOT NULL PRIMARY KEY,
    times TEXT NOT NULL,
    last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX failed_try_by_time ON failed_try (last_at);

-- Which desk has a live line at which server, as that server last said, and how long to believe it.
CREATE TABLE desk_line (
    server TEXT NOT NULL,
    desk_id TEXT NOT NULL,
    until INTEGER NOT NULL,
    PRIMARY KEY (server, desk_id)
) STRICT, WITHOUT ROWID;

-- Who works for a consumer holds its cursor under a number that grows with every holder.
ALTER TABLE consumer_cursor ADD COLUMN fence INTEGER NOT NULL DEFAULT 0;
ALTER TABLE consumer_cursor ADD COLUMN held_until INTEGER NOT NULL DEFAULT 0;
