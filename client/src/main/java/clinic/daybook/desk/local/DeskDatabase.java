package clinic.daybook.desk.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;

/**
 * The SQLite database of a desk. WAL, so that readers never wait for the writer; synchronous FULL,
 * so that what is committed survives a power loss. One process at a time has it open.
 */
final class DeskDatabase implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeskDatabase.class);

    private static final int BUSY_MILLIS = 5_000;

    /** The indexes' pages that a long catch-up comes back to again and again. */
    private static final int WRITER_CACHE_KIB = 32 * 1024;

    /** Of 4 KiB each. A page that is changed often is then copied home less often. */
    private static final int CHECKPOINT_PAGES = 4_000;

    /** A larger file is looked through only as it is read: opening must not take seconds. */
    private static final long MAX_CHECKED_BYTES = 32L * 1024 * 1024;

    private final String url;
    private final FileChannel lockFile;
    private final StoreWriter writer;
    private final Reader engineReader;
    private final Reader queryReader;
    private final OnDamage damaged;

    private DeskDatabase(
            String url,
            FileChannel lockFile,
            StoreWriter writer,
            Reader engine,
            Reader query,
            OnDamage damaged) {
        this.damaged = damaged;
        this.url = url;
        this.lockFile = lockFile;
        this.writer = writer;
        this.engineReader = engine;
        this.queryReader = query;
    }

    /**
     * Opens or makes {@code desk.db} in a directory.
     *
     * @throws DeskFailure when another process has it open, or it cannot be opened
     */
    static DeskDatabase open(Path directory, DeskPlatform platform) {
        FileChannel lock = null;
        List<Connection> opened = new ArrayList<>();
        try {
            Files.createDirectories(directory);
            lock = lock(directory);
            if (Rescue.unfinished(directory)) {
                throw new DeskFailure(Damage.CODE, "a damaged database is being replaced");
            }
            Path file = directory.resolve("desk.db");
            keepToOwner(file);
            String url = "jdbc:sqlite:" + file;
            for (boolean readOnly : new boolean[] {false, true, true}) {
                Connection connection = connect(url, readOnly, platform);
                opened.add(connection);
                if (!readOnly) {
                    check(connection, file, directory);
                    Schema.bringUp(connection);
                    connection.setAutoCommit(false);
                }
            }
            OnDamage damaged = new OnDamage();
            return new DeskDatabase(
                    url,
                    lock,
                    new StoreWriter(
                            new GroupCommit(opened.get(0), () -> writing(url, platform), damaged),
                            platform),
                    new Reader(opened.get(1), damaged),
                    new Reader(opened.get(2), damaged),
                    damaged);
        } catch (IOException | SQLException e) {
            release(lock, opened);
            throw Damage.is(e)
                    ? Damage.failure(e)
                    : new DeskFailure("DB-1001", "the desk's database cannot be opened", e);
        } catch (DeskFailure e) {
            release(lock, opened);
            throw e;
        }
    }

    private static Connection writing(String url, DeskPlatform platform) throws SQLException {
        Connection connection = connect(url, false, platform);
        connection.setAutoCommit(false);
        return connection;
    }

    /** Looks for damage before anything is believed or written. */
    private static void check(Connection connection, Path file, Path directory)
            throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            boolean tables;
            try (ResultSet row =
                    statement.executeQuery(
                            "SELECT count(*) FROM sqlite_master WHERE name = 'meta'")) {
                tables = row.getInt(1) == 1;
            }
            if (DeskMark.read(directory) != null && !(tables && knowsItself(statement))) {
                throw new DeskFailure(Damage.CODE, "what the desk knew of itself is gone");
            }
            if (tables && Files.size(file) <= MAX_CHECKED_BYTES) {
                try (ResultSet row = statement.executeQuery("PRAGMA quick_check(1)")) {
                    if (!row.next() || !"ok".equals(row.getString(1))) {
                        throw new DeskFailure(Damage.CODE, "the desk's database is damaged");
                    }
                }
            }
        }
    }

    private static boolean knowsItself(Statement statement) throws SQLException {
        try (ResultSet row =
                statement.executeQuery(
                        "SELECT count(*) FROM meta WHERE key IN ('deskId', 'rescued')")) {
            return row.getInt(1) > 0;
        }
    }

    /** Told once when damage shows at work. */
    void onDamage(Runnable action) {
        damaged.tell(action);
    }

    /**
     * Makes the file where there is none. It holds personal data: where the file system knows
     * owners, only its owner may read it. SQLite gives its side files the same permissions.
     */
    static void keepToOwner(Path file) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (!Files.exists(file) && posix) {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        }
    }

    /** Used by the engine's thread alone. */
    Reader engineReader() {
        return engineReader;
    }

    /** Used by the thread for searches alone. */
    Reader queryReader() {
        return queryReader;
    }

    StoreWriter writer() {
        return writer;
    }

    @Override
    public void close() {
        try {
            writer.close();
            engineReader.close();
            queryReader.close();
        } finally {
            // Whatever a damaged file makes of this: who builds it anew must not find it taken.
            release(lockFile);
        }
    }

    @Override
    public String toString() {
        return url;
    }

    static FileChannel lock(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        directory.resolve("desk.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            // Kept as long as the channel is open; it goes with the process, however that ends.
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new DeskFailure("DB-1007", "this desk is open already", e);
        }
        channel.close();
        throw new DeskFailure("DB-1007", "this desk is open already");
    }

    /** A connection to a database that nobody else has open. */
    static Connection connect(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_MILLIS);
        return config.createConnection("jdbc:sqlite:" + file);
    }

    /** Lets the owner alone read a file, where the file system knows owners. */
    static void ownersOnly(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    private static Connection connect(String url, boolean readOnly, DeskPlatform platform)
            throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(readOnly);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_MILLIS);
        Connection connection = config.createConnection(url);
        if (!readOnly) {
            try (Statement statement = connection.createStatement()) {
                // On macOS a sync goes no further than the disk's own cache without these two;
                // elsewhere they change nothing.
                statement.execute("PRAGMA fullfsync = ON");
                statement.execute("PRAGMA checkpoint_fullfsync = ON");
                statement.execute("PRAGMA cache_size = -" + WRITER_CACHE_KIB);
                statement.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
            }
        }
        return platform.connection(connection, !readOnly);
    }

    private static void release(@Nullable FileChannel lock, List<Connection> opened) {
        for (Connection connection : opened) {
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.warn("DB-1006: closing the database failed, SQLite says {}", e.getErrorCode());
            }
        }
        release(lock);
    }

    private static void release(@Nullable FileChannel lock) {
        if (lock == null) {
            return;
        }
        try {
            lock.close();
        } catch (IOException e) {
            throw new DeskFailure("DB-1008", "the lock file cannot be closed", e);
        }
    }
}
