package clinic.daybook.installer;

import static clinic.daybook.installer.AtDesk.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import clinic.daybook.desk.DeskRuntime;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.model.EnrolmentFailed;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.model.SignInResult;
import clinic.daybook.desk.model.SyncStatus;
import clinic.daybook.desk.model.SyncStatus.Connection;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.server.Config;
import clinic.daybook.server.Limits;
import clinic.daybook.server.ServerRuntime;
import clinic.daybook.server.tls.ServerTls;
import clinic.daybook.server.tls.Tls;
import clinic.daybook.staff.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real desk and a real server that have to know each other again. */
@Timeout(180)
class TrustTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir private Path directory;
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final InstantSource clock = () -> Instant.now().plus(ahead.get());
    private final AtomicReference<SyncStatus> sync = new AtomicReference<>();
    private final AtomicReference<Reference> reference = new AtomicReference<>();
    private ServerRuntime server;
    private DeskModel desk;
    private StreamId manager;

    @BeforeEach
    void start() {
        server = server("server", 0);
        manager = server.addStaff("박지훈", Role.MANAGER, "123456");
        openDesk();
    }

    @AfterEach
    void stop() {
        desk.close();
        server.close();
    }

    private ServerRuntime server(String name, int port) {
        return ServerRuntime.start(
                new Config(
                        directory.resolve(name),
                        null,
                        Config.DEFAULT_BIND,
                        port,
                        null,
                        new Tls.OwnKey(),
                        Limits.STANDARD),
                clock);
    }

    private void openDesk() {
        desk = DeskRuntime.open(directory.resolve("desk"), clock);
        desk.onSync(sync::set);
        desk.onReference(reference::set);
    }

    private void enrol() {
        join(desk.enrol(server.url(), server.enrolmentCode(null), "데스크 1"));
        awaitLink(Connection.LIVE);
        await().atMost(LONG)
                .until(() -> reference.get().staff(manager).map(s -> s.pinKnown()).orElse(false));
    }

    private void awaitLink(Connection link) {
        await().atMost(LONG).until(() -> sync.get().connection() == link);
    }

    private EnrolmentFailed.Why whyNot(String url, String code) {
        CompletionException failed =
                org.junit.jupiter.api.Assertions.assertThrows(
                        CompletionException.class, () -> join(desk.enrol(url, code, "데스크 1")));
        return ((EnrolmentFailed) failed.getCause()).why();
    }

    @Test
    void aDeskEnrolsOnlyAtTheServerThatTheCodeNames() {
        String code = server.enrolmentCode(null);
        String bare = code.substring(0, code.indexOf('.'));
        try (ServerRuntime other = server("other", 0)) {
            assertThat(whyNot(other.url(), code)).isEqualTo(EnrolmentFailed.Why.OTHER_KEY);
        }
        assertThat(whyNot(server.url(), bare)).isEqualTo(EnrolmentFailed.Why.NOT_VOUCHED_FOR);
        assertThat(whyNot(server.url().replace("https:", "http:"), code))
                .isEqualTo(EnrolmentFailed.Why.WANTS_HTTPS);
        assertThat(whyNot(server.url(), code + "7")).isEqualTo(EnrolmentFailed.Why.CODE_INVALID);
        // None of these has used the code up, however it is typed now.
        join(desk.enrol(server.url(), code.toLowerCase(java.util.Locale.ROOT), "데스크 1"));
        awaitLink(Connection.LIVE);
    }

    @Test
    void aDeskThatMeetsAnotherKeySaysSoAndSendsNothing() throws Exception {
        enrol();
        int port = server.port();
        server.close();
        String heard;
        try (Impostor impostor = new Impostor(port)) {
            awaitLink(Connection.OTHER_KEY);
            book();
            desk.close();
            openDesk();
            awaitLink(Connection.OTHER_KEY);
            heard = impostor.heard.toString();
        }
        assertThat(heard).isEmpty();
        assertThat(sync.get().unsent()).isEqualTo(1);
        server = server("server", port);
        awaitLink(Connection.LIVE);
        await().atMost(LONG).until(() -> sync.get().unsent() == 0);
    }

    @Test
    void whatAManagerDoesOnlineIsTheirsAndOfflineIsMarked() {
        enrol();
        assertThat(join(desk.signIn(manager, "123456"))).isInstanceOf(SignInResult.SignedIn.class);
        // The session comes a moment after the sign-in, which waits for no network.
        await().atMost(LONG).until(() -> flags(voided()).isEmpty());
        int port = server.port();
        server.close();
        await().atMost(LONG).until(() -> sync.get().connection() != Connection.LIVE);
        assertThat(join(desk.signIn(manager, "123456"))).isInstanceOf(SignInResult.SignedIn.class);
        StreamId offline = book();
        submit(offline, new ReservationCommand.EnterInError());
        server = server("server", port);
        await().atMost(LONG).until(() -> sync.get().unsent() == 0);
        assertThat(flags(offline)).containsExactly("authorised-offline");
    }

    @Test
    void aDeskRenewsItsTokenByItself() {
        enrol();
        int port = server.port();
        long before = tokens();
        server.close();
        ahead.set(Duration.ofDays(31));
        server = server("server", port);
        await().atMost(LONG).until(() -> tokens() == before + 1);
        awaitLink(Connection.LIVE);
        // The first token has ended; a desk that still had it would be turned away.
        ahead.set(Duration.ofDays(31).plusMinutes(6));
        server.close();
        server = server("server", port);
        book();
        await().atMost(LONG)
                .until(() ->
                        sync.get().unsent() == 0 && sync.get().connection() == Connection.LIVE);
        desk.close();
        openDesk();
        awaitLink(Connection.LIVE);
    }

    /** How many tokens the server keeps, those that are about to end included. */
    private long tokens() {
        return Long.parseLong(
                SqliteFile.value(
                        directory.resolve("server/daybook.db"), "SELECT count(*) FROM desk_token"));
    }

    private StreamId voided() {
        StreamId id = book();
        submit(id, new ReservationCommand.EnterInError());
        await().atMost(LONG).until(() -> sync.get().unsent() == 0);
        return id;
    }

    private List<String> flags(StreamId stream) {
        List<RecordedEvent> events = server.tail().readAfter(0, Integer.MAX_VALUE);
        return events.stream()
                .filter(e -> e.streamId().equals(stream) && e.type().equals("EnteredInError"))
                .map(RecordedEvent::flags)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(List.of());
    }

    private StreamId book() {
        StreamId id = new StreamId("reservation", AtDesk.id());
        submit(id, AtDesk.booking());
        return id;
    }

    private void submit(StreamId id, ReservationCommand command) {
        var _ = AtDesk.submit(desk, manager, Change.of(id, command));
    }

    /** Somebody with a key of their own at the server's address, who keeps what they are told. */
    private final class Impostor implements AutoCloseable {
        final StringBuffer heard = new StringBuffer();
        private final ServerSocket port;
        private final CompletableFuture<Void> ended;

        Impostor(int number) throws Exception {
            SslContextFactory.Server tls =
                    Objects.requireNonNull(
                                    ServerTls.of(
                                            new Tls.OwnKey(),
                                            directory.resolve("impostor"),
                                            "127.0.0.1",
                                            Instant.now()))
                            .factory();
            tls.start();
            port =
                    tls.getSslContext()
                            .getServerSocketFactory()
                            .createServerSocket(number, 50, InetAddress.getByName("127.0.0.1"));
            ended = CompletableFuture.runAsync(this::listen);
        }

        private void listen() {
            while (!port.isClosed()) {
                try (Socket caller = port.accept()) {
                    int read = caller.getInputStream().read();
                    while (read >= 0) {
                        heard.append((char) read);
                        read = caller.getInputStream().read();
                    }
                } catch (IOException noLine) {
                    // The desk ended the handshake, or the port was closed.
                }
            }
        }

        @Override
        public void close() throws IOException {
            port.close();
            ended.join();
        }
    }
}
