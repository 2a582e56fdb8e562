package clinic.daybook.server;

import static clinic.daybook.server.Sample.booking;
import static clinic.daybook.server.Sample.commit;
import static clinic.daybook.server.Sample.event;
import static clinic.daybook.server.Sample.id;
import static clinic.daybook.server.Sample.newReservation;
import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.server.TestServer.Answer;
import clinic.daybook.server.TestServer.Desk;
import clinic.daybook.staff.Role;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
        assertThat(recorded.get("recordedAt").asText())
                .isEqualTo(server.clock.instant().toString());
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
                        .replace(
                                "\"minutes\":30",
                                "\"minutes\":30,\"x\":1.10,\"y\":12345678901234567.125");
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
    void anotherStoresRequestStoresNothing() {
        ObjectNode commit = newReservation(staff);
        Answer answer =
                server.commit(
                        new Desk(desk.id(), desk.token(), UUID.randomUUID().toString()), commit);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("store-changed");
        assertThat(
                        server.get("/v1/streams/" + commit.get("streamId").asText(), desk.token())
                                .status())
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
