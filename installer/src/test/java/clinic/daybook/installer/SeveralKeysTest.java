package clinic.daybook.installer;

import static clinic.daybook.installer.AtDesk.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import clinic.daybook.desk.DeskRuntime;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.model.SyncStatus;
import clinic.daybook.desk.model.SyncStatus.Connection;
import clinic.daybook.event.StreamId;
import clinic.daybook.installer.system.ServerProcess;
import clinic.daybook.protocol.EnrolmentCode;
import clinic.daybook.server.Config;
import clinic.daybook.server.Limits;
import clinic.daybook.server.ServerRuntime;
import clinic.daybook.server.store.TestPostgres;
import clinic.daybook.server.tls.Tls;
import clinic.daybook.staff.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real desk and real servers of one PostgreSQL, each with a key that it made itself. */
@Timeout(180)
class SeveralKeysTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir private Path directory;
    private final String database = TestPostgres.newDatabase();
    private final AtomicReference<SyncStatus> sync = new AtomicReference<>();
    private final List<ServerRuntime> servers = new ArrayList<>();
    private ServerRuntime first;
    private DeskModel desk;
    private StreamId manager;

    @BeforeEach
    void start() throws IOException {
        first = server("first", database, freePort());
        manager = first.addStaff("박지훈", Role.MANAGER, "123456");
        openDesk();
    }

    @AfterEach
    void stop() {
        desk.close();
        servers.forEach(ServerRuntime::close);
    }

    private ServerRuntime server(String name, String store, int port) {
        return server(name, store, port, new Tls.OwnKey());
    }

    private ServerRuntime server(String name, String store, int port, Tls tls) {
        ServerRuntime server =
                ServerRuntime.start(
                        new Config(
                                directory.resolve(name),
                                TestPostgres.address(store),
                                Config.DEFAULT_BIND,
                                port,
                                null,
                                tls,
                                Limits.STANDARD),
                        InstantSource.system());
        servers.add(server);
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private void openDesk() {
        desk = DeskRuntime.open(directory.resolve("desk"), InstantSource.system());
        desk.onSync(sync::set);
    }

    private void enrol(String addresses, String code) {
        join(desk.enrol(addresses, code, "데스크 1"));
        awaitLink(Connection.LIVE);
    }

    private void awaitLink(Connection link) {
        await().atMost(LONG).until(() -> sync.get().connection() == link);
    }

    private void awaitBrought(ServerRuntime to, StreamId change) {
        await().atMost(LONG)
                .until(() ->
                        sync.get().connection() == Connection.LIVE && sync.get().unsent() == 0);
        assertThat(to.tail().readAfter(0, Integer.MAX_VALUE))
                .anyMatch(event -> event.streamId().equals(change));
    }

    @Test
    void aDeskThatEnrolledAtOneGoesOnAtTheOtherByItself() throws Exception {
        // The one that starts later knows the other's key from the beginning.
        ServerRuntime second = server("second", database, 0);
        String code = second.enrolmentCode(null);
        assertThat(EnrolmentCode.read(code).pins()).hasSize(1);
        join(desk.enrol(second.url() + "," + first.url(), code, "데스크 1"));
        assertThat(pins().split(",", -1)).hasSize(2);
        awaitLink(Connection.LIVE);
        second.close();
        awaitBrought(first, book());
        // And so after a start of its own.
        desk.close();
        openDesk();
        awaitBrought(first, book());
    }

    @Test
    void aDeskHearsOfAServerThatComesLaterWhileItsLineIsOpen() throws Exception {
        int later = freePort();
        enrol(first.url() + ",https://127.0.0.1:" + later, first.enrolmentCode(null));
        ServerRuntime second = server("second", database, later);
        String known = pins();
        await().atMost(LONG).until(() -> pins().length() > known.length());
        awaitLink(Connection.LIVE);
        first.close();
        awaitBrought(second, book());
    }

    @Test
    void aDeskThatWasAwayHearsOfItWithTheNextHello() throws Exception {
        int later = freePort();
        enrol(first.url() + ",https://127.0.0.1:" + later, first.enrolmentCode(null));
        String known = pins();
        desk.close();
        int port = first.port();
        first.close();
        ServerRuntime second = server("second", database, later);
        // It knows the other's key from the beginning and has nothing to tell on an open line.
        first = server("first", database, port);
        openDesk();
        await().atMost(LONG).until(() -> pins().length() > known.length());
        awaitLink(Connection.LIVE);
        first.close();
        awaitBrought(second, book());
    }

    @Test
    void aListWithoutTheKeyOfWhoTellsItChangesNothing() throws Exception {
        server("second", database, 0);
        String own = EnrolmentCode.read(first.enrolmentCode(null)).pins().getFirst().text();
        TestPostgres.execute(database, "DELETE FROM server_pin WHERE pin = '" + own + "'");
        // Until the server knows what the database says now, it tells both.
        await().atMost(LONG)
                .until(() -> {
                    enrol(first.url(), first.enrolmentCode(null));
                    return pins().equals(own);
                });
        desk.close();
        openDesk();
        awaitBrought(first, book());
        assertThat(pins()).isEqualTo(own);
    }

    @Test
    void aDeskThatEnrolledWithoutAPinStaysWithout() throws Exception {
        ServerRuntime plain = server("plain", database, 0, new Tls.Off());
        enrol(plain.url(), plain.enrolmentCode(null));
        assertThat(pins()).isEmpty();
        desk.close();
        openDesk();
        awaitBrought(plain, book());
        assertThat(pins()).isEmpty();
    }

    /** As the desk keeps them. */
    private String pins() {
        return SqliteFile.value(
                directory.resolve("desk/desk.db"),
                "SELECT value FROM meta WHERE key = 'serverPin'");
    }

    @Test
    void aKeyThatStandsOnNoListIsRefused() throws Exception {
        server("second", database, 0);
        // Of another store: whoever it is, no server of this one has told of it.
        ServerRuntime stranger = server("stranger", TestPostgres.newDatabase(), 0);
        enrol(first.url() + "," + stranger.url(), first.enrolmentCode(null));
        int port = first.port();
        first.close();
        book();
        awaitLink(Connection.OTHER_KEY);
        assertThat(sync.get().unsent()).isEqualTo(1);
        ServerRuntime again = server("first", database, port);
        await().atMost(LONG).until(() -> sync.get().unsent() == 0);
        assertThat(again.tail().readAfter(0, Integer.MAX_VALUE)).isNotEmpty();
    }

    @Test
    void aCodeOfTheDatabaseLetsADeskInAtEither() throws Exception {
        ServerRuntime second = server("second", database, 0);
        try (ServerProcess commands = new ServerProcess(directory, 0, List.of(), database)) {
            enrol(first.url(), commands.command("enrol", "--name", "데스크 1"));
            awaitBrought(first, book());
            enrol(second.url(), commands.command("enrol", "--name", "데스크 1"));
            first.close();
            awaitBrought(second, book());
        }
    }

    private StreamId book() {
        StreamId id = new StreamId("reservation", AtDesk.id());
        var _ = AtDesk.submit(desk, manager, Change.of(id, AtDesk.booking()));
        return id;
    }
}
