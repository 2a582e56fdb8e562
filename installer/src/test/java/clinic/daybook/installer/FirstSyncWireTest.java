package clinic.daybook.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import clinic.daybook.desk.DeskRuntime;
import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.BoardSnapshot;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.model.Submitted;
import clinic.daybook.desk.model.SyncStatus;
import clinic.daybook.event.StreamId;
import clinic.daybook.event.Uuid7;
import clinic.daybook.installer.sample.LongHistory;
import clinic.daybook.installer.sample.LongLog;
import clinic.daybook.reservation.Channel;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.server.Config;
import clinic.daybook.server.ServerRuntime;
import clinic.daybook.server.store.SqliteDatabase;
import clinic.daybook.staff.Role;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A new desk at a server with months behind it: today's board is there while older events are still
 * being read, it can be worked at, and in the end it has what a desk has that read everything in
 * order (I4, I9).
 */
class FirstSyncWireTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 1, 5);
    private static final LocalDate TODAY = FIRST.plusDays(7);
    private static final InstantSource CLOCK =
            Clock.offset(
                    Clock.tickMillis(ZoneOffset.UTC),
                    Duration.between(
                            Instant.now(),
                            TODAY.atTime(12, 0).atZone(LongHistory.ZONE).toInstant()));
    private static final Duration LONG = Duration.ofSeconds(120);

    /** Few enough to be read in order. */
    private static final int BEFORE = 3_000;

    /** So many that reading them is to be seen, also on a machine that does nothing else. */
    private static final int EVENTS = 30_000;

    @TempDir Path directory;

    private static final class Desk implements AutoCloseable {
        final DeskModel model;
        final Queue<SyncStatus> told = new ConcurrentLinkedQueue<>();
        final AtomicReference<SyncStatus> sync = new AtomicReference<>();
        final AtomicReference<Reference> reference = new AtomicReference<>();
        final AtomicReference<BoardSnapshot> board = new AtomicReference<>();

        Desk(Path directory) {
            model = DeskRuntime.open(directory, CLOCK);
            model.onSync(status -> {
                sync.set(status);
                told.add(status);
            });
            model.onReference(reference::set);
            model.onBoard(TODAY, board::set);
        }

        boolean has(long position) {
            SyncStatus status = sync.get();
            return status.position() >= position && status.backfilled() && status.unsent() == 0;
        }

        String digest() {
            return model.digest().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
        }

        @Override
        public void close() {
            model.close();
        }
    }

    @Test
    void aNewDeskHasTodaysBoardFirstAndEverythingInTheEnd() {
        Path data = directory.resolve("server");
        LongLog log;
        try (SqliteDatabase database = SqliteDatabase.open(data, CLOCK)) {
            StreamId clinic = database.events().identity().clinicId();
            log =
                    new LongLog(
                            clinic,
                            database.events().identity().systemDesk(),
                            LongHistory.from(FIRST, clinic, new Random(1)));
            log.fill(database.events(), BEFORE);
        }
        int port;
        StreamId manager;
        try (Desk inOrder = new Desk(directory.resolve("in-order"))) {
            try (ServerRuntime server = ServerRuntime.start(Config.local(data, 0), CLOCK)) {
                port = server.port();
                manager = server.addStaff("박지훈", Role.MANAGER, "123456");
                enrol(server, inOrder, "데스크 1");
                await().atMost(LONG).until(() -> inOrder.has(BEFORE));
            }
            try (SqliteDatabase database = SqliteDatabase.open(data, CLOCK)) {
                log.fill(database.events(), EVENTS);
            }
            try (ServerRuntime server = ServerRuntime.start(Config.local(data, port), CLOCK)) {
                newDesk(server, inOrder, manager);
            }
        }
    }

    private void newDesk(ServerRuntime server, Desk inOrder, StreamId manager) {
        StreamId reservation;
        try (Desk fresh = new Desk(directory.resolve("new"))) {
            enrol(server, fresh, "데스크 2");
            await().atMost(LONG)
                    .until(() ->
                            fresh.board.get() != null && fresh.board.get().cards().size() > 20);
            await().atMost(LONG)
                    .until(() ->
                            fresh.reference.get() != null
                                    && fresh.reference.get().staff().stream()
                                            .anyMatch(s -> s.id().equals(manager)));
            assertThat(fresh.board.get().cards())
                    .extracting(BoardCard::customerName)
                    .doesNotContain("");
            reservation = new StreamId("reservation", Uuid7.of(CLOCK.instant(), new Random()));
            Submitted booked =
                    fresh.model
                            .submit(manager, Change.of(reservation, book(fresh)))
                            .toCompletableFuture()
                            .join();
            assertThat(booked).isInstanceOf(Submitted.Shown.class);
            ((Submitted.Shown) booked).saved().toCompletableFuture().join();
            assertThat(fresh.told).anyMatch(s -> !s.backfilled());
        }
        // It goes on where it was closed, wherever that was.
        try (Desk fresh = new Desk(directory.resolve("new"))) {
            await().atMost(LONG).until(() -> fresh.has(EVENTS));
            await().atMost(LONG).until(() -> inOrder.has(fresh.sync.get().position()));
            assertThat(inOrder.board.get().cards()).anyMatch(c -> c.id().equals(reservation));
            assertThat(inOrder.told).allMatch(SyncStatus::backfilled);
            await().atMost(LONG)
                    .until(() ->
                            fresh.sync.get().position() == inOrder.sync.get().position()
                                    && fresh.digest().equals(inOrder.digest()));
        }
    }

    private static ReservationCommand.Book book(Desk desk) {
        BoardCard card = desk.board.get().cards().getFirst();
        return new ReservationCommand.Book(
                card.customerId(),
                TODAY.atTime(20, 0).atZone(LongHistory.ZONE).toInstant(),
                30,
                null,
                null,
                Channel.WALK_IN,
                List.of(),
                false);
    }

    private static void enrol(ServerRuntime server, Desk desk, String name) {
        desk.model
                .enrol("http://127.0.0.1:" + server.port(), server.enrolmentCode(null), name)
                .toCompletableFuture()
                .join();
    }
}
