package clinic.daybook.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.protocol.StoreInfo.Ancestor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backing up and restoring, broken off at every step (I1, I10). */
class StoreRestoreTest {

    private static final InstantSource CLOCK = InstantSource.system();

    /** More steps than a restore has. */
    private static final int STEPS = 20;

    @TempDir private Path root;
    private Path data;
    private Path file;

    @BeforeEach
    void paths() {
        data = root.resolve("data");
        file = root.resolve("clinic.backup");
    }

    private static final class BrokenOff extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static void append(SqliteDatabase database, int events) {
        for (int i = 0; i < events; i++) {
            PreparedEvent event = EventStoreFixture.event(null);
            database.events()
                    .append(
                            List.of(
                                    EventStoreFixture.commit(
                                            event.eventId(),
                                            EventStoreFixture.stream("reservation"),
                                            0,
                                            List.of(event),
                                            null)));
        }
    }

    private void appendTo(Path directory, int events) {
        try (SqliteDatabase database = SqliteDatabase.open(directory, CLOCK)) {
            append(database, events);
        }
    }

    private static List<UUID> events(Path directory) {
        try (SqliteDatabase database = SqliteDatabase.open(directory, CLOCK)) {
            assertThat(new StoreVerifier(database.events()).verify().findings()).isEmpty();
            return database.events().readAfter(0, Integer.MAX_VALUE).stream()
                    .map(RecordedEvent::eventId)
                    .toList();
        }
    }

    private static String storeId(Path directory) {
        try (SqliteDatabase database = SqliteDatabase.open(directory, CLOCK)) {
            return database.identity().storeId();
        }
    }

    private List<Path> asides() throws IOException {
        try (Stream<Path> entries = Files.list(data)) {
            return entries.filter(p -> p.getFileName().toString().startsWith("before-restore-"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aRestoredStoreIsTheBackupUnderAnIdOfItsOwn() throws Exception {
        String old;
        try (SqliteDatabase running = SqliteDatabase.open(data, CLOCK)) {
            append(running, 3);
            old = running.identity().storeId();
            StoreBackup.Report report = new StoreBackup(data, CLOCK).to(file);
            assertThat(report.storeId()).isEqualTo(old);
            assertThat(report.head()).isEqualTo(3);
            append(running, 2);
            assertThatThrownBy(() -> new StoreRestore(data, CLOCK).from(file))
                    .isInstanceOf(BackupRefused.class)
                    .hasMessageContaining("in use");
        }
        List<UUID> before = events(data);
        StoreRestore.Report restored = new StoreRestore(data, CLOCK).from(file);
        assertThat(restored.oldStoreId()).isEqualTo(old);
        assertThat(restored.storeId()).isNotEqualTo(old).isEqualTo(storeId(data));
        assertThat(events(data)).isEqualTo(before.subList(0, 3));
        try (SqliteDatabase database = SqliteDatabase.open(data, CLOCK)) {
            assertThat(database.events().ancestors())
                    .extracting(Ancestor::storeId, Ancestor::position)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple(old, 3L));
        }
        // What was there is kept, with its own id and all of its events.
        assertThat(events(restored.aside())).isEqualTo(before);
        assertThat(storeId(restored.aside())).isEqualTo(old);
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
        assertThat(Files.getPosixFilePermissions(data.resolve("daybook.db"))).hasSize(2);
    }

    @Test
    void aSecondRestoreRemembersTheWholeLine() {
        appendTo(data, 2);
        String first = storeId(data);
        new StoreBackup(data, CLOCK).to(file);
        new StoreRestore(data, CLOCK).from(file);
        String second = storeId(data);
        appendTo(data, 3);
        Path later = root.resolve("later.backup");
        new StoreBackup(data, CLOCK).to(later);
        new StoreRestore(root.resolve("elsewhere"), CLOCK).from(later);
        try (SqliteDatabase database = SqliteDatabase.open(root.resolve("elsewhere"), CLOCK)) {
            assertThat(database.events().ancestors())
                    .extracting(Ancestor::storeId, Ancestor::position)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(first, 2L),
                            org.assertj.core.groups.Tuple.tuple(second, 5L));
        }
    }

    @Test
    void whereverARestoreIsBrokenOffNothingIsLostAndTheNextOneEndsIt() throws Exception {
        appendTo(data, 2);
        new StoreBackup(data, CLOCK).to(file);
        appendTo(data, 2);
        List<UUID> old = events(data);
        int brokenOff = 0;
        for (int stop = 0; stop < STEPS; stop++) {
            int at = stop;
            int[] step = {0};
            Runnable breaking =
                    () -> {
                        if (step[0]++ == at) {
                            throw new BrokenOff();
                        }
                    };
            try {
                new StoreRestore(data, CLOCK, breaking).from(file);
                break;
            } catch (BrokenOff e) {
                brokenOff++;
            }
            if (StoreRestore.unfinished(data)) {
                // Half of two stores must not be worked with.
                assertThatThrownBy(() -> SqliteDatabase.open(data, CLOCK))
                        .isInstanceOf(StorageException.class)
                        .hasMessageContaining("run the restore command again");
                assertThatThrownBy(() -> new StoreBackup(data, CLOCK).to(root.resolve("half")))
                        .isInstanceOf(BackupRefused.class)
                        .hasMessageContaining("run the restore command again");
            } else {
                assertThat(events(data)).isIn(old, old.subList(0, 2));
            }
            new StoreRestore(data, CLOCK).from(file);
            assertThat(events(data)).isEqualTo(old.subList(0, 2));
            assertThat(asides()).anySatisfy(aside -> assertThat(events(aside)).isEqualTo(old));
        }
        assertThat(brokenOff).isGreaterThan(5);
    }

    @Test
    void whatWasPutAsideStaysWhenARestoreThatWasBrokenOffIsEnded() throws Exception {
        appendTo(data, 1);
        new StoreBackup(data, CLOCK).to(file);
        Path log = data.resolve("daybook.db-wal");
        Files.writeString(log, "what the old store has not copied");
        Runnable breaking =
                () -> {
                    if (StoreRestore.unfinished(data) && Files.notExists(log)) {
                        throw new BrokenOff();
                    }
                };
        assertThatThrownBy(() -> new StoreRestore(data, CLOCK, breaking).from(file))
                .isInstanceOf(BrokenOff.class);
        // As any program makes it that opens the database's file by itself.
        Files.writeString(log, "another log");

        new StoreRestore(data, CLOCK).from(file);

        Path aside = asides().getFirst();
        assertThat(aside.resolve("daybook.db-wal")).hasContent("what the old store has not copied");
        assertThat(aside.resolve("daybook.db-wal-2")).hasContent("another log");
    }

    @Test
    void aBackupNeverTakesTheplaceOfAnythingElse() throws Exception {
        appendTo(data, 1);
        Files.writeString(file, "the year's accounts");
        assertThatThrownBy(() -> new StoreBackup(data, CLOCK).to(file))
                .isInstanceOf(BackupRefused.class);
        assertThat(file).hasContent("the year's accounts");
        assertThatThrownBy(() -> new StoreBackup(data, CLOCK).to(data.resolve("daybook.db")))
                .isInstanceOf(BackupRefused.class);
        Path other = root.resolve("other");
        appendTo(other, 1);
        Path theirs = root.resolve("other.backup");
        new StoreBackup(other, CLOCK).to(theirs);
        assertThatThrownBy(() -> new StoreBackup(data, CLOCK).to(theirs))
                .isInstanceOf(BackupRefused.class);
        Path own = root.resolve("own.backup");
        new StoreBackup(data, CLOCK).to(own);
        appendTo(data, 1);
        assertThat(new StoreBackup(data, CLOCK).to(own).head()).isEqualTo(2);
        assertThatThrownBy(() -> new StoreRestore(data, CLOCK).from(data.resolve("daybook.db")))
                .isInstanceOf(BackupRefused.class);
    }

    @Test
    void aDamagedBackupLeavesTheStoreAsItWas() throws Exception {
        appendTo(data, 200);
        new StoreBackup(data, CLOCK).to(file);
        List<UUID> before = events(data);
        long size = Files.size(file);
        byte[] rubbish = new byte[4096];
        try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            channel.position(size / 2);
            channel.write(java.nio.ByteBuffer.wrap(rubbish));
        }
        assertThatThrownBy(() -> new StoreRestore(data, CLOCK).from(file))
                .isInstanceOf(StorageException.class);
        assertThat(events(data)).isEqualTo(before);
    }
}
