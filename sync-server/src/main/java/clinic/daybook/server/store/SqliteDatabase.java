package clinic.daybook.server.store;

import clinic.daybook.codec.EventLevels;
import clinic.daybook.event.StreamId;
import clinic.daybook.event.Uuid7;
import clinic.daybook.protocol.StoreInfo.Ancestor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The SQLite database of a data directory, {@code DIR/daybook.db}: one writer with group commit,
 * readers apart. Other processes may have it open as well.
 */
public final class SqliteDatabase implements AutoCloseable {

    private final StoreLock lock;
    private final SqliteFiles files;
    private final SqliteWriter writer;
    private final SqliteReaders readers;
    private final StoreIdentity identity;
    private final List<Ancestor> ancestors;
    private final InstantSource clock;
    private final ServerPlatform platform;
    private final SqliteEventStore events;
    private final SqliteAccessStore access;

    private SqliteDatabase(
            StoreLock lock,
            SqliteFiles files,
            StoreIdentity identity,
            List<Ancestor> ancestors,
            InstantSource clock,
            ServerPlatform platform)
            throws SQLException {
        this.lock = lock;
        this.files = files;
        this.identity = identity;
        this.ancestors = ancestors;
        this.clock = clock;
        this.platform = platform;
        this.readers = new SqliteReaders(files);
        this.writer = new SqliteWriter(files, platform.writer());
        this.events = new SqliteEventStore(this);
        this.access = new SqliteAccessStore(this);
    }

    /** Whether the directory holds a database. */
    public static boolean exists(Path directory) {
        return Files.isRegularFile(file(directory));
    }

    /** Where the database of a directory is. */
    static Path file(Path directory) {
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
        SqliteFiles files;
        StoreLock lock = null;
        SqliteDatabase opened = null;
        try {
            Files.createDirectories(directory);
            lock = StoreLock.shared(directory);
            if (StoreRestore.unfinished(directory)) {
                throw new StorageException(
                        "a restore was broken off here; run the restore command again");
            }
            files = SqliteFiles.create(directory, platform);
            StoreIdentity identity;
            List<Ancestor> ancestors;
            try (Sql sql = files.openWriter()) {
                sql.execute("BEGIN IMMEDIATE");
                Migrations.run(sql, clock.instant().toEpochMilli());
                identity = identity(sql, clock.instant(), platform.random());
                ancestors = Lineage.ancestors(sql);
                sql.execute("COMMIT");
            }
            opened = new SqliteDatabase(lock, files, identity, ancestors, clock, platform);
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

    /** The log. */
    public EventStore events() {
        return events;
    }

    /** Desks, codes, verifiers and sessions. */
    public AccessStore access() {
        return access;
    }

    /** Finishes the writes that wait and closes all connections. */
    @Override
    public void close() {
        events.stopWatching();
        writer.close();
        readers.close();
        lock.close();
    }

    StoreIdentity identity() {
        return identity;
    }

    List<Ancestor> ancestors() {
        return ancestors;
    }

    ServerPlatform platform() {
        return platform;
    }

    InstantSource clock() {
        return clock;
    }

    <T> T read(SqlWork<T> work) {
        return readers.read(work);
    }

    <T> T write(SqlWork<T> work) {
        return writer.write(work);
    }

    boolean failing() {
        return writer.failing();
    }

    long bytes() {
        return files.bytes();
    }

    int waitingWrites() {
        return writer.waiting();
    }

    private static StoreIdentity identity(Sql sql, Instant now, RandomGenerator random)
            throws SQLException {
        boolean isNew = sql.number("SELECT count(*) FROM meta WHERE key = 'store-id'") == 0;
        if (isNew) {
            sql.update(
                    "INSERT INTO meta (key, value) VALUES ('write-level', ?)",
                    Integer.toString(EventLevels.CURRENT));
        }
        Map<String, String> fresh =
                Map.of(
                        "store-id", Uuid7.of(now, random).toString(),
                        "clinic-id", "clinic-" + Uuid7.of(now, random),
                        "system-desk", "desk-" + Uuid7.of(now, random));
        for (Map.Entry<String, String> entry : fresh.entrySet()) {
            sql.update(
                    "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO NOTHING",
                    entry.getKey(),
                    entry.getValue());
        }
        List<String> values =
                sql.query(
                        "SELECT value FROM meta WHERE key IN"
                                + " ('clinic-id', 'store-id', 'system-desk') ORDER BY key",
                        row -> row.getString(1));
        return new StoreIdentity(
                values.get(1), StreamId.parse(values.get(0)), StreamId.parse(values.get(2)));
    }
}
