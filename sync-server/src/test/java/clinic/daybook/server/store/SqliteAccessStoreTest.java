package clinic.daybook.server.store;

import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

/** SQLite holds what every store of access has to. */
class SqliteAccessStoreTest extends AccessStoreConformance {

    @TempDir private Path directory;

    @Override
    Database open() {
        return Database.open(new StorePlace.Directory(directory), InstantSource.system());
    }
}
