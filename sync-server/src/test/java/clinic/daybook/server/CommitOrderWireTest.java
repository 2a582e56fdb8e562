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
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The order of the checks: of a commit that is wrong in several ways, the first check tells. Each
 * test takes away one fault after the other.
 */
class CommitOrderWireTest {

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
    void commitIdFormEventIdsTypeActorRoleVersionLegality() {
        ObjectNode accepted = newReservation(staff);
        server.commit(desk, accepted);
        String stream = accepted.get("streamId").asText();
        String practitioner = server.staff(Role.PRACTITIONER);

        ObjectNode wrong = event(id("staff"), "NotAType", "{}");
        wrong.set("eventId", accepted.get("events").get(0).get("eventId"));
        wrong.put("schema", 0);
        ObjectNode commit = commit(stream, 9, wrong);
        commit.set("commitId", accepted.get("commitId"));

        expect(commit, "commit-id-reused");
        commit.put("commitId", UUID.randomUUID().toString());
        expect(commit, "malformed-event");
        wrong.put("schema", 1);
        expect(commit, "event-id-reused");
        wrong.put("eventId", UUID.randomUUID().toString());
        expect(commit, "unknown-event-type");
        wrong.put("type", "CustomerCheckedIn");
        expect(commit, "unknown-actor");
        wrong.withObject("actor").put("staffId", practitioner);
        expect(commit, "not-permitted");
        wrong.withObject("actor").put("staffId", staff);
        expect(commit, "conflict");
        commit.put("expectedVersion", 1);
        expect(commit, "illegal-in-state");
        wrong.put("type", "CustomerArrived");
        expect(commit, "accepted");
    }

    private void expect(ObjectNode commit, String outcome) {
        // The commit is the last hand's to change, so the request's copy of it is.
        assertThat(server.commit(desk, commit.deepCopy()).outcomes()).containsExactly(outcome);
    }

    @Test
    void theCommitIdIsLookedUpBeforeTheVersion() {
        ObjectNode commit = newReservation(staff);
        server.commit(desk, commit);
        String stream = commit.get("streamId").asText();
        server.commit(desk, commit(stream, 1, event(staff, "CustomerArrived", "{}")));
        Answer again = server.commit(desk, commit);
        assertThat(again.outcomes()).containsExactly("accepted");
        assertThat(again.result().get("version").asLong()).isEqualTo(1);
    }

    @Test
    void aKnownCommitIdIsAnsweredAlsoBehindARefusedCommitOfItsStream() {
        ObjectNode known = newReservation(staff);
        server.commit(desk, known);
        String stream = known.get("streamId").asText();
        ObjectNode reused = commit(stream, 1, event(staff, "CustomerArrived", "{}"));
        reused.set("commitId", known.get("commitId"));
        Answer answer =
                server.commit(
                        desk,
                        commit(stream, 5, event(staff, "CustomerArrived", "{}")),
                        known,
                        commit(stream, 1, event(staff, "CustomerArrived", "{}")),
                        reused);
        assertThat(answer.outcomes())
                .containsExactly("conflict", "accepted", "skipped", "commit-id-reused");
    }

    @Test
    void aMalformedCommitBehindARefusedOneIsSkipped() {
        String stream = id("reservation");
        ObjectNode empty = commit(stream, 1);
        empty.putArray("events");
        Answer answer =
                server.commit(
                        desk, commit(stream, 4, booking(staff)), empty, newReservation(staff));
        assertThat(answer.outcomes()).containsExactly("conflict", "skipped", "accepted");
    }

    @Test
    void aReusedCommitIdSkipsWhatFollowsInItsStream() {
        ObjectNode known = newReservation(staff);
        server.commit(desk, known);
        String stream = id("reservation");
        ObjectNode reused = commit(stream, 0, booking(staff));
        reused.set("commitId", known.get("commitId"));
        assertThat(server.commit(desk, reused, commit(stream, 0, booking(staff))).outcomes())
                .containsExactly("commit-id-reused", "skipped");
    }

    @Test
    void anEventIdOfTheSameRequestCountsOnceItsCommitIsAccepted() {
        ObjectNode first = newReservation(staff);
        ObjectNode second = newReservation(staff);
        ((ObjectNode) second.get("events").get(0))
                .set("eventId", first.get("events").get(0).get("eventId"));
        assertThat(server.commit(desk, first, second).outcomes())
                .containsExactly("accepted", "event-id-reused");

        ObjectNode refused = newReservation(staff);
        refused.put("expectedVersion", 3);
        ObjectNode third = newReservation(staff);
        ((ObjectNode) third.get("events").get(0))
                .set("eventId", refused.get("events").get(0).get("eventId"));
        assertThat(server.commit(desk, refused, third).outcomes())
                .containsExactly("conflict", "accepted");
    }

    @Test
    void aConflictWithinARequestTellsWhatIsStored() {
        String stream = id("reservation");
        Answer answer =
                server.commit(
                        desk,
                        commit(stream, 0, booking(staff)),
                        commit(stream, 0, event(staff, "CustomerArrived", "{}")),
                        commit(stream, 1, event(staff, "CustomerArrived", "{}")));
        assertThat(answer.outcomes()).containsExactly("accepted", "conflict", "skipped");
        assertThat(answer.json().get("results").get(1).get("currentVersion").asLong()).isEqualTo(1);
        assertThat(answer.json().get("results").get(1).get("events")).hasSize(1);
    }
}
