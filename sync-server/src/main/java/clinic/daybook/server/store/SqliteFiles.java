package clinic.daybook.server.store;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Opens connections to the database of a directory. */
final class SqliteFiles implements WriterConnections {

    /** How long a connection waits for another process's write. */
    static final int BUSY_MILLIS = 10_000;

    private static final long LOG_BYTES = 64L * 1024 * 1024;

    /** From here on a connection copies the log itself; see {@link SqliteCheckpoints}. */
    static final int CHECKPOINT_PAGES = 16_000;

    /** The upper levels of the tables that every commit looks into, and their newest ends. */
    private static final int CACHE_KIB = 16 * 1024;

    /** What SQLite keeps beside the database's own file. */
    private static final List<String> SUFFIXES = List.of("", "-wal", "-shm");

    private final Path file;
    private final ServerPlatform platform;

    private SqliteFiles(Path file, ServerPlatform platform) {
        this.file = file;
        this.platform = platform;
    }

    /**
     * Makes the directory and an empty file where there is none. The file holds personal data:
     * where the file system knows owners, only its owner may read it.
     */
    static SqliteFiles create(Path directory, ServerPlatform platform) {
        Path file = SqliteDatabase.file(directory);
        try {
            Files.createDirectories(directory);
            if (!Files.exists(file)) {
                Durable.createOwnersOwn(file);
            }
        } catch (FileAlreadyExistsException e) {
            if (!Files.isRegularFile(file)) {
                throw new StorageException("the data directory cannot be made", e);
            }
        } catch (IOException e) {
            throw new StorageException("the data directory cannot be made", e);
        }
        return new SqliteFiles(file, platform);
    }

    /** A connection that may write, one transaction at a time over all processes. */
    @Override
    public Sql openWriter() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        // An answer must not be given before the disk has what it tells of.
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_MILLIS);
        config.enforceForeignKeys(true);
        Sql sql = new Sql(platform.connection(config.createConnection(url()), true));
        // On macOS a sync goes no further than the disk's own cache without these two, and a power
        // cut takes what was answered; elsewhere they change nothing.
        sql.execute("PRAGMA fullfsync = ON");
        sql.execute("PRAGMA checkpoint_fullfsync = ON");
        // What was erased must not linger in free pages.
        sql.execute("PRAGMA secure_delete = ON");
        sql.execute("PRAGMA journal_size_limit = " + LOG_BYTES);
        sql.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
        sql.execute("PRAGMA cache_size = -" + CACHE_KIB);
        return sql;
    }

    /** Takes SQLite's only write lock from the beginning on. */
    @Override
    public void begin(Sql sql) throws SQLException {
        sql.edge("BEGIN IMMEDIATE");
    }

    @Override
    public boolean waitedInVain(SQLException failure) {
        return failure instanceof SQLiteException sqlite
                && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_BUSY;
    }

    /** How long the files are. */
    long bytes() {
        long bytes = 0;
        for (String suffix : SUFFIXES) {
            // The two beside the database come and go; what is not there has the length 0.
            bytes += new File(file + suffix).length();
        }
        return bytes;
    }

    /** A connection that cannot write. */
    Sql openReader() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        Sql sql = new Sql(platform.connection(config.createConnection(url()), false));
        sql.execute("PRAGMA query_only = ON");
        return sql;
    }

    private String url() {
        return "jdbc:sqlite:" + file;
    }
}
