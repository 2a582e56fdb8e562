-- By what desks know the keys of the servers for which no authority vouches, and when a server last said that it has the key.
CREATE TABLE server_pin (
    pin TEXT NOT NULL PRIMARY KEY,
    seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
