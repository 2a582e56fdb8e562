package clinic.daybook.installer;

import static clinic.daybook.installer.AtDesk.id;
import static clinic.daybook.installer.AtDesk.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import clinic.daybook.customer.CustomerCommand;
import clinic.daybook.desk.local.DeskPlatform;
import clinic.daybook.desk.local.LocalDesk;
import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.BoardSnapshot;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.model.RestoredServer;
import clinic.daybook.desk.model.RestoredServer.Stage;
import clinic.daybook.desk.model.SyncStatus;
import clinic.daybook.desk.sync.DeskNetwork;
import clinic.daybook.desk.sync.SyncDriver;
import clinic.daybook.event.Command;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.server.Config;
import clinic.daybook.server.ServerRuntime;
import clinic.daybook.server.store.StoreBackup;
import clinic.daybook.server.store.StoreRestore;
import clinic.daybook.staff.Role;
import clinic.daybook.sync.SyncMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A backup is restored while a new desk has today's board and everything older is still to come:
 * nothing is lost and nothing doubled, and in the end it has what the others have (I1, I2, I4, I5).
 */
@Timeout(180)
class RestoredFirstSyncTest {

    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration LONG = Duration.ofSeconds(60);

    /** A desk without events begins with today's board however little there is. */
    private static final long BOARD_FIRST = 3;

    @TempDir private Path directory;
    private Path data;
    private ServerRuntime server;
    private int port;
    private StreamId manager;
    private Desk old;
    private Desk fresh;

    /** The real network, in which older events, and what is wanted out of turn, may be held up. */
    private static final class Network implements DeskNetwork, Interceptor {
        private final AtomicInteger fromTheBeginning = new AtomicInteger();
        private final CountDownLatch older = new CountDownLatch(1);
        private final boolean wantedToo;
        private final OkHttpClient http;

        Network(boolean wantedToo) {
            this.wantedToo = wantedToo;
            this.http = new OkHttpClient.Builder().addInterceptor(this).build();
        }

        @Override
        public Response intercept(Chain chain) throws IOException {
            Request request = chain.request();
            String path = request.url().encodedPath();
            boolean first = "0".equals(request.url().queryParameter("after"));
            boolean isOlder =
                    path.equals("/v1/events") && first && fromTheBeginning.incrementAndGet() > 1;
            if (isOlder || wantedToo && path.startsWith("/v1/streams/")) {
                try {
                    older.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return chain.proceed(request);
        }

        @Override
        public Call newCall(Request request) {
            return http.newCall(request);
        }

        @Override
        public WebSocket newWebSocket(Request request, WebSocketListener listener) {
            return http.newWebSocket(request, listener);
        }

        @Override
        public void close() {
            older.countDown();
            http.dispatcher().cancelAll();
            http.dispatcher().executorService().shutdown();
            http.connectionPool().evictAll();
        }
    }

    /** The platform of an installed desk, but for when it begins with a board. */
    private record Platform(DeskPlatform installed, long boardFirstBeyond) implements DeskPlatform {

        @Override
        public ExecutorService serial(String name) {
            return installed.serial(name);
        }

        @Override
        public ExecutorService listeners() {
            return installed.listeners();
        }

        @Override
        public ScheduledExecutorService timers() {
            return installed.timers();
        }

        @Override
        public <T> T await(CompletableFuture<T> result) {
            return installed.await(result);
        }

        @Override
        public RandomGenerator random() {
            return installed.random();
        }

        @Override
        public long nanoTime() {
            return installed.nanoTime();
        }

        @Override
        public Connection connection(Connection opened, boolean writes) {
            return installed.connection(opened, writes);
        }
    }

    /** A desk with what it last told. */
    private static final class Desk implements AutoCloseable {
        final LocalDesk local;
        final SyncDriver driver;
        final Network network;
        final AtomicReference<SyncStatus> sync = new AtomicReference<>();
        final AtomicReference<Reference> reference = new AtomicReference<>();
        final AtomicReference<RestoredServer> restored = new AtomicReference<>();
        final AtomicReference<BoardSnapshot> board = new AtomicReference<>();

        Desk(Path directory, Network network) {
            Platform platform = new Platform(DeskPlatform.installed(), BOARD_FIRST);
            this.network = network;
            local = LocalDesk.open(directory, CLOCK, platform);
            driver =
                    new SyncDriver(
                            local.sync(), CLOCK, "test", platform, network, SyncMachine::step);
            local.onSync(sync::set);
            local.onReference(reference::set);
            local.onRestored(restored::set);
            local.onBoard(LocalDate.now(ZoneId.of("Asia/Seoul")), board::set);
            driver.start();
        }

        boolean live() {
            SyncStatus s = sync.get();
            return s.connection() == SyncStatus.Connection.LIVE && s.position() == s.head();
        }

        boolean shows(StreamId reservation) {
            BoardSnapshot now = board.get();
            return now != null
                    && now.cards().stream().map(BoardCard::id).anyMatch(reservation::equals);
        }

        Stage stage() {
            return restored.get().stage();
        }

        @Override
        public void close() {
            driver.close();
            local.close();
        }
    }

    @BeforeEach
    void start() {
        data = directory.resolve("server");
        server = ServerRuntime.start(Config.local(data, 0), CLOCK);
        port = server.port();
        manager = server.addStaff("박지훈", Role.MANAGER, "123456");
        old = new Desk(directory.resolve("old"), new Network(false));
        old.network.older.countDown();
        enrol(old, "데스크 1");
    }

    @AfterEach
    void stop() {
        old.close();
        fresh.close();
        server.close();
    }

    private record Fact(UUID eventId, UUID commitId, StreamId stream, String type) {
        static Fact of(RecordedEvent e) {
            return new Fact(e.eventId(), e.commitId(), e.streamId(), e.type());
        }
    }

    private List<Fact> log() {
        return server.tail().readAfter(0, Integer.MAX_VALUE).stream().map(Fact::of).toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingIsLostThoughOlderEventsWereStillToCome(boolean wantedToo) {
        StreamId today = book(old, register(old), 0);
        StreamId later = book(old, register(old), 3);
        agree(old);
        Path backup = directory.resolve("clinic.backup");
        new StoreBackup(data, CLOCK).to(backup);
        submit(old, today, new ReservationCommand.Arrive());
        submit(old, later, new ReservationCommand.Confirm());
        StreamId alsoToday = book(old, register(old), 0);
        StreamId alsoLater = book(old, register(old), 4);
        agree(old);

        fresh = new Desk(directory.resolve("fresh"), new Network(wantedToo));
        enrol(fresh, "데스크 2");
        await().atMost(LONG).until(() -> fresh.shows(today) && fresh.shows(alsoToday));
        StreamId byFresh = book(fresh, register(fresh), 0);
        // What the new desk has no beginning of goes on at the other one.
        submit(old, alsoLater, new ReservationCommand.Confirm());
        submit(old, later, new ReservationCommand.Arrive());
        await().atMost(LONG)
                .until(() ->
                        old.live()
                                && fresh.live()
                                && old.sync.get().unsent() + fresh.sync.get().unsent() == 0
                                && old.sync.get().position() == fresh.sync.get().position());
        assertThat(fresh.sync.get().backfilled()).isFalse();
        List<Fact> before = log();

        server.close();
        new StoreRestore(data, CLOCK).from(backup);
        submit(fresh, today, new ReservationCommand.CheckIn());
        StreamId pending = book(fresh, register(fresh), 0);
        server = ServerRuntime.start(Config.local(data, port), CLOCK);
        fresh.network.older.countDown();

        // The backup was from before the new desk: the server does not know it any more.
        await().atMost(LONG)
                .until(() ->
                        fresh.sync.get().connection() == SyncStatus.Connection.ENROL_AGAIN
                                && old.stage() == Stage.WAITING);
        enrol(fresh, "데스크 2");
        await().atMost(LONG).until(() -> fresh.stage() == Stage.WAITING);
        assertThat(fresh.shows(alsoToday) && fresh.shows(byFresh)).isTrue();
        // Who has the streams whole goes first: of one the new desk has only what came last.
        join(old.local.sync().sendLacking());
        await().atMost(LONG).until(() -> old.stage() == Stage.NONE);
        join(fresh.local.sync().sendLacking());

        await().atMost(LONG).until(() -> old.stage() == Stage.NONE && fresh.stage() == Stage.NONE);
        agree(old, fresh);
        assertThat(log()).containsAll(before).doesNotHaveDuplicates();
        assertThat(log()).extracting(Fact::stream).contains(pending);
    }

    /** Waits until all are live with nothing pending or missing, and agree. */
    private static void agree(Desk... desks) {
        await().atMost(LONG)
                .untilAsserted(() -> {
                    for (Desk desk : desks) {
                        SyncStatus now = desk.sync.get();
                        assertThat(desk.live() && now.backfilled() && now.unsent() == 0)
                                .as("%s", now)
                                .isTrue();
                        assertThat(now.position()).isEqualTo(desks[0].sync.get().position());
                        assertThat(join(desk.local.digest()))
                                .isEqualTo(join(desks[0].local.digest()));
                    }
                });
    }

    private void enrol(Desk desk, String name) {
        join(
                desk.driver.enrol(
                        "http://127.0.0.1:" + server.port(), server.enrolmentCode(null), name));
        await().atMost(LONG)
                .until(() ->
                        desk.sync.get().connection() != SyncStatus.Connection.ENROL_AGAIN
                                && desk.reference.get() != null
                                && desk.reference.get().staff().stream()
                                        .anyMatch(s -> s.id().equals(manager)));
    }

    private StreamId register(Desk desk) {
        StreamId customer = new StreamId("customer", id());
        submit(
                desk,
                new Change(
                        customer,
                        new CustomerCommand.Register(null, null, null),
                        null,
                        null,
                        customer,
                        Map.of("name", "김민준", "phone", "010-1234-5678")));
        return customer;
    }

    private StreamId book(Desk desk, StreamId customer, int daysFromNow) {
        StreamId reservation = new StreamId("reservation", id());
        submit(
                desk,
                reservation,
                AtDesk.booking(customer, Instant.now().plus(Duration.ofDays(daysFromNow))));
        return reservation;
    }

    private void submit(Desk desk, StreamId stream, Command command) {
        submit(desk, Change.of(stream, command));
    }

    private void submit(Desk desk, Change change) {
        var _ = AtDesk.kept(desk.local.submit(manager, change));
    }
}
