package clinic.daybook.installer.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import clinic.daybook.desk.DeskRuntime;
import clinic.daybook.desk.model.BoardSnapshot;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.model.Submitted;
import clinic.daybook.desk.model.SyncStatus;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.server.Config;
import clinic.daybook.server.ServerRuntime;
import clinic.daybook.server.store.SqliteDatabase;
import clinic.daybook.server.store.StoreVerifier;
import clinic.daybook.staff.Role;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Databases as a power loss leaves them, the end of the write-ahead log that no sync had reached
 * lost or torn: what was acknowledged is there (I10), no transaction by half (I9), and both go on.
 */
class TornWalTest {

    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int ROUNDS = 12;

    @TempDir Path directory;
    private final Random random = new Random();
    private final long seed = random.nextInt(1_000_000);
    private ServerRuntime server;
    private StreamId manager;

    @BeforeEach
    void start() {
        random.setSeed(seed);
        server = ServerRuntime.start(Config.local(directory.resolve("server"), 0), CLOCK);
        manager = server.addStaff("박지훈", Role.MANAGER, "123456");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** A desk that works, with what it was told is saved. */
    private final class Desk implements AutoCloseable {
        final DeskModel model;
        final RandomChange changes = new RandomChange(manager, random);
        final AtomicReference<SyncStatus> sync = new AtomicReference<>();
        final AtomicReference<Reference> reference = new AtomicReference<>();
        final AtomicReference<BoardSnapshot> board = new AtomicReference<>();
        final Set<UUID> saved = new HashSet<>();

        Desk(Path data) {
            model = DeskRuntime.open(data, CLOCK);
            model.onSync(sync::set);
            model.onReference(reference::set);
            model.onBoard(AgentWork.DAY, board::set);
        }

        void enrol(String name) throws Exception {
            get(model.enrol(server.url(), server.enrolmentCode(null), name));
            await().atMost(LONG).until(() -> reference.get().staff(manager).isPresent());
        }

        void book() throws Exception {
            Change change = changes.booking();
            Submitted.Shown shown = (Submitted.Shown) get(model.submit(manager, change));
            get(shown.saved());
            saved.add(shown.commitId());
        }

        boolean settled() {
            SyncStatus now = sync.get();
            return now.connection() == SyncStatus.Connection.LIVE
                    && now.unsent() == 0
                    && now.position() == server.tail().head();
        }

        @Override
        public void close() {
            model.close();
        }
    }

    @Test
    void aDeskLosesNothingThatItHadCalledSaved() throws Exception {
        Path work = directory.resolve("desk");
        Path torn = directory.resolve("torn");
        Path fallen = directory.resolve("fallen");
        Set<UUID> acknowledged = Set.of();
        int port = server.port();
        try (Desk desk = new Desk(work);
                Desk other = new Desk(directory.resolve("other"))) {
            desk.enrol("desk");
            other.enrol("other");
            desk.book();
            other.book();
            await().atMost(LONG).until(() -> desk.settled() && other.settled());
            // Without a server nothing is written but what is booked here.
            server.close();
            get(desk.model.digest());
            for (int round = 0; round < ROUNDS; round++) {
                desk.book();
                acknowledged = Set.copyOf(desk.saved);
                WalFile synced = copyOf(work, "desk.db", torn);
                desk.book();
                desk.book();
                WalFile all = copyOf(work, "desk.db", torn);
                strike(all, synced, torn.resolve("desk.db"));
                copyOf(torn, "desk.db", fallen);
                requireWhole(torn, acknowledged);
            }
        }
        server = ServerRuntime.start(Config.local(directory.resolve("server"), port), CLOCK);
        try (Desk desk = new Desk(fallen);
                Desk untouched = new Desk(directory.resolve("other"))) {
            desk.book();
            await().atMost(LONG)
                    .untilAsserted(() -> {
                        assertThat(desk.settled() && untouched.settled()).isTrue();
                        assertThat(get(desk.model.digest()))
                                .as("I4, I7, seed %d", seed)
                                .isEqualTo(get(untouched.model.digest()));
                    });
            assertThat(recorded()).as("I5").containsAll(acknowledged).containsAll(desk.saved);
        }
    }

    /** Everything acknowledged is there, and every change with all that was written beside it. */
    private void requireWhole(Path copy, Set<UUID> acknowledged) throws Exception {
        try (DeskRecords records = DeskRecords.open(copy)) {
            assertThat(records.integrity()).as("seed %d", seed).isEqualTo("ok");
            Set<UUID> there = new HashSet<>(records.confirmed());
            there.addAll(records.pending());
            assertThat(there).as("I10, seed %d", seed).containsAll(acknowledged);
            assertThat(records.bookedStreams())
                    .as("I9, seed %d", seed)
                    .isEqualTo(records.cardStreams());
        }
    }

    @Test
    void aServerLosesNothingThatItHadAccepted() throws Exception {
        Path data = directory.resolve("server");
        Path torn = directory.resolve("torn");
        try (Desk desk = new Desk(directory.resolve("desk"))) {
            desk.enrol("desk");
            for (int round = 0; round < ROUNDS; round++) {
                desk.book();
                await().atMost(LONG).until(desk::settled);
                List<UUID> accepted = recorded();
                WalFile synced = copyOf(data, "daybook.db", torn);
                desk.book();
                desk.book();
                await().atMost(LONG).until(desk::settled);
                WalFile all = copyOf(data, "daybook.db", torn);
                strike(all, synced, torn.resolve("daybook.db"));
                try (SqliteDatabase database = SqliteDatabase.open(torn, CLOCK)) {
                    assertThat(new StoreVerifier(database.events()).verify().findings())
                            .as("I1, I2, seed %d", seed)
                            .isEmpty();
                    assertThat(
                                    database.events().readAfter(0, Integer.MAX_VALUE).stream()
                                            .map(RecordedEvent::commitId))
                            .as("I10, seed %d", seed)
                            .startsWith(accepted.toArray(UUID[]::new));
                }
            }
        }
    }

    private List<UUID> recorded() {
        return server.tail().readAfter(0, Integer.MAX_VALUE).stream()
                .map(RecordedEvent::commitId)
                .toList();
    }

    /**
     * Does to a copy what a power loss does: spoils the log behind what was synced, and pages of
     * the database that a checkpoint may have been writing.
     */
    private void strike(WalFile all, WalFile synced, Path database) throws IOException {
        // A log that was begun anew holds only what came after the last sync looked at.
        long from =
                all.salt() == synced.salt() ? synced.end() : all.transactions().getFirst().start();
        spoilPages(database, all.file(), from);
        assertThat(all.lose(from, random)).as("seed %d", seed).isNotEqualTo("nothing");
    }

    /** A page that the synced log holds may be torn in the database: the log has it. */
    private void spoilPages(Path database, Path log, long synced) throws IOException {
        ByteBuffer frames = ByteBuffer.wrap(Files.readAllBytes(log));
        int page = frames.getInt(8);
        try (RandomAccessFile file = new RandomAccessFile(database.toFile(), "rw")) {
            for (int at = 32; at < synced; at += 24 + page) {
                // The first page says what the file is, in its first sector.
                if (frames.getInt(at) > 1 && random.nextInt(3) == 0) {
                    byte[] garbage = new byte[page / 2];
                    random.nextBytes(garbage);
                    file.seek((frames.getInt(at) - 1L) * page);
                    file.write(garbage);
                }
            }
        }
    }

    /** Database and log as they lie on the disk now, without the index, which is memory. */
    private static WalFile copyOf(Path from, String name, Path to) throws IOException {
        Files.createDirectories(to);
        Path log = to.resolve(name + "-wal");
        long before;
        WalFile copied;
        do {
            before = WalFile.read(from.resolve(name + "-wal")).salt();
            try (Stream<Path> files = Files.list(to)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.copy(from.resolve(name), to.resolve(name));
            Files.copy(from.resolve(name + "-wal"), log);
            copied = WalFile.read(log);
            // Both must be of one moment: not from before and after a checkpoint.
        } while (copied.salt() != before);
        return copied;
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
