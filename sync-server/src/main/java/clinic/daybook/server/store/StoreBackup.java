package clinic.daybook.server.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * Copies a store into one file as of one moment, also while servers write to it. The file is built
 * beside its place and put there in one step once it is whole and on the disk: a backup that is
 * there is good, whenever the power went.
 */
public final class StoreBackup {

    /**
     * What was written.
     *
     * @param head the newest position in it
     */
    public record Report(String storeId, long head, long bytes) {}

    private final Path directory;
    private final InstantSource clock;

    /** Of the store in a data directory. */
    public StoreBackup(Path directory, InstantSource clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * Writes the backup; takes the place of an older backup of the same clinic.
     *
     * @throws BackupRefused when there is no store or but half of one, or the file is something
     *     else
     * @throws StorageException when the store cannot be read or the file not be written
     */
    public Report to(Path file) {
        if (!SqliteDatabase.exists(directory) && !StoreRestore.unfinished(directory)) {
            throw new BackupRefused("there is no store in this directory; give another --data");
        }
        Path target = file.toAbsolutePath();
        try (StoreLock lock = StoreLock.shared(directory)) {
            if (StoreRestore.unfinished(directory)) {
                throw new BackupRefused(StoreRestore.BROKEN_OFF);
            }
            String clinicId = clinicId(SqliteDatabase.file(directory));
            checkPlace(target, clinicId);
            Path part = target.resolveSibling(target.getFileName() + ".part");
            try {
                // One that was killed may have left it.
                Files.deleteIfExists(part);
                Durable.createOwnersOwn(part);
                copy(part);
                Report report = finish(part);
                Durable.sync(part);
                Durable.move(part, target);
                return report;
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (SQLException e) {
            throw new StorageException("the backup failed", e);
        } catch (IOException e) {
            throw new StorageException("the backup cannot be written", e);
        }
    }

    private void checkPlace(Path target, @Nullable String clinicId) {
        Path parent = target.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new BackupRefused("the backup's directory does not exist; make it first");
        }
        if (!Files.exists(target)) {
            return;
        }
        Backup other = Backup.read(target).orElse(null);
        if (other == null || clinicId == null || !clinicId.equals(other.clinicId())) {
            throw new BackupRefused(
                    "the file exists and is no backup of this clinic; give another name");
        }
    }

    /** One moment of the store, without free pages and so without what was erased. */
    private void copy(Path part) throws SQLException {
        try (Sql sql = connect(SqliteDatabase.file(directory))) {
            sql.update("VACUUM INTO ?", part.toString());
        }
    }

    private Report finish(Path part) throws SQLException {
        try (Sql sql = connect(part)) {
            // One file, nothing beside it.
            sql.query("PRAGMA journal_mode = DELETE", row -> row.getString(1));
            List<String> damage = sql.query("PRAGMA quick_check(1)", row -> row.getString(1));
            if (!damage.equals(List.of("ok"))) {
                throw new StorageException(
                        "the copy is damaged; verify the store and look at the disk");
            }
            Lineage.markBackup(sql, clock.instant());
            return new Report(
                    Lineage.value(sql, "store-id").orElseThrow(),
                    sql.number("SELECT coalesce(max(position), 0) FROM event"),
                    sql.number(
                            "SELECT page_count * page_size"
                                    + " FROM pragma_page_count, pragma_page_size"));
        }
    }

    private static @Nullable String clinicId(Path file) throws SQLException {
        try (Sql sql = connect(file)) {
            return Lineage.value(sql, "clinic-id").orElse(null);
        }
    }

    static Sql connect(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(SqliteFiles.BUSY_MILLIS);
        return new Sql(config.createConnection("jdbc:sqlite:" + file));
    }

    /** What a backup says of itself. */
    record Backup(String storeId, String clinicId, Instant takenAt) {

        /** Empty when the file is no backup that can be read. */
        static Optional<Backup> read(Path file) {
            SQLiteConfig config = new SQLiteConfig();
            config.setReadOnly(true);
            try (Sql sql = new Sql(config.createConnection("jdbc:sqlite:" + file))) {
                Instant takenAt = Lineage.backedUpAt(sql);
                return takenAt == null
                        ? Optional.empty()
                        : Optional.of(
                                new Backup(
                                        Lineage.value(sql, "store-id").orElseThrow(),
                                        Lineage.value(sql, "clinic-id").orElseThrow(),
                                        takenAt));
            } catch (SQLException e) {
                return Optional.empty();
            }
        }
    }
}
