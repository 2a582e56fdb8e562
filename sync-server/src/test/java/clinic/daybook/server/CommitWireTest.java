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

/** {@code POST /v1/commits}: every result, over a real socket. */
class CommitWireTest {

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
    void acceptedEventsComeBackAsTheyWereSentWithTheServersEnvelope() {
        String stream = id("reservation");
        ObjectNode sent = booking(staff);
        ((ObjectNode) sent.get("data")).put("notYetKnown", 1.50);
        sent.put("reasonCode", "walk-in");
        ObjectNode commit = commit(stream, 0, sent);
        commit.put("basis", 0);
        Answer answer = server.commit(desk, commit);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.result().get("status").asText()).isEqualTo("accepted");
        assertThat(answer.result().get("version").asLong()).isEqualTo(1);
        assertThat(answer.result().has("duplicate")).isFalse();
        long position = answer.result().get("positions").get(0).asLong();

        JsonNode recorded = server.get("/v1/streams/" + stream, desk.token()).lines().getFirst();
        assertThat(recorded.get("position").asLong()).isEqualTo(position);
        assertThat(recorded.get("streamId").asText()).isEqualTo(stream);
        assertThat(recorded.get("version").asLong()).isEqualTo(1);
        assertThat(recorded.get("eventId")).isEqualTo(sent.get("eventId"));
        assertThat(recorded.get("commitId")).isEqualTo(commit.get("commitId"));
        assertThat(recorded.get("deskId").asText()).isEqualTo(desk.id());
        assertThat(recorded.get("recordedAt").asText()).isEqualTo(server.clock.instant().toString());
        assertThat(recorded.get("occurredAt")).isEqualTo(sent.get("occurredAt"));
        assertThat(recorded.get("reasonCode").asText()).isEqualTo("walk-in");
        assertThat(recorded.get("basis").asLong()).isZero();
        assertThat(recorded.get("data")).isEqualTo(sent.get("data"));
        assertThat(recorded.has("flags")).isFalse();
        assertThat(recorded.get("clinicId").asText()).startsWith("clinic-");
    }

    @Test
    void numbersKeepTheirDigits() {
        String stream = id("reservation");
        ObjectNode commit = commit(stream, 0, booking(staff));
        String body =
                new String(TestServer.request(desk, commit), StandardCharsets.UTF_8)
                        .replace("\"minutes\":30", "\"minutes\":30,\"x\":1.10,\"y\":12345678901234567.125");
        server.post("/v1/commits", desk.token(), body.getBytes(StandardCharsets.UTF_8));

        assertThat(server.get("/v1/streams/" + stream, desk.token()).text())
                .contains("\"x\":1.10", "\"y\":12345678901234567.125");
    }

    @Test
    void theSameCommitAgainGivesTheFirstResultAlsoAfterARestart() {
        ObjectNode commit = newReservation(staff);
        JsonNode first = server.commit(desk, commit).result();
        server.restart();
        // Versions, event ids, times and the desk do not count.
        ((ObjectNode) commit.get("events").get(0)).put("eventId", UUID.randomUUID().toString());
        ((ObjectNode) commit.get("events").get(0)).put("occurredAt", "2026-03-02T02:00:00Z");
        commit.put("expectedVersion", 7);
        Desk other = server.enrol("Desk 2");
        JsonNode again = server.commit(other, commit).result();

        assertThat(again.get("status").asText()).isEqualTo("accepted");
        assertThat(again.get("duplicate").asBoolean()).isTrue();
        assertThat(again.get("version")).isEqualTo(first.get("version"));
        assertThat(again.get("positions")).isEqualTo(first.get("positions"));
    }

    @Test
    void aCommitIdWithOtherContentIsRejected() {
        ObjectNode commit = newReservation(staff);
        server.commit(desk, commit);
        ((ObjectNode) commit.get("events").get(0).get("data")).put("minutes", 45);

        JsonNode result = server.commit(desk, commit).result();
        assertThat(result.get("code").asText()).isEqualTo("commit-id-reused");
        assertThat(result.get("retryable").asBoolean()).isFalse();
    }

    @Test
    void aCommitThatWasNotAcceptedMayComeBackWithOtherContent() {
        ObjectNode commit = newReservation(staff);
        commit.put("expectedVersion", 3);
        assertThat(server.commit(desk, commit).outcomes()).containsExactly("conflict");
        commit.put("expectedVersion", 0);
        ((ObjectNode) commit.get("events").get(0).get("data")).put("minutes", 45);
        assertThat(server.commit(desk, commit).outcomes()).containsExactly("accepted");
    }

    @Test
    void aStreamThatMovedOnIsAConflictWithWhatHappened() {
        String stream = id("reservation");
        server.commit(
                desk,
                commit(stream, 0, booking(staff), event(staff, "ReservationConfirmed", "{}")));

        JsonNode result =
                server.commit(desk, commit(stream, 1, event(staff, "CustomerArrived", "{}")))
                        .result();
        assertThat(result.get("status").asText()).isEqualTo("conflict");
        assertThat(result.get("currentVersion").asLong()).isEqualTo(2);
        assertThat(result.get("events")).hasSize(1);
        assertThat(result.get("events").get(0).get("type").asText())
                .isEqualTo("ReservationConfirmed");
    }

    @Test
    void whatDoesNotFollowInTheStateIsRejectedAndNothingOfItsCommitIsStored() {
        String stream = id("reservation");
        JsonNode result =
                server.commit(
                                desk,
                                commit(
                                        stream,
                                        0,
                                        booking(staff),
                                        event(staff, "CustomerCheckedIn", "{}")))
                        .result();
        assertThat(result.get("code").asText()).isEqualTo("illegal-in-state");
        assertThat(server.get("/v1/streams/" + stream, desk.token()).code())
                .isEqualTo("unknown-stream");
    }

    @Test
    void severalCommitsOfAStreamBuildOnEachOtherAndAfterARefusedOneAreSkipped() {
        String stream = id("reservation");
        ObjectNode first = commit(stream, 0, booking(staff));
        Answer answer =
                server.commit(
                        desk,
                        first,
                        commit(stream, 1, event(staff, "CustomerArrived", "{}")),
                        newReservation(staff),
                        commit(stream, 2, event(staff, "CustomerArrived", "{}")),
                        commit(stream, 3, event(staff, "CustomerCheckedIn", "{}")),
                        first,
                        newReservation(staff));
        assertThat(answer.outcomes())
                .containsExactly(
                        "accepted",
                        "accepted",
                        "accepted",
                        "illegal-in-state",
                        "skipped",
                        "accepted",
                        "accepted");
        assertThat(answer.json().get("results").get(5).get("duplicate").asBoolean()).isTrue();
    }

    @Test
    void theSameCommitTwiceInARequestIsAcceptedOnce() {
        ObjectNode commit = newReservation(staff);
        Answer answer = server.commit(desk, commit, commit);
        assertThat(answer.outcomes()).containsExactly("accepted", "accepted");
        assertThat(answer.json().get("results").get(1).get("duplicate").asBoolean()).isTrue();
        assertThat(answer.json().get("results").get(0).get("positions"))
                .isEqualTo(answer.json().get("results").get(1).get("positions"));
    }

    @Test
    void anEventIdIsUsedOnce() {
        ObjectNode commit = newReservation(staff);
        server.commit(desk, commit);
        ObjectNode other = newReservation(staff);
        ((ObjectNode) other.get("events").get(0))
                .set("eventId", commit.get("events").get(0).get("eventId"));
        assertThat(server.commit(desk, other).outcomes()).containsExactly("event-id-reused");

        ObjectNode twice = commit(id("reservation"), 0, booking(staff), booking(staff));
        ((ObjectNode) twice.get("events").get(1))
                .set("eventId", twice.get("events").get(0).get("eventId"));
        assertThat(server.commit(desk, twice).outcomes()).containsExactly("event-id-reused");
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
                        malformed, malformed, malformed, malformed, malformed, malformed, malformed,
                        malformed, malformed, "accepted");
    }

    @Test
    void aTextThatUtf8CannotCarryIsMalformed() {
        String body = new String(TestServer.request(desk, newReservation(staff)), StandardCharsets.UTF_8);
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
        // {"customerId":…,"filler":"…"} and nothing personal: exactly the limit, then one byte more.
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

    @Test
    void anotherStoresRequestStoresNothing() {
        ObjectNode commit = newReservation(staff);
        Answer answer =
                server.commit(new Desk(desk.id(), desk.token(), UUID.randomUUID().toString()), commit);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("store-changed");
        assertThat(server.get("/v1/streams/" + commit.get("streamId").asText(), desk.token()).status())
                .isEqualTo(404);
    }

    @Test
    void fiveHundredCommitsShareOneRequest() {
        ObjectNode[] commits = new ObjectNode[500];
        java.util.Arrays.setAll(commits, _ -> newReservation(staff));
        Answer answer = server.commit(desk, commits);
        assertThat(answer.outcomes()).hasSize(500).containsOnly("accepted");
    }
}
