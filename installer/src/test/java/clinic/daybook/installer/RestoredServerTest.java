package clinic.daybook.installer;

import static clinic.daybook.installer.AtDesk.id;
import static clinic.daybook.installer.AtDesk.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import clinic.daybook.customer.CustomerCommand;
import clinic.daybook.desk.DeskRuntime;
import clinic.daybook.desk.model.AttentionItem;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.model.RestoredServer;
import clinic.daybook.desk.model.RestoredServer.Stage;
import clinic.daybook.desk.model.SignInResult;
import clinic.daybook.desk.model.SyncStatus;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.reservation.CancelledBy;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.TaskOrigin;
import clinic.daybook.server.Config;
import clinic.daybook.server.ServerRuntime;
import clinic.daybook.server.store.StoreBackup;
import clinic.daybook.server.store.StoreRestore;
import clinic.daybook.staff.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A backup is restored under desks at work: nothing is lost and nothing doubled (I1, I2, I5). */
@Timeout(180)
class RestoredServerTest {

    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir private Path directory;
    private Path data;
    private Path backup;
    private ServerRuntime server;
    private int port;
    private StreamId manager;
    private StreamId customer;
    private Desk a;
    private Desk b;

    /** A desk with what it last told. */
    private static final class Desk implements AutoCloseable {
        final Path directory;
        DeskModel model;
        final AtomicReference<SyncStatus> sync = new AtomicReference<>();
        final AtomicReference<Reference> reference = new AtomicReference<>();
        final AtomicReference<RestoredServer> restored = new AtomicReference<>();
        final AtomicReference<List<AttentionItem>> attention = new AtomicReference<>(List.of());
        final Map<StreamId, AtomicReference<ReservationDetail>> details = new ConcurrentHashMap<>();

        Desk(Path directory) {
            this.directory = directory;
            open();
        }

        void open() {
            model = DeskRuntime.open(directory, CLOCK);
            details.clear();
            model.onSync(sync::set);
            model.onReference(reference::set);
            model.onAttention(attention::set);
            model.onRestored(restored::set);
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

        Stage stage() {
            return restored.get().stage();
        }

        @Override
        public void close() {
            model.close();
        }
    }

    @BeforeEach
    void start() {
        data = directory.resolve("server");
        backup = directory.resolve("clinic.backup");
        server = ServerRuntime.start(Config.local(data, 0), CLOCK);
        port = server.port();
        manager = server.addStaff("박지훈", Role.MANAGER, "123456");
        a = new Desk(directory.resolve("a"));
        b = new Desk(directory.resolve("b"));
        enrol(a, "데스크 1");
        enrol(b, "데스크 2");
        customer = new StreamId("customer", id());
        submit(
                a,
                manager,
                new Change(
                        customer,
                        new CustomerCommand.Register(null, null, null),
                        null,
                        null,
                        customer,
                        Map.of("name", "김민준", "phone", "010-1234-5678")));
    }

    @AfterEach
    void stop() {
        a.close();
        b.close();
        server.close();
    }

    private record Fact(
            UUID eventId,
            UUID commitId,
            StreamId stream,
            String type,
            StreamId staff,
            StreamId desk,
            Instant occurredAt,
            Map<String, String> personal) {

        static Fact of(RecordedEvent e) {
            return new Fact(
                    e.eventId(),
                    e.commitId(),
                    e.streamId(),
                    e.type(),
                    e.actor().staffId(),
                    e.deskId(),
                    e.occurredAt(),
                    e.personal() == null ? Map.of() : e.personal());
        }
    }

    private List<Fact> log() {
        return server.tail().readAfter(0, Integer.MAX_VALUE).stream().map(Fact::of).toList();
    }

    private static List<Fact> of(List<Fact> facts, StreamId stream) {
        return facts.stream().filter(f -> f.stream().equals(stream)).toList();
    }

    private void restore() {
        server.close();
        new StoreRestore(data, CLOCK).from(backup);
    }

    private void startServer() {
        server = ServerRuntime.start(Config.local(data, port), CLOCK);
    }

    @Test
    void whatTheRestoredServerLacksComesBackAsItWas() {
        StreamId arrived = book(a, manager);
        StreamId later = book(b, manager);
        Desk c = new Desk(directory.resolve("c"));
        enrol(c, "데스크 3");
        agree(a, b, c);
        c.close();
        new StoreBackup(data, CLOCK).to(backup);
        int kept = log().size();

        StreamId hired = server.addStaff("이서연", Role.FRONT_DESK, "654321");
        await().atMost(LONG).until(() -> signsIn(b, hired, "654321"));
        submit(a, manager, Change.of(arrived, new ReservationCommand.Arrive()));
        StreamId fresh = book(a, manager);
        StreamId freshByHired = book(b, hired);
        add(b, later, "필러");
        agree(a, b);
        List<Fact> old = log();
        List<Fact> lost = old.subList(kept, old.size());

        restore();
        // Work goes on here although nothing can be sent.
        submit(a, manager, Change.of(arrived, new ReservationCommand.CheckIn()));
        StreamId pending = book(a, manager);
        startServer();

        // The third desk knew nothing of what was lost and works on at the restored server.
        c.open();
        await().atMost(LONG).until(() -> live(c) && c.detail(arrived) != null);
        assertThat(c.stage()).isEqualTo(Stage.NONE);
        submit(c, manager, Change.of(arrived, new ReservationCommand.Cancel(CancelledBy.CUSTOMER)));
        submit(c, manager, Change.of(later, new ReservationCommand.Confirm()));
        await().atMost(LONG).until(() -> c.sync.get().unsent() == 0);

        for (Desk desk : List.of(a, b)) {
            await().atMost(LONG)
                    .until(() ->
                            desk.stage() == Stage.WAITING
                                    && live(desk)
                                    && desk.restored.get().clashes() == 1
                                    && desk.restored.get().later() == 1);
            assertThat(desk.restored.get().staff()).contains("박지훈");
            assertThat(desk.restored.get().desks()).contains("데스크 1", "데스크 2");
            assertThat(desk.restored.get().backedUpAt()).isNotNull();
            // Nothing has gone from the screens.
            shows(desk, fresh);
            shows(desk, freshByHired);
        }
        Set<UUID> lostIds = new HashSet<>();
        lost.forEach(f -> lostIds.add(f.eventId()));
        // Nothing was sent before a person said so; what the server never had goes its usual way.
        await().atMost(LONG).until(() -> !of(log(), pending).isEmpty());
        assertThat(log()).noneMatch(f -> lostIds.contains(f.eventId()));
        assertThat(join(a.model.lacking()).stream().mapToInt(l -> l.lines().size()).sum())
                .isEqualTo((int) lost.stream().map(Fact::commitId).distinct().count());

        join(b.model.sendLacking());
        join(a.model.sendLacking());
        await().atMost(LONG).until(() -> a.stage() == Stage.NONE && b.stage() == Stage.NONE);
        agree(a, b, c);

        List<Fact> now = log();
        Fact clash = of(lost, arrived).getFirst();
        for (StreamId stream : lost.stream().map(Fact::stream).distinct().toList()) {
            List<Fact> expected = of(lost, stream).stream().filter(f -> !f.equals(clash)).toList();
            assertThat(of(now, stream).stream().filter(expected::contains)).isEqualTo(expected);
        }
        assertThat(now).doesNotHaveDuplicates();
        assertThat(flags(later))
                .anySatisfy(f -> assertThat(f).contains("replayed", "replayed-later"));
        assertThat(flags(fresh)).containsOnly(List.of("replayed"));
        assertThat(signsIn(c, hired, "654321")).isTrue();

        // The clash waits at both desks that knew of it, until a person at one has settled it.
        assertThat(b.attention.get())
                .extracting(AttentionItem::commitId)
                .contains(clash.commitId());
        assertThat(a.attention.get()).hasSize(2);
        join(a.model.letGo(clash.commitId(), manager, "customer-decided"));
        await().atMost(LONG).until(() -> b.attention.get().isEmpty());
        assertThat(a.attention.get()).hasSize(1);
        c.close();
    }

    private List<List<String>> flags(StreamId stream) {
        return server.tail().readAfter(0, Integer.MAX_VALUE).stream()
                .filter(e -> e.streamId().equals(stream))
                .map(e -> e.flags() == null ? List.<String>of() : e.flags())
                .toList();
    }

    @Test
    void aSecondRestoreInTheMiddleLosesNothingEither() {
        agree(a, b);
        new StoreBackup(data, CLOCK).to(backup);
        StreamId first = book(a, manager);
        StreamId second = book(b, manager);
        agree(a, b);
        List<Fact> lost = log();
        restore();
        startServer();
        await().atMost(LONG).until(() -> a.stage() == Stage.WAITING && b.stage() == Stage.WAITING);
        // One desk has sent everything, and more was done; the other still looks at the list.
        join(a.model.sendLacking());
        await().atMost(LONG).until(() -> a.stage() == Stage.NONE);
        await().atMost(LONG).until(() -> b.stage() == Stage.NONE);
        submit(b, manager, Change.of(first, new ReservationCommand.Arrive()));
        agree(a, b);
        List<Fact> more = log();
        restore();
        // A desk that is switched off meanwhile finds out when it comes back.
        b.close();
        startServer();
        b.open();
        await().atMost(LONG).until(() -> a.stage() == Stage.WAITING && b.stage() == Stage.WAITING);
        shows(a, second);
        b.close();
        b.open();
        await().atMost(LONG).until(() -> live(b) && b.stage() == Stage.WAITING);
        join(b.model.sendLacking());
        await().atMost(LONG).until(() -> a.stage() == Stage.NONE && b.stage() == Stage.NONE);
        agree(a, b);
        assertThat(log()).containsAll(lost).containsAll(more).doesNotHaveDuplicates();
        assertThat(of(log(), first)).isEqualTo(of(more, first));
    }

    @Test
    void aDeskEnrolledAfterTheBackupComesBackAsItself() {
        agree(a, b);
        new StoreBackup(data, CLOCK).to(backup);
        Desk c = new Desk(directory.resolve("c"));
        enrol(c, "데스크 3");
        StreamId deskId = c.model.deskId();
        StreamId only = book(c, manager);
        await().atMost(LONG).until(() -> c.sync.get().unsent() == 0 && live(c));
        a.close();
        List<Fact> lost = of(log(), only);
        restore();
        startServer();
        await().atMost(LONG)
                .until(() -> c.sync.get().connection() == SyncStatus.Connection.ENROL_AGAIN);
        enrol(c, "데스크 3");
        assertThat(c.model.deskId()).isEqualTo(deskId);
        await().atMost(LONG).until(() -> c.stage() == Stage.WAITING);
        join(c.model.sendLacking());
        await().atMost(LONG).until(() -> c.stage() == Stage.NONE);
        a.open();
        await().atMost(LONG).until(() -> live(a) && a.stage() == Stage.NONE);
        agree(a, c);
        assertThat(of(log(), only)).isEqualTo(lost);
        c.close();
    }

    @Test
    void filesPutBackByHandAreNotTaken() throws IOException {
        agree(a, b);
        server.close();
        Path aside = directory.resolve("aside");
        Files.copy(data.resolve("daybook.db"), aside);
        startServer();
        StreamId late = book(a, manager);
        agree(a, b);
        server.close();
        Files.copy(
                aside,
                data.resolve("daybook.db"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        startServer();
        await().atMost(LONG)
                .until(() -> a.stage() == Stage.NOT_TOLD && b.stage() == Stage.NOT_TOLD);
        shows(a, late);
        assertThat(of(log(), late)).isEmpty();
    }

    private static void shows(Desk desk, StreamId reservation) {
        await().atMost(LONG).until(() -> desk.detail(reservation) != null);
    }

    private boolean signsIn(Desk desk, StreamId staff, String pin) {
        return join(desk.model.signIn(staff, pin)) instanceof SignInResult.SignedIn;
    }

    private static boolean live(Desk desk) {
        SyncStatus s = desk.sync.get();
        return s.connection() == SyncStatus.Connection.LIVE && s.position() == s.head();
    }

    /** Waits until all are live with nothing pending, at the same position, and agree. */
    private static void agree(Desk... desks) {
        await().atMost(LONG)
                .untilAsserted(() -> {
                    for (Desk desk : desks) {
                        assertThat(live(desk)).isTrue();
                        assertThat(desk.sync.get().unsent()).isZero();
                        assertThat(desk.sync.get().position())
                                .isEqualTo(desks[0].sync.get().position());
                    }
                    String first = join(desks[0].model.digest());
                    for (Desk desk : desks) {
                        assertThat(join(desk.model.digest())).isEqualTo(first);
                    }
                });
    }

    private void enrol(Desk desk, String name) {
        join(desk.model.enrol(server.url(), server.enrolmentCode(null), name));
        await().atMost(LONG)
                .until(() ->
                        desk.sync.get().connection() != SyncStatus.Connection.ENROL_AGAIN
                                && desk.reference.get().staff().stream()
                                        .anyMatch(s -> s.id().equals(manager)));
    }

    private StreamId book(Desk desk, StreamId staff) {
        StreamId reservation = new StreamId("reservation", id());
        submit(
                desk,
                staff,
                Change.of(
                        reservation,
                        AtDesk.booking(customer, Instant.parse("2026-02-01T01:00:00Z"))));
        return reservation;
    }

    private void add(Desk desk, StreamId reservation, String name) {
        submit(
                desk,
                manager,
                Change.of(
                        reservation,
                        new ReservationCommand.AddTreatment(
                                new ReservationCommand.TaskOrder(
                                        id(), new StreamId("procedure", id()), name, 20, 90_000),
                                TaskOrigin.UPSELL,
                                null,
                                new ArrayList<>(),
                                false)));
    }

    private void submit(Desk desk, StreamId staff, Change change) {
        var _ = AtDesk.submit(desk.model, staff, change);
    }
}
