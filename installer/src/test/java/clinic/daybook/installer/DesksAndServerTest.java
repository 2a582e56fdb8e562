package clinic.daybook.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import clinic.daybook.customer.CustomerCommand;
import clinic.daybook.desk.DeskRuntime;
import clinic.daybook.desk.model.AttentionItem;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.model.SignInResult;
import clinic.daybook.desk.model.Submitted;
import clinic.daybook.desk.model.SyncStatus;
import clinic.daybook.event.StreamId;
import clinic.daybook.event.Uuid7;
import clinic.daybook.procedure.ProcedureCommand;
import clinic.daybook.procedure.ProcedureKind;
import clinic.daybook.reservation.CancelledBy;
import clinic.daybook.reservation.Channel;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.ReservationCommand.TaskOrder;
import clinic.daybook.reservation.ReservationStatus;
import clinic.daybook.reservation.Slot;
import clinic.daybook.reservation.TaskOrigin;
import clinic.daybook.server.Config;
import clinic.daybook.server.ServerRuntime;
import clinic.daybook.staff.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two real desks and a real server: the situations that the product must win. */
class DesksAndServerTest {

    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir Path directory;
    private final Random random = new Random();
    private ServerRuntime server;
    private StreamId manager;
    private Desk a;
    private Desk b;
    private StreamId customer;
    private StreamId procedure;

    /** A desk with what it last told. */
    private static final class Desk implements AutoCloseable {
        final DeskModel model;
        final AtomicReference<SyncStatus> sync = new AtomicReference<>();
        final AtomicReference<Reference> reference = new AtomicReference<>();
        final AtomicReference<List<AttentionItem>> attention = new AtomicReference<>(List.of());
        final Map<StreamId, AtomicReference<ReservationDetail>> details =
                new java.util.concurrent.ConcurrentHashMap<>();

        Desk(Path directory) {
            model = DeskRuntime.open(directory, CLOCK);
            model.onSync(sync::set);
            model.onReference(reference::set);
            model.onAttention(attention::set);
        }

        ReservationDetail detail(StreamId id) {
            return details.computeIfAbsent(
                            id,
                            k -> {
                                AtomicReference<ReservationDetail> seen = new AtomicReference<>();
                                model.onReservation(id, seen::set);
                                return seen;
                            })
                    .get();
        }

        @Override
        public void close() {
            model.close();
        }
    }

    @BeforeEach
    void start() {
        server = ServerRuntime.start(Config.local(directory.resolve("server"), 0), CLOCK);
        manager = server.addStaff("박지훈", Role.MANAGER, "123456");
        a = new Desk(directory.resolve("a"));
        b = new Desk(directory.resolve("b"));
        enrol(a, "데스크 1");
        enrol(b, "데스크 2");
        customer = new StreamId("customer", id());
        procedure = new StreamId("procedure", id());
        submit(
                a,
                new Change(
                        customer,
                        new CustomerCommand.Register(null, null, null),
                        null,
                        null,
                        customer,
                        Map.of("name", "김민준", "phone", "010-1234-5678")));
        submit(
                a,
                Change.of(
                        procedure,
                        new ProcedureCommand.Define(
                                "보톡스", 30, 150_000, ProcedureKind.TREATMENT, null)));
    }

    @AfterEach
    void stop() {
        a.close();
        b.close();
        server.close();
    }

    @Test
    void whatOneDeskBooksTheOtherSees() {
        StreamId reservation = book(a);

        await().atMost(LONG)
                .until(() -> a.detail(reservation) != null && b.detail(reservation) != null);
        assertThat(b.detail(reservation).customer().name()).isEqualTo("김민준");
        assertThat(b.detail(reservation).audit().getFirst().deskName()).isEqualTo("데스크 1");
        agree();
        assertThat(join(a.model.signIn(manager, "123456").toCompletableFuture()))
                .isInstanceOf(SignInResult.SignedIn.class);
    }

    @Test
    void bothWorkWhileTheServerIsGone() {
        StreamId reservation = book(a);
        await().atMost(LONG)
                .until(() -> a.detail(reservation) != null && b.detail(reservation) != null);
        stopServer();

        ReservationDetail seen = a.detail(reservation);
        add(a, reservation, "가", List.of());
        add(a, reservation, "나", List.of());
        add(b, reservation, "다", List.of());
        add(b, reservation, "라", List.of());
        submit(a, Change.of(reservation, new ReservationCommand.Arrive()));
        submit(a, Change.of(reservation, new ReservationCommand.CheckIn()));
        submit(
                b,
                Change.of(
                        reservation,
                        new ReservationCommand.Reschedule(
                                Instant.parse("2026-02-01T02:00:00Z"),
                                30,
                                null,
                                null,
                                new Slot(
                                        seen.card().startsAt(),
                                        seen.card().minutes(),
                                        null,
                                        null))));
        startServer();

        agree();
        // Whoever came first, the other was told: the move fell to the arrival, or was in time.
        boolean moved =
                a.detail(reservation)
                        .card()
                        .startsAt()
                        .equals(Instant.parse("2026-02-01T02:00:00Z"));
        assertThat(b.attention.get()).hasSize(moved ? 0 : 1);
        assertThat(a.attention.get()).isEmpty();
        assertThat(a.detail(reservation).card().tasks())
                .extracting(t -> t.sequence())
                .doesNotHaveDuplicates()
                .hasSize(5);
        assertThat(a.detail(reservation).card().tasks())
                .extracting(t -> t.name())
                .containsExactlyInAnyOrder("보톡스", "가", "나", "다", "라");
    }

    @Test
    void whoCancelledWhileAnotherCheckedInIsAskedAPerson() {
        StreamId reservation = book(a);
        await().atMost(LONG)
                .until(() -> a.detail(reservation) != null && b.detail(reservation) != null);
        stopServer();
        submit(a, Change.of(reservation, new ReservationCommand.Cancel(CancelledBy.CUSTOMER)));
        submit(b, Change.of(reservation, new ReservationCommand.Arrive()));
        startServer();

        await().atMost(LONG).until(() -> a.attention.get().size() + b.attention.get().size() == 1);
        agree();
        Desk loser = a.attention.get().isEmpty() ? b : a;
        AttentionItem item = loser.attention.get().getFirst();
        assertThat(item.customerName()).isEqualTo("김민준");
        assertThat(item.since()).hasSize(1);
        join(loser.model.letGo(item.commitId(), manager, "customer-decided").toCompletableFuture());
        await().atMost(LONG).until(() -> loser.attention.get().isEmpty());
        agree();
    }

    @Test
    void bothCheckInAndBothAreRight() {
        StreamId reservation = book(a);
        await().atMost(LONG)
                .until(() -> a.detail(reservation) != null && b.detail(reservation) != null);
        stopServer();
        for (Desk desk : List.of(a, b)) {
            submit(desk, Change.of(reservation, new ReservationCommand.Arrive()));
            submit(desk, Change.of(reservation, new ReservationCommand.CheckIn()));
        }
        startServer();

        agree();
        assertThat(a.attention.get()).isEmpty();
        assertThat(b.attention.get()).isEmpty();
        assertThat(a.detail(reservation).card().status()).isEqualTo(ReservationStatus.CHECKED_IN);
    }

    /** Waits until both are live with nothing pending, at the same position, and agree. */
    private void agree() {
        await().atMost(LONG)
                .untilAsserted(() -> {
                    assertThat(a.sync.get().connection()).isEqualTo(SyncStatus.Connection.LIVE);
                    assertThat(b.sync.get().connection()).isEqualTo(SyncStatus.Connection.LIVE);
                    assertThat(a.sync.get().unsent() + b.sync.get().unsent()).isZero();
                    assertThat(a.sync.get().position())
                            .isEqualTo(b.sync.get().position())
                            .isEqualTo(a.sync.get().head());
                    assertThat(join(a.model.digest().toCompletableFuture()))
                            .isEqualTo(join(b.model.digest().toCompletableFuture()));
                });
    }

    private int port;

    private void stopServer() {
        port = server.port();
        server.close();
        await().atMost(LONG)
                .until(() ->
                        a.sync.get().connection() != SyncStatus.Connection.LIVE
                                && b.sync.get().connection() != SyncStatus.Connection.LIVE);
    }

    private void startServer() {
        server = ServerRuntime.start(Config.local(directory.resolve("server"), port), CLOCK);
    }

    private void enrol(Desk desk, String name) {
        join(
                desk.model
                        .enrol(server.url(), server.enrolmentCode(null), name)
                        .toCompletableFuture());
        await().atMost(LONG)
                .until(() ->
                        desk.reference.get().staff(manager).map(s -> s.pinKnown()).orElse(false));
    }

    private StreamId book(Desk desk) {
        StreamId id = new StreamId("reservation", id());
        submit(
                desk,
                Change.of(
                        id,
                        new ReservationCommand.Book(
                                customer,
                                Instant.parse("2026-01-06T02:00:00Z"),
                                30,
                                null,
                                null,
                                Channel.PHONE,
                                List.of(new TaskOrder(id(), procedure, "보톡스", 30, 150_000)),
                                false)));
        return id;
    }

    private void add(Desk desk, StreamId reservation, String name, List<UUID> seen) {
        submit(
                desk,
                Change.of(
                        reservation,
                        new ReservationCommand.AddTreatment(
                                new TaskOrder(
                                        id(), new StreamId("procedure", id()), name, 10, 10_000),
                                TaskOrigin.UPSELL,
                                null,
                                new ArrayList<>(seen),
                                false)));
    }

    private void submit(Desk desk, Change change) {
        Submitted submitted = join(desk.model.submit(manager, change).toCompletableFuture());
        assertThat(submitted).isInstanceOf(Submitted.Shown.class);
        join(((Submitted.Shown) submitted).saved().toCompletableFuture());
    }

    private UUID id() {
        return Uuid7.of(Instant.now(), random);
    }

    private static <T> T join(java.util.concurrent.CompletableFuture<T> stage) {
        return stage.orTimeout(60, TimeUnit.SECONDS).join();
    }
}
