package clinic.daybook.server;

import static clinic.daybook.server.Sample.booking;
import static clinic.daybook.server.Sample.commit;
import static clinic.daybook.server.Sample.event;
import static clinic.daybook.server.Sample.id;
import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.server.TestServer.Answer;
import clinic.daybook.server.TestServer.Desk;
import clinic.daybook.staff.Role;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commits that another store of the clinic had recorded (I2, I8). */
class ReplayWireTest {

    @TempDir private Path directory;
    private TestServer server;
    private Desk desk;
    private String staff;
    private String clinicId;
    private final String there = id("desk");

    @BeforeEach
    void start() {
        server = new TestServer(directory);
        desk = server.enrol("Desk 1");
        staff = server.staff(Role.FRONT_DESK);
        clinicId = server.runtime().context().store().identity().clinicId().toString();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private ObjectNode replay(ObjectNode commit, String deskId, long version) {
        commit.putObject("replay")
                .put("storeId", "0197-before")
                .put("clinicId", clinicId)
                .put("deskId", deskId)
                .put("version", version);
        return commit;
    }

    private JsonNode recorded(String stream, int index) {
        return server.get("/v1/streams/" + stream, desk.token()).lines().get(index);
    }

    @Test
    void theEventKeepsItsDeskAndTellsWhoBroughtIt() {
        String stream = id("reservation");
        ObjectNode commit = replay(commit(stream, 0, booking(staff)), there, 1);
        assertThat(server.commit(desk, commit).outcomes()).containsExactly("accepted");
        JsonNode event = recorded(stream, 0);
        assertThat(event.get("deskId").asText()).isEqualTo(there);
        assertThat(event.get("replay").get("by").asText()).isEqualTo(desk.id());
        assertThat(event.get("flags")).extracting(JsonNode::asText).containsExactly("replayed");
        // Another desk brings the same.
        Answer again = server.commit(server.enrol("Desk 2"), commit);
        assertThat(again.result().get("duplicate").asBoolean()).isTrue();

        ObjectNode behind =
                replay(commit(stream, 1, event(staff, "CustomerArrived", "{}")), there, 5);
        assertThat(server.commit(desk, behind).outcomes()).containsExactly("accepted");
        assertThat(recorded(stream, 1).get("flags"))
                .extracting(JsonNode::asText)
                .containsExactly("replayed", "replayed-later");
    }

    @Test
    void neitherASessionNorAnErasedTextStandsInTheWay() {
        String manager = server.staff(Role.MANAGER);
        String stream = id("reservation");
        String customer = id("customer");
        ObjectNode erased = booking(staff);
        erased.put("subject", customer);
        erased.put("commitment", "c2VhbGVk");
        assertThat(server.commit(desk, commit(stream, 0, erased)).outcomes())
                .containsExactly("malformed-event");
        assertThat(server.commit(desk, replay(commit(stream, 0, erased), there, 1)).outcomes())
                .containsExactly("accepted");
        assertThat(recorded(stream, 0).get("commitment").asText()).isEqualTo("c2VhbGVk");
        ObjectNode marked =
                replay(commit(stream, 1, event(manager, "EnteredInError", "{}")), there, 2);
        assertThat(server.commit(desk, marked).outcomes()).containsExactly("accepted");
        assertThat(recorded(stream, 1).get("flags"))
                .extracting(JsonNode::asText)
                .containsExactly("replayed");
    }

    @Test
    void rolesAreJudgedAllTheSame() {
        String stream = id("reservation");
        assertThat(server.commit(desk, commit(stream, 0, booking(staff))).outcomes())
                .containsExactly("accepted");
        ObjectNode marked =
                replay(commit(stream, 1, event(staff, "EnteredInError", "{}")), there, 2);
        assertThat(server.commit(desk, marked).outcomes()).containsExactly("not-permitted");
        ObjectNode stranger = replay(commit(id("reservation"), 0, booking(id("staff"))), there, 1);
        assertThat(server.commit(desk, stranger).result().get("retryable").asBoolean()).isTrue();
    }

    @Test
    void aMemberHiredAtTheServerComesBackWithTheirPin() {
        String own = server.runtime().context().store().identity().systemDesk().toString();
        String hired = id("staff");
        ObjectNode commit =
                replay(
                        commit(
                                hired,
                                0,
                                event(
                                        hired,
                                        "StaffHired",
                                        "{\"name\":\"Lee\",\"role\":\"front-desk\"}"),
                                event(hired, "StaffPinChanged", "{}")),
                        own,
                        1);
        ((ObjectNode) commit.get("replay")).put("verifier", "$argon2id$v=19$m=1,t=1,p=1$c2E$aGE");
        assertThat(server.commit(desk, commit).outcomes()).containsExactly("accepted");
        assertThat(server.get("/v1/staff/verifiers", desk.token()).text()).contains(hired);
        assertThat(
                        server.commit(
                                        desk,
                                        replay(
                                                commit(id("reservation"), 0, booking(hired)),
                                                there,
                                                1))
                                .outcomes())
                .containsExactly("accepted");
    }

    @Test
    void anotherClinicsIsRefusedAndSoIsNonsense() {
        ObjectNode other = replay(commit(id("reservation"), 0, booking(staff)), there, 1);
        ((ObjectNode) other.get("replay")).put("clinicId", id("clinic"));
        assertThat(server.commit(desk, other).outcomes()).containsExactly("malformed-event");
        for (Map.Entry<String, Object> wrong :
                Map.<String, Object>of(
                                "deskId", staff, "version", 0, "storeId", "", "verifier", "secret")
                        .entrySet()) {
            ObjectNode commit = replay(commit(id("reservation"), 0, booking(staff)), there, 1);
            ((ObjectNode) commit.get("replay")).putPOJO(wrong.getKey(), wrong.getValue());
            assertThat(server.commit(desk, commit).outcomes())
                    .as(wrong.getKey())
                    .containsExactly("malformed-event");
        }
    }
}
