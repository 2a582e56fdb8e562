package clinic.daybook.server.store;

import java.nio.file.Path;

/** Where a store is kept. */
public sealed interface StorePlace {

    /** In files of this directory, by SQLite: the store of one server. */
    record Directory(Path path) implements StorePlace {}

    /** In a PostgreSQL database, which several servers may share. */
    record Postgres(PostgresAddress address) implements StorePlace {}
}
