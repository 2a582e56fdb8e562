package clinic.daybook.server;

import static clinic.daybook.server.Sample.booking;
import static clinic.daybook.server.Sample.commit;
import static clinic.daybook.server.Sample.event;
import static clinic.daybook.server.Sample.id;
import static clinic.daybook.server.Sample.newReservation;
import static clinic.daybook.server.Sample.withPersonal;
import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.server.TestServer.Answer;
import clinic.daybook.server.TestServer.Desk;
import clinic.daybook.staff.Role;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The form and the sizes of what is posted to {@code /v1/commits}, over a real socket. */
class CommitFormWireTest {

    @TempDir private Path directory;
    private TestServer server;
    private Desk desk;
    private String staff;

    @BeforeEach
    void start() {
        server = new TestServer(directory);
        desk = server.enrol("Desk 1");
        staff = server.staff(Role.FRONT_DESK);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void unknownTypesAndSchemasMayBeTakenLater() {
        ObjectNode type = commit(id("waitlist"), 0, event(staff, "WaitlistEntered", "{}"));
        ObjectNode schema = newReservation(staff);
        ((ObjectNode) schema.get("events").get(0)).put("schema", 99);
        Answer answer = server.commit(desk, type, schema);
        assertThat(answer.outcomes()).containsExactly("unknown-event-type", "unknown-event-type");
        assertThat(answer.json().get("results").get(0).get("retryable").asBoolean()).isTrue();
        assertThat(answer.json().get("results").get(1).get("retryable").asBoolean()).isTrue();
    }

    @Test
    void aWrongFormRejectsItsCommitAlone() {
        ObjectNode empty = commit(id("reservation"), 0);
        empty.putArray("events");
        ObjectNode noStream = newReservation(staff);
        noStream.put("streamId", "reservation-1");
        ObjectNode noVersion = newReservation(staff);
        noVersion.remove("expectedVersion");
        ObjectNode wrongData = newReservation(staff);
        ((ObjectNode) wrongData.get("events").get(0).get("data")).put("minutes", "30");
        ObjectNode noActor = newReservation(staff);
        ((ObjectNode) noActor.get("events").get(0)).remove("actor");
        ObjectNode notIso = newReservation(staff);
        ((ObjectNode) notIso.get("events").get(0)).put("occurredAt", "yesterday");
        ObjectNode wrongKind = commit(id("customer"), 0, booking(staff));
        ObjectNode wrongOutcome = newReservation(staff);
        wrongOutcome.put("outcome", "perhaps");
        ObjectNode huge = newReservation(staff);
        ((ObjectNode) huge.get("events").get(0).get("data"))
                .put("x", new java.math.BigDecimal("1e999"));
        ObjectNode good = newReservation(staff);

        String malformed = "malformed-event";
        Answer answer =
                server.commit(
                        desk,
                        empty,
                        noStream,
                        noVersion,
                        wrongData,
                        noActor,
                        notIso,
                        wrongKind,
                        wrongOutcome,
                        huge,
                        good);
        assertThat(answer.outcomes())
                .containsExactly(
                        malformed,
                        malformed,
                        malformed,
                        malformed,
                        malformed,
                        malformed,
                        malformed,
                        malformed,
                        malformed,
                        "accepted");
    }

    @Test
    void aTextThatUtf8CannotCarryIsMalformed() {
        String body =
                new String(TestServer.request(desk, newReservation(staff)), StandardCharsets.UTF_8);
        for (String broken : new String[] {"\\ud800", "\\udc00", "a\\ud83dz"}) {
            byte[] escaped =
                    body.replace("\"minutes\"", "\"x\":\"" + broken + "\",\"minutes\"")
                            .getBytes(StandardCharsets.UTF_8);
            assertThat(server.post("/v1/commits", desk.token(), escaped).outcomes())
                    .containsExactly("malformed-event");
        }
    }

    @Test
    void aCommitThatIsNoObjectIsRejectedAlone() {
        byte[] body =
                ("{\"storeId\":\"" + desk.storeId() + "\",\"commits\":[1,null,{},[]]}")
                        .getBytes(StandardCharsets.UTF_8);
        assertThat(server.post("/v1/commits", desk.token(), body).outcomes())
                .containsExactly(
                        "malformed-event", "malformed-event", "malformed-event", "malformed-event");
    }

    @Test
    void personalDataIsBoundByItsCommitmentAndKeptOutOfTheData() {
        String customer = id("customer");
        ObjectNode good =
                commit(
                        customer,
                        0,
                        withPersonal(
                                event(staff, "CustomerRegistered", "{}"),
                                customer,
                                Map.of("name", "홍길동 😀", "phone", "010-1234-5678")));
        ObjectNode wrong = good.deepCopy();
        wrong.put("commitId", UUID.randomUUID().toString());
        wrong.put("streamId", id("customer"));
        ((ObjectNode) wrong.get("events").get(0).get("personal")).put("name", "다른 사람");
        ObjectNode bare = commit(id("customer"), 0, event(staff, "CustomerRegistered", "{}"));
        ((ObjectNode) bare.get("events").get(0)).putObject("personal").put("name", "홍길동");
        ObjectNode inside =
                commit(id("customer"), 0, event(staff, "CustomerRegistered", "{\"phone\":\"1\"}"));
        ObjectNode number = good.deepCopy();
        number.put("streamId", id("customer"));
        number.put("commitId", UUID.randomUUID().toString());
        ((ObjectNode) number.get("events").get(0).get("personal")).put("name", 1);

        assertThat(server.commit(desk, good, wrong, bare, inside, number).outcomes())
                .containsExactly(
                        "accepted",
                        "malformed-event",
                        "malformed-event",
                        "malformed-event",
                        "malformed-event");
        JsonNode recorded = server.get("/v1/streams/" + customer, desk.token()).lines().getFirst();
        JsonNode sent = good.get("events").get(0);
        for (String field : new String[] {"personal", "salt", "commitment", "subject"}) {
            assertThat(recorded.get(field)).isEqualTo(sent.get(field));
        }
    }

    @Test
    void sizesAreThoseOfCompactUtf8() {
        // {"customerId":…,"filler":"…"} and nothing personal: exactly the limit, then one byte
        // more.
        ObjectNode atLimit = newReservation(staff);
        ObjectNode data = (ObjectNode) atLimit.get("events").get(0).get("data");
        data.put("filler", "");
        int room = 64 * 1024 - data.toString().getBytes(StandardCharsets.UTF_8).length;
        data.put("filler", "가".repeat(room / 3) + "x".repeat(room % 3));
        ObjectNode over = newReservation(staff);
        ObjectNode overData = (ObjectNode) over.get("events").get(0).get("data");
        overData.put("filler", data.get("filler").asText() + "x");
        ObjectNode many = commit(id("reservation"), 0);
        for (int i = 0; i < 101; i++) {
            many.withArray("events").add(booking(staff));
        }
        assertThat(server.commit(desk, atLimit, over, many).outcomes())
                .containsExactly("accepted", "event-too-large", "commit-too-large");
    }

    @Test
    void whatIsNoListOfCommitsIsABadRequest() {
        for (String body :
                new String[] {
                    "",
                    "{",
                    "[]",
                    "null",
                    "{}",
                    "{\"storeId\":\"" + desk.storeId() + "\",\"commits\":{}}",
                    "{\"commits\":[]}"
                }) {
            Answer answer =
                    server.post("/v1/commits", desk.token(), body.getBytes(StandardCharsets.UTF_8));
            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("malformed-request");
            assertThat(answer.headers().get("Content-Type")).isEqualTo("application/problem+json");
        }
        ObjectNode[] tooMany = new ObjectNode[501];
        java.util.Arrays.fill(tooMany, newReservation(staff));
        assertThat(server.commit(desk, tooMany).status()).isEqualTo(400);
    }

    @Test
    void thirtyTwoLevelsAreReadAndNotOneMore() {
        // The data of an event stands on the sixth level.
        assertThat(server.commit(desk, nested(26)).outcomes()).containsExactly("accepted");
        assertThat(server.commit(desk, nested(27)).status()).isEqualTo(400);
    }

    private ObjectNode nested(int levels) {
        ObjectNode commit = newReservation(staff);
        ObjectNode inner = (ObjectNode) commit.get("events").get(0).get("data");
        for (int i = 0; i < levels; i++) {
            inner = inner.putObject("x");
        }
        return commit;
    }

    @Test
    void aBodyOfMoreThanFourMebibytesIsRefused() {
        byte[] body = new byte[4 * 1024 * 1024 + 1];
        java.util.Arrays.fill(body, (byte) ' ');
        Answer answer = server.post("/v1/commits", desk.token(), body);
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo("body-too-large");

        byte[] request = TestServer.request(desk, newReservation(staff));
        byte[] full = java.util.Arrays.copyOf(request, 4 * 1024 * 1024);
        java.util.Arrays.fill(full, request.length, full.length, (byte) ' ');
        assertThat(server.post("/v1/commits", desk.token(), full).outcomes())
                .containsExactly("accepted");
    }
}
