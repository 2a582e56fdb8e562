package clinic.daybook.server.store;

import java.time.InstantSource;

/** PostgreSQL holds what every store of access has to. */
class PostgresAccessStoreTest extends AccessStoreConformance {

    private static final String DATABASE = TestPostgres.newDatabase();

    private final String url = TestPostgres.newSchema(DATABASE);

    @Override
    Database open() {
        return Database.open(
                new StorePlace.Postgres(TestPostgres.address(url)), InstantSource.system());
    }
}
