package clinic.daybook.desk.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clinic.daybook.desk.model.AttentionItem;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.Submitted;
import clinic.daybook.desk.model.Subscription;
import clinic.daybook.event.Refusal;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.Commit;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.sync.PushOutcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A desk whose database is damaged: nothing that was saved here is lost unsaid (I5, I7, I10). */
class RescueTest {

    private static final int PAGE = 4096;
    private static final int SEEDS = 40;

    @TempDir private Path root;
    private Path whole;
    private Rig rig;
    private final List<UUID> pending = new ArrayList<>();
    private UUID asked;

    /** A desk with a history, pending work and a change that waits for a person. */
    @BeforeEach
    void work() throws SQLException {
        whole = root.resolve("whole");
        rig = Rig.seeded(whole, 7);
        enrol(rig.desk);
        for (int i = 0; i < 60; i++) {
            StreamId visit = rig.id("reservation");
            rig.confirm(visit, rig.book());
            rig.confirm(visit, new ReservationCommand.Arrive());
        }
        StreamId visit = rig.id("reservation");
        rig.confirm(visit, rig.book());
        asked = rig.save(visit, new ReservationCommand.Arrive());
        rig.send();
        rig.answer(new PushOutcome.Refused(asked, Refusal.of("illegal-in-state")));
        for (int i = 0; i < 30; i++) {
            StreamId fresh = rig.id("reservation");
            pending.add(rig.save(fresh, rig.book()));
            pending.add(rig.save(fresh, rig.add("시술 " + "가".repeat(i))));
        }
        pending.clear();
        pending.addAll(rig.unsent());
        rig.desk.close();
        // Everything home from the write-ahead log, so that what is broken here is what is read.
        try (Connection connection = DeskDatabase.connect(whole.resolve("desk.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private static void enrol(LocalDesk desk) {
        Rig.join(
                desk.sync()
                        .enrolled(
                                new Enrolled("http://127.0.0.1:1", "token", "store"),
                                desk.deskId(),
                                "clinic",
                                "데스크 1")
                        .toCompletableFuture());
    }

    private Path copy(String name) throws IOException {
        Path to = Files.createDirectories(root.resolve(name));
        try (Stream<Path> files = Files.list(whole)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return to;
    }

    private static void overwrite(Path file, long at, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), at);
        }
    }

    private static Rescue rescue(Path directory) {
        return new Rescue(directory, InstantSource.fixed(Rig.NOW), step -> {});
    }

    private static LocalDesk open(Path directory) {
        return LocalDesk.open(directory, InstantSource.fixed(Rig.NOW));
    }

    private static List<UUID> unsent(LocalDesk desk) {
        CompletableFuture<List<UUID>> ids = new CompletableFuture<>();
        desk.sync()
                .execute(() ->
                        ids.complete(
                                desk.sync().unsent().stream().map(r -> r.commitId()).toList()));
        return Rig.join(ids);
    }

    private static List<UUID> asks(LocalDesk desk) {
        CompletableFuture<List<AttentionItem>> first = new CompletableFuture<>();
        Subscription subscription = desk.onAttention(first::complete);
        List<UUID> ids = Rig.join(first).stream().map(AttentionItem::commitId).toList();
        subscription.close();
        return ids;
    }

    /** Opens; rescues first where that is wanted. Returns the report, or null. */
    private static Rescue.Report openable(Path directory) {
        try {
            open(directory).close();
            return null;
        } catch (DeskFailure e) {
            assertThat(Rescue.wanted(e)).as(e.getMessage()).isTrue();
            return rescue(directory).run();
        }
    }

    @Test
    void aDestroyedHeaderCostsNothing() throws IOException {
        for (int bytes : new int[] {16, 100, PAGE}) {
            Path desk = copy("header-" + bytes);
            byte[] rubbish = new byte[bytes];
            new Random(bytes).nextBytes(rubbish);
            overwrite(desk.resolve("desk.db"), 0, rubbish);
            Rescue.Report report = openable(desk);
            assertThat(report).isNotNull();
            assertThat(report.pending()).isEqualTo(pending.size());
            assertThat(report.needsYou()).isEqualTo(1);
            assertThat(report.enrolled()).isTrue();
            try (LocalDesk opened = open(desk)) {
                assertThat(unsent(opened)).isEqualTo(pending);
                assertThat(asks(opened)).containsExactly(asked);
                assertThat(opened.sync().enrolled()).isNotNull();
            }
            assertThat(Files.getPosixFilePermissions(report.kept().resolve("rescued.jsonl")))
                    .hasSize(2);
            assertThat(report.kept().resolve("desk.db")).exists();
        }
    }

    @Test
    void whateverPageIsDestroyedNothingIsLostUnsaid() throws IOException {
        long pages = Files.size(whole.resolve("desk.db")) / PAGE;
        int rescued = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Path desk = copy("page-" + seed);
            int broken = 1 + random.nextInt(3);
            for (int i = 0; i < broken; i++) {
                byte[] rubbish = new byte[1 + random.nextInt(PAGE)];
                random.nextBytes(rubbish);
                overwrite(desk.resolve("desk.db"), random.nextLong(pages) * PAGE, rubbish);
            }
            Rescue.Report report = openable(desk);
            rescued += report == null ? 0 : 1;
            try (LocalDesk opened = open(desk)) {
                Set<UUID> lost = new HashSet<>(pending);
                unsent(opened).forEach(lost::remove);
                boolean said = report != null && (report.unreadable() > 0 || report.incomplete());
                assertThat(lost.isEmpty() || said)
                        .as("seed " + seed + " lost " + lost.size())
                        .isTrue();
                // A page holds a few rows; the others must be there.
                assertThat(lost.size()).as("seed " + seed).isLessThan(pending.size() / 2);
            }
        }
        assertThat(rescued).isGreaterThan(SEEDS / 3);
    }

    @Test
    void whatTheLogHoldsCountsBeforeTheFile() throws IOException {
        Path desk = copy("log");
        List<UUID> more = new ArrayList<>(pending);
        Path torn = root.resolve("torn");
        try (LocalDesk opened = open(desk)) {
            for (int i = 0; i < 10; i++) {
                var shown =
                        (Submitted.Shown)
                                Rig.join(
                                        opened.submit(
                                                        Rig.STAFF,
                                                        Change.of(
                                                                rig.id("reservation"), rig.book()))
                                                .toCompletableFuture());
                Rig.join(shown.saved().toCompletableFuture());
                more.add(shown.commitId());
            }
            // As a power loss leaves it.
            Files.createDirectories(torn);
            for (String file : List.of("desk.db", "desk.db-wal", "desk.id")) {
                Files.copy(desk.resolve(file), torn.resolve(file));
            }
        }
        overwrite(
                torn.resolve("desk.db"),
                PAGE,
                new byte[(int) Files.size(torn.resolve("desk.db")) - PAGE]);
        Rescue.Report report = openable(torn);
        assertThat(report).isNotNull();
        try (LocalDesk opened = open(torn)) {
            Set<UUID> there = new HashSet<>(unsent(opened));
            assertThat(there).containsAll(more.subList(pending.size(), more.size()));
            assertThat(more.stream().allMatch(there::contains) || report.incomplete()).isTrue();
        }
    }

    @Test
    void truncatedAndVanishedFilesAreNoticed() throws IOException {
        long size = Files.size(whole.resolve("desk.db"));
        for (long keep : new long[] {0, 50, PAGE, size / 2, size - 1}) {
            Path desk = copy("cut-" + keep);
            try (FileChannel channel =
                    FileChannel.open(desk.resolve("desk.db"), StandardOpenOption.WRITE)) {
                channel.truncate(keep);
            }
            Rescue.Report report = openable(desk);
            if (report == null) {
                continue;
            }
            try (LocalDesk opened = open(desk)) {
                Set<UUID> lost = new HashSet<>(pending);
                unsent(opened).forEach(lost::remove);
                assertThat(lost.isEmpty() || report.incomplete()).as("kept " + keep).isTrue();
                // Also a desk that knows nothing more is the same desk when it is enrolled again.
                assertThat(opened.sync().ownId()).isEqualTo(deskIdOf());
            }
        }
        Path gone = copy("gone");
        Files.delete(gone.resolve("desk.db"));
        assertThat(openable(gone)).isNotNull().satisfies(r -> assertThat(r.enrolled()).isFalse());
    }

    private StreamId deskIdOf() throws IOException {
        return StreamId.parse(Files.readString(whole.resolve("desk.id")));
    }

    @Test
    void whereverARescueIsBrokenOffTheNextOneEndsIt() throws IOException {
        for (Rescue.Step stop : Rescue.Step.values()) {
            Path desk = copy("stop-" + stop);
            overwrite(desk.resolve("desk.db"), 0, new byte[PAGE]);
            assertThatThrownBy(() ->
                            new Rescue(
                                            desk,
                                            InstantSource.fixed(Rig.NOW),
                                            step -> {
                                                if (step == stop) {
                                                    throw new IllegalStateException("power");
                                                }
                                            })
                                    .run())
                    .isInstanceOf(IllegalStateException.class);
            Rescue.Report report = openable(desk);
            if (stop != Rescue.Step.DONE) {
                assertThat(report.pending()).isEqualTo(pending.size());
            }
            try (LocalDesk opened = open(desk)) {
                assertThat(unsent(opened)).isEqualTo(pending);
            }
        }
    }

    @Test
    void afterwardsItAgreesWithADeskThatWasNeverDamaged() throws IOException {
        Path desk = copy("agree");
        overwrite(desk.resolve("desk.db"), 0, new byte[PAGE]);
        assertThat(openable(desk)).isNotNull();
        rig.close();
        Rig damaged = rig.at(desk);
        rig = damaged;
        damaged.feed(damaged.log);
        List<Commit> commits = damaged.send();
        for (Commit commit : commits) {
            damaged.feed(damaged.accept(commit));
        }
        assertThat(damaged.unsent()).isEmpty();
        try (LocalDesk other = open(root.resolve("other"))) {
            CompletableFuture<Void> applied = new CompletableFuture<>();
            FeedPage all = FeedPage.of(damaged.log);
            other.sync().execute(() -> other.sync().apply(all, () -> applied.complete(null)));
            Rig.join(applied);
            assertThat(damaged.digest()).isEqualTo(Rig.join(other.digest().toCompletableFuture()));
        }
    }
}
