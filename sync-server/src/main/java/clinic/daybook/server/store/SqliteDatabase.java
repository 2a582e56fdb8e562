package clinic.daybook.server.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;

/**
 * The SQLite database of a data directory, {@code DIR/daybook.db}: the store of one server. Other
 * processes, its own command line, may have it open as well.
 */
public final class SqliteDatabase extends SqlDatabase {

    private SqliteDatabase(
            SqliteEngine engine, Prepared prepared, InstantSource clock, ServerPlatform platform) {
        super(engine, prepared, clock, platform);
    }

    /** Whether the directory holds a database. */
    public static boolean exists(Path directory) {
        return Files.isRegularFile(file(directory));
    }

    /** Where the database of a directory is. */
    public static Path file(Path directory) {
        return directory.resolve("daybook.db");
    }

    /**
     * Opens the database of the directory; makes both where they are missing.
     *
     * @throws StorageException when that is not possible
     */
    public static SqliteDatabase open(Path directory, InstantSource clock) {
        return open(directory, clock, ServerPlatform.installed());
    }

    /**
     * Opens it on a platform of one's own.
     *
     * @throws StorageException when that is not possible
     */
    public static SqliteDatabase open(
            Path directory, InstantSource clock, ServerPlatform platform) {
        StoreLock lock = null;
        SqliteDatabase opened = null;
        try {
            Files.createDirectories(directory);
            lock = StoreLock.shared(directory);
            if (StoreRestore.unfinished(directory)) {
                throw new StorageException(StoreRestore.BROKEN_OFF);
            }
            SqliteFiles files = SqliteFiles.create(directory, platform);
            Prepared prepared;
            try (Sql sql = files.openWriter()) {
                files.begin(sql);
                prepared = prepare(sql, Migrations.SQLITE, clock, platform.random());
                sql.execute("COMMIT");
            }
            SqliteEngine engine =
                    new SqliteEngine(
                            lock,
                            files,
                            new SqliteReaders(files),
                            new SqliteCheckpoints(files, platform));
            opened = new SqliteDatabase(engine, prepared, clock, platform);
            return opened;
        } catch (SQLException e) {
            throw new StorageException("the database cannot be opened", e);
        } catch (IOException e) {
            throw new StorageException("the data directory cannot be made", e);
        } finally {
            if (opened == null && lock != null) {
                lock.close();
            }
        }
    }
}
