package clinic.daybook.server.store;

import clinic.daybook.event.Uuid7;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts a backup in a store's place. The restored store has an id of its own, by which desks notice
 * that what was recorded after the backup is missing, and bring it again. The store that was there
 * is kept aside, never overwritten. Power may go at any point: the old store is still there then,
 * or the new one, or nobody can open either until the command has been run again.
 */
public final class StoreRestore {

    /** Where the new store is built. */
    private static final String BUILDING = "restoring";

    /** Where it stands when it is whole: from here on the restore is only ever finished. */
    private static final String READY = "restored";

    private static final String ASIDE = "before-restore-";

    /** What is said to who comes to a store that {@link #unfinished} tells of. */
    static final String BROKEN_OFF = "a restore was broken off here; run the restore command again";

    /** In {@link #READY}: where the store is being put that was there before. */
    private static final String NAME_OF_ASIDE = "aside";

    private static final List<String> OLD_FILES =
            List.of("daybook.db-wal", "daybook.db-shm", "daybook.db");

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /**
     * What was done.
     *
     * @param head the newest position of the backup
     * @param backedUpAt when the backup was taken
     * @param aside where the store is that was there before; {@code null}: there was none
     */
    public record Report(
            String storeId,
            String oldStoreId,
            long head,
            Instant backedUpAt,
            @Nullable Path aside) {

        private Report keptIn(Path directory) {
            return new Report(storeId, oldStoreId, head, backedUpAt, directory);
        }
    }

    private final Path directory;
    private final InstantSource clock;
    private final Runnable step;

    /** Into a data directory, which is made where it is missing. */
    public StoreRestore(Path directory, InstantSource clock) {
        this(directory, clock, () -> {});
    }

    /** {@code step} runs between any two steps: tests break off there. */
    StoreRestore(Path directory, InstantSource clock, Runnable step) {
        this.directory = directory;
        this.clock = clock;
        this.step = step;
    }

    /** Whether a restore was broken off when the store here was already being replaced. */
    static boolean unfinished(Path directory) {
        return SqliteDatabase.exists(directory.resolve(READY));
    }

    /**
     * Restores.
     *
     * @throws BackupRefused when the file is no backup, or somebody works with the store
     * @throws StorageException when the backup is damaged or the disk fails; what was there is
     *     still there
     */
    public Report from(Path file) {
        StoreBackup.Backup backup =
                StoreBackup.Backup.read(file)
                        .orElseThrow(() ->
                                new BackupRefused(
                                        "this file is no backup made by the backup command"));
        try {
            Files.createDirectories(directory);
            StoreLock lock = StoreLock.exclusive(directory);
            if (lock == null) {
                throw new BackupRefused(
                        "the store is in use; stop the server and what else works with it first");
            }
            try (lock) {
                if (unfinished(directory)) {
                    finish();
                }
                Report built = build(file, backup);
                Durable.move(directory.resolve(BUILDING), directory.resolve(READY));
                step.run();
                Path aside = finish();
                return Files.exists(aside) ? built.keptIn(aside) : built;
            }
        } catch (IOException e) {
            throw new StorageException("the backup cannot be restored", e);
        }
    }

    /** Puts the old store aside and the new one in its place; may be begun again at any point. */
    private Path finish() throws IOException {
        Path ready = directory.resolve(READY);
        Path aside = directory.resolve(Files.readString(ready.resolve(NAME_OF_ASIDE)));
        for (String name : OLD_FILES) {
            Path old = directory.resolve(name);
            if (Files.exists(old)) {
                Files.createDirectories(aside);
                // Where this was broken off, a file may have come to be since: both are kept.
                Durable.move(old, free(aside.resolve(name)));
                step.run();
            }
        }
        Durable.move(SqliteDatabase.file(ready), SqliteDatabase.file(directory));
        step.run();
        delete(ready);
        return aside;
    }

    private String nameOfAside() {
        Path aside = directory.resolve(ASIDE + STAMP.format(clock.instant()));
        return directory.relativize(free(aside)).toString();
    }

    /** This path, or the first with a number behind it where nothing stands. */
    private static Path free(Path wanted) {
        Path path = wanted;
        for (int i = 2; Files.exists(path); i++) {
            path = wanted.resolveSibling(wanted.getFileName() + "-" + i);
        }
        return path;
    }

    private Report build(Path file, StoreBackup.Backup backup) throws IOException {
        Path building = directory.resolve(BUILDING);
        delete(building);
        // Left by one that broke off when all was done but this.
        delete(directory.resolve(READY));
        Files.createDirectories(building);
        Path copy = SqliteDatabase.file(building);
        Durable.createOwnersOwn(copy);
        step.run();
        try (InputStream in = Files.newInputStream(file);
                OutputStream out = Files.newOutputStream(copy)) {
            in.transferTo(out);
        }
        step.run();
        long head;
        try (SqliteDatabase database = SqliteDatabase.open(building, clock)) {
            head = database.events().currentHead();
            List<String> findings = new StoreVerifier(database.events()).verify().findings();
            if (!findings.isEmpty()) {
                throw new StorageException("the backup is damaged: " + findings.getFirst());
            }
        }
        Instant now = clock.instant();
        String newStoreId = Uuid7.of(now, new SecureRandom()).toString();
        try (Sql sql = StoreBackup.connect(copy)) {
            // One file, nothing beside it.
            sql.query("PRAGMA journal_mode = DELETE", row -> row.getString(1));
            sql.execute("BEGIN");
            Lineage.becomeStore(sql, newStoreId, now);
            sql.execute("COMMIT");
        } catch (SQLException e) {
            throw new StorageException("the copy of the backup cannot be written", e);
        }
        Path name = Files.writeString(building.resolve(NAME_OF_ASIDE), nameOfAside());
        Durable.sync(name);
        Durable.sync(copy);
        step.run();
        return new Report(newStoreId, backup.storeId(), head, backup.takenAt(), null);
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        Files.walkFileTree(
                tree,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path visited, @Nullable IOException failure) throws IOException {
                        if (failure != null) {
                            throw failure;
                        }
                        Files.delete(visited);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
