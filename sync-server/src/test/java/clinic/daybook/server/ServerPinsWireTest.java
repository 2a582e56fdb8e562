package clinic.daybook.server;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.protocol.EnrolmentCode;
import clinic.daybook.protocol.KeyPin;
import clinic.daybook.server.TestServer.Desk;
import clinic.daybook.server.store.PostgresAddress;
import clinic.daybook.server.store.PostgresDatabase;
import clinic.daybook.server.store.TestPostgres;
import clinic.daybook.server.tls.PinFile;
import clinic.daybook.server.tls.Tls;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers of one store, each with a key of its own: each tells desks the keys of all. */
@Timeout(120)
class ServerPinsWireTest {

    private static final String DATABASE = TestPostgres.newDatabase();

    @TempDir private Path directory;
    private final PostgresAddress database = TestPostgres.address(TestPostgres.newSchema(DATABASE));
    private final List<TestServer> servers = new ArrayList<>();

    private TestServer server(String name, @Nullable PostgresAddress store, Tls tls) {
        TestServer server =
                new TestServer(
                        new Config(
                                directory.resolve(name),
                                store,
                                Config.DEFAULT_BIND,
                                0,
                                null,
                                tls,
                                Limits.STANDARD));
        servers.add(server);
        return server;
    }

    private TestServer server(String name) {
        return server(name, database, new Tls.OwnKey());
    }

    @AfterEach
    void stop() {
        servers.forEach(TestServer::close);
    }

    /** As the server itself left them in its directory. */
    private String[] pins(String... names) {
        return Stream.of(names)
                .flatMap(name ->
                        EnrolmentCode.read(PinFile.withPin(directory.resolve(name), "CODE"))
                                .pins()
                                .stream())
                .map(KeyPin::text)
                .toArray(String[]::new);
    }

    private static List<String> texts(JsonNode message) {
        List<String> texts = new ArrayList<>();
        message.path("pins").forEach(pin -> texts.add(pin.asText()));
        return texts;
    }

    private static JsonNode enrolment(TestServer at, String behind) {
        String code = at.runtime().enrolmentCode(null) + behind;
        return at.post("/v1/desks", null, TestServer.json(Map.of("code", code, "name", "Desk")))
                .json();
    }

    @Test
    void aDeskIsToldOfEveryKeyWhereverItComesAndWhenOneIsNew() throws Exception {
        TestServer first = server("first");
        assertThat(texts(enrolment(first, ""))).containsExactly(pins("first"));
        Desk desk = first.enrol("Desk");
        LiveLine line = LiveLine.open(first, desk, "after=0");
        assertThat(texts(line.next("hello"))).containsExactly(pins("first"));
        TestServer second = server("second");
        assertThat(texts(line.next("server-pins")))
                .containsExactlyInAnyOrder(pins("first", "second"));
        assertThat(texts(LiveLine.open(second, desk, "after=0").next("hello")))
                .containsExactlyInAnyOrder(pins("first", "second"));
        assertThat(texts(enrolment(second, ""))).containsExactlyInAnyOrder(pins("first", "second"));
        // A code with all of them behind it is taken as one without.
        String most = ("." + pins("first")[0]).repeat(EnrolmentCode.MOST_PINS - 1);
        assertThat(enrolment(second, most).path("deskId").asText()).startsWith("desk-");
    }

    @Test
    void aKeyThatNobodyShowsAnyMoreIsToldForThirtyDays() throws Exception {
        TestServer first = server("first");
        Desk desk = first.enrol("Desk");
        server("second").close();
        // Shown again meanwhile, the first one's own does not end with the other's.
        first.clock.advance(Duration.ofDays(20));
        awaitTold(first, desk, pins("first", "second"));
        first.clock.advance(Duration.ofDays(10).plusSeconds(1));
        awaitTold(first, desk, pins("first"));
    }

    /** Each hello is a new one: what the server tells was read from the store a moment before. */
    private static void awaitTold(TestServer at, Desk desk, String... pins) throws Exception {
        org.awaitility.Awaitility.await()
                .untilAsserted(() -> {
                    LiveLine line = LiveLine.open(at, desk, "after=0");
                    assertThat(texts(line.next("hello"))).containsExactlyInAnyOrder(pins);
                    line.socket.cancel();
                });
    }

    @Test
    void aServerThatNeedsNoPinShowsNoneAndTellsThoseOfTheOthers() throws Exception {
        TestServer plain = server("plain", database, new Tls.Off());
        assertThat(texts(enrolment(plain, ""))).isEmpty();
        Desk desk = plain.enrol("Desk");
        LiveLine line = LiveLine.open(plain, desk, "after=0");
        assertThat(line.next("hello").has("pins")).isFalse();
        server("own").close();
        assertThat(texts(line.next("server-pins"))).containsExactly(pins("own"));
        // Not for ever either where no other server shows itself, which would drop the old ones.
        plain.clock.advance(Duration.ofDays(31));
        awaitTold(plain, desk);
    }

    @Test
    void aStoreOfOneServerTellsThatServersKeyAlone() throws Exception {
        TestServer alone = server("alone", null, new Tls.OwnKey());
        assertThat(texts(enrolment(alone, ""))).containsExactly(pins("alone"));
        Desk desk = alone.enrol("Desk");
        assertThat(texts(LiveLine.open(alone, desk, "after=0").next("hello")))
                .containsExactly(pins("alone"));
    }

    @Test
    void aRestoredDatabaseKnowsTheKeysAndItsServersShowThemAgain() throws Exception {
        server("first").close();
        server("second").close();
        PostgresDatabase.becomeStore(database, servers.getFirst().clock);
        TestServer first = server("first");
        assertThat(texts(enrolment(first, ""))).containsExactlyInAnyOrder(pins("first", "second"));
    }
}
