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
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * The SQLite database of a desk. WAL, so that readers never wait for the writer; synchronous FULL,
 * so that what is committed survives a power loss. One process at a time has it open.
 */
final class DeskDatabase implements AutoCloseable {

    private static final int BUSY_MILLIS = 5_000;

    /** The indexes' pages that a long catch-up comes back to again and again. */
    private static final int WRITER_CACHE_KIB = 32 * 1024;

    /** Of 4 KiB each. A page that is changed often is then copied home less often. */
    private static final int CHECKPOINT_PAGES = 4_000;

    private final String url;
    private final FileChannel lockFile;
    private final StoreWriter writer;
    private final Reader engineReader;
    private final Reader queryReader;

    private DeskDatabase(
            String url, FileChannel lockFile, StoreWriter writer, Reader engine, Reader query) {
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
        try {
            Files.createDirectories(directory);
            lock = lock(directory);
            Path file = directory.resolve("desk.db");
            keepToOwner(file);
            String url = "jdbc:sqlite:" + file;
            Connection connection = connect(url, false, platform);
            Schema.bringUp(connection);
            connection.setAutoCommit(false);
            return new DeskDatabase(
                    url,
                    lock,
                    new StoreWriter(new GroupCommit(connection), platform),
                    new Reader(connect(url, true, platform)),
                    new Reader(connect(url, true, platform)));
        } catch (IOException | SQLException e) {
            release(lock);
            throw new DeskFailure("DB-1001", "the desk's database cannot be opened", e);
        } catch (DeskFailure e) {
            release(lock);
            throw e;
        }
    }

    /**
     * Makes the file where there is none. It holds personal data: where the file system knows
     * owners, only its owner may read it. SQLite gives its side files the same permissions.
     */
    private static void keepToOwner(Path file) throws IOException {
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
        writer.close();
        engineReader.close();
        queryReader.close();
        release(lockFile);
    }

    @Override
    public String toString() {
        return url;
    }

    private static FileChannel lock(Path directory) throws IOException {
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
                statement.execute("PRAGMA cache_size = -" + WRITER_CACHE_KIB);
                statement.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
            }
        }
        return platform.connection(connection, !readOnly);
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
