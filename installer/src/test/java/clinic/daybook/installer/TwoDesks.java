package clinic.daybook.installer;

import static clinic.daybook.installer.AtDesk.id;
import static clinic.daybook.installer.AtDesk.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import clinic.daybook.customer.CustomerCommand;
import clinic.daybook.desk.DeskRuntime;
import clinic.daybook.desk.model.AttentionItem;
import clinic.daybook.desk.model.CallBack;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.ChangeOutcome;
import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.model.Submitted;
import clinic.daybook.desk.model.SyncStatus;
import clinic.daybook.event.StreamId;
import clinic.daybook.procedure.ProcedureCommand;
import clinic.daybook.procedure.ProcedureKind;
import clinic.daybook.reservation.Channel;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.ReservationCommand.TaskOrder;
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
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/** Two real desks and a real server with a manager, a customer and a menu of one. */
final class TwoDesks implements AutoCloseable {

    static final Duration LONG = Duration.ofSeconds(60);
    static final Instant BOOKED_AT = Instant.parse("2026-01-06T02:00:00Z");
    private static final InstantSource CLOCK = InstantSource.system();

    final StreamId manager;
    final Desk a;
    final Desk b;
    private final Path directory;
    final StreamId customer;
    final StreamId procedure;
    private ServerRuntime server;
    private int port;

    /** A desk with what it last told. */
    static final class Desk implements AutoCloseable {
        final DeskModel model;
        final AtomicReference<SyncStatus> sync = new AtomicReference<>();
        final AtomicReference<Reference> reference = new AtomicReference<>();
        final AtomicReference<List<AttentionItem>> attention = new AtomicReference<>(List.of());
        final AtomicReference<List<ChangeOutcome>> elsewhere = new AtomicReference<>(List.of());
        final AtomicReference<List<CallBack>> callBacks = new AtomicReference<>(List.of());
        final Map<StreamId, AtomicReference<ReservationDetail>> details =
                new java.util.concurrent.ConcurrentHashMap<>();

        Desk(Path directory) {
            model = DeskRuntime.open(directory, CLOCK);
            model.onSync(sync::set);
            model.onReference(reference::set);
            model.onAttention(attention::set);
            model.onWaitingElsewhere(elsewhere::set);
            model.onCallBacks(callBacks::set);
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

    TwoDesks(Path directory) {
        this.directory = directory;
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

    /** Waits until both are live with nothing pending, at the same position, and agree. */
    void agree() {
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

    void stopServer() {
        port = server.port();
        server.close();
        await().atMost(LONG)
                .until(() ->
                        a.sync.get().connection() != SyncStatus.Connection.LIVE
                                && b.sync.get().connection() != SyncStatus.Connection.LIVE);
    }

    void startServer() {
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

    /** A booking that both desks know. */
    StreamId book(Desk desk) {
        StreamId id = new StreamId("reservation", id());
        submit(
                desk,
                Change.of(
                        id,
                        new ReservationCommand.Book(
                                customer,
                                BOOKED_AT,
                                30,
                                null,
                                null,
                                Channel.PHONE,
                                List.of(new TaskOrder(id(), procedure, "보톡스", 30, 150_000)),
                                false)));
        await().atMost(LONG).until(() -> a.detail(id) != null && b.detail(id) != null);
        return id;
    }

    void add(Desk desk, StreamId reservation, String name, List<UUID> seen) {
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

    /**
     * Both do something without having seen what the other does.
     *
     * @param offline while the server is gone; else at the same moment
     * @return how many were refused at once, because the other's change had been that quick
     */
    long collide(boolean offline, List<Change> atA, List<Change> atB) {
        if (offline) {
            stopServer();
        }
        List<CompletableFuture<Submitted>> submitted = new ArrayList<>();
        for (int i = 0; i < Math.max(atA.size(), atB.size()); i++) {
            if (i < atA.size()) {
                submitted.add(a.model.submit(manager, atA.get(i)).toCompletableFuture());
            }
            if (i < atB.size()) {
                submitted.add(b.model.submit(manager, atB.get(i)).toCompletableFuture());
            }
        }
        long refused = 0;
        for (CompletableFuture<Submitted> one : submitted) {
            switch (join(one)) {
                case Submitted.Shown shown -> join(shown.saved().toCompletableFuture());
                case Submitted.Refused _ -> refused++;
                case Submitted.AlreadySo _ -> {
                    // The other's change had come in before: there was nothing left to do.
                }
            }
        }
        if (offline) {
            assertThat(refused).isZero();
            startServer();
        }
        return refused;
    }

    void submit(Desk desk, Change change) {
        var _ = AtDesk.submit(desk.model, manager, change);
    }

    @Override
    public void close() {
        a.close();
        b.close();
        server.close();
    }
}
