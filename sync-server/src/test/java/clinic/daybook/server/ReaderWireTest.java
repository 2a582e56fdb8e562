package clinic.daybook.server;

import static clinic.daybook.server.Sample.booking;
import static clinic.daybook.server.Sample.commit;
import static clinic.daybook.server.Sample.id;
import static clinic.daybook.server.Sample.withPersonal;
import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.server.TestServer.Answer;
import clinic.daybook.server.TestServer.Desk;
import clinic.daybook.server.access.Secrets;
import clinic.daybook.server.store.Database;
import clinic.daybook.server.store.StorePlace;
import clinic.daybook.staff.Role;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program may read the log, without what is personal, and nothing else. */
class ReaderWireTest {

    private static final String TOKEN = new Secrets().token();

    @TempDir private Path directory;
    private TestServer server;
    private Desk desk;
    private String reservation;

    @BeforeEach
    void start() {
        server = new TestServer(directory);
        desk = server.enrol("Desk 1");
        String staff = server.staff(Role.FRONT_DESK);
        reservation = id("reservation");
        ObjectNode booking =
                withPersonal(booking(staff), id("customer"), Map.of("memo", "for the desk alone"));
        List<ObjectNode> events = new ArrayList<>(List.of(booking));
        for (int i = 0; i < 99; i++) {
            events.add(Sample.event(staff, i % 2 == 0 ? "CustomerArrived" : "ArrivalUndone", "{}"));
        }
        ObjectNode commit = commit(reservation, 0, events.toArray(ObjectNode[]::new));
        assertThat(server.commit(desk, commit).outcomes()).containsExactly("accepted");
        change(database ->
                assertThat(database.access().addReader("Statistics", Secrets.hash(TOKEN), NOW))
                        .isTrue());
    }

    private static final Instant NOW = Instant.parse("2026-03-02T01:00:00Z");

    @AfterEach
    void stop() {
        server.close();
    }

    /** As the command line does it while the server runs. */
    private void change(java.util.function.Consumer<Database> work) {
        try (Database database =
                Database.open(new StorePlace.Directory(directory), InstantSource.system())) {
            work.accept(database);
        }
    }

    @Test
    void whatADeskReadsAProgramReadsWithoutWhatIsPersonal() {
        for (String path :
                List.of(
                        "/v1/events?after=0&limit=10000",
                        "/v1/streams/" + reservation,
                        "/v1/streams/" + reservation + "?from=1")) {
            Answer whole = server.get(path, desk.token());
            Answer without = server.get(path, TOKEN);
            assertThat(without.status()).as(path).isEqualTo(200);
            assertThat(without.headers().get("Daybook-Head"))
                    .isEqualTo(whole.headers().get("Daybook-Head"));
            assertThat(whole.text()).contains("for the desk alone");
            List<JsonNode> expected = whole.lines();
            expected.forEach(event -> ((ObjectNode) event).remove(List.of("personal", "salt")));
            assertThat(without.lines()).as(path).hasSizeGreaterThan(99).isEqualTo(expected);
        }
        assertThat(server.get("/v1/store", TOKEN).json())
                .isEqualTo(server.get("/v1/store", desk.token()).json());
    }

    @Test
    void nothingElseIsOpenToIt() {
        for (String path :
                List.of("/v1/bootstrap?day=2026-03-02", "/v1/staff/verifiers", "/v1/live")) {
            assertThat(server.get(path, TOKEN).status()).as(path).isEqualTo(401);
        }
        for (String path : List.of("/v1/commits", "/v1/sessions", "/v1/desks/token")) {
            assertThat(server.post(path, TOKEN, TestServer.json(Map.of())).status())
                    .as(path)
                    .isEqualTo(401);
        }
    }

    @Test
    void onceRevokedItReadsNoMore() {
        assertThat(server.get("/v1/events", TOKEN).status()).isEqualTo(200);
        change(database -> assertThat(database.access().removeReader("Statistics")).isTrue());
        Answer answer = server.get("/v1/events", TOKEN);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("unauthorised");
    }
}
