package clinic.daybook.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import clinic.daybook.codec.EventLevels;
import clinic.daybook.codec.Json;
import clinic.daybook.server.TestServer.Desk;
import clinic.daybook.server.live.WriteLevels;
import clinic.daybook.staff.Role;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import okhttp3.Request;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** I4: nobody writes what some desk cannot read; what waits for that is not lost (I5). */
@Timeout(120)
class WriteLevelWireTest {

    @TempDir Path directory;

    @Test
    void aNewStoreBeginsWithAllThatItsProgramKnows() throws Exception {
        try (TestServer server = new TestServer(directory)) {
            Desk desk = server.enrol("Front");
            assertThat(new Line(server, desk).next("hello").get("writeLevel").asInt())
                    .isEqualTo(EventLevels.CURRENT);
            String staff = server.staff(Role.FRONT_DESK);
            assertThat(server.commit(desk, packageSold(staff)).outcomes())
                    .containsExactly("illegal-in-state");
        }
    }

    @Test
    void anOlderStoreRefusesForNowWhatItsDesksMayNotWrite() throws Exception {
        try (TestServer server = new TestServer(directory)) {
            asFromBeforeLevels();
            server.restart();
            Desk desk = server.enrol("Front");
            String staff = server.staff(Role.FRONT_DESK);
            Line line = new Line(server, desk);
            assertThat(line.next("hello").get("writeLevel").asInt()).isEqualTo(1);

            ObjectNode sold = packageSold(staff);
            JsonNode refused = server.commit(desk, sold).result();
            assertThat(refused.get("code").asText()).isEqualTo("unknown-event-type");
            assertThat(refused.get("retryable").asBoolean()).isTrue();
            assertThat(server.commit(desk, Sample.newReservation(staff)).outcomes())
                    .containsExactly("accepted");

            WriteLevels levels =
                    new WriteLevels(
                            server.runtime().context().store(), server.runtime().context().desks());
            assertThat(levels.standing().behind()).containsExactly("Front");
            line.ack(2);
            await().until(() -> levels.standing().behind().isEmpty());
            levels.raise(2);
            assertThat(line.next("write-level").get("writeLevel").asInt()).isEqualTo(2);
            // The same commit again: it is judged by its stream's rules now.
            assertThat(server.commit(desk, sold).outcomes()).containsExactly("illegal-in-state");
            server.restart();
            assertThat(new Line(server, desk).next("hello").get("writeLevel").asInt()).isEqualTo(2);
            assertThat(server.runtime().context().desks().list().getFirst().level()).isEqualTo(2);
        }
    }

    private static ObjectNode packageSold(String staff) {
        ObjectNode event =
                Sample.event(
                        staff,
                        "PackageSold",
                        "{\"packageId\":\"01980a00-0000-7000-8000-000000000001\","
                                + "\"procedureId\":\""
                                + Sample.id("procedure")
                                + "\",\"sessions\":5,\"price\":500000}");
        return Sample.commit(Sample.id("customer"), 0, event);
    }

    private void asFromBeforeLevels() throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(
                                "jdbc:sqlite:" + directory.resolve("daybook.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM meta WHERE key = 'write-level'");
        }
    }

    /** A live line as an updated desk has it. */
    private static final class Line {
        private final LinkedBlockingQueue<String> messages = new LinkedBlockingQueue<>();
        private final WebSocket socket;

        Line(TestServer server, Desk desk) {
            socket =
                    server.client.newWebSocket(
                            new Request.Builder()
                                    .url(server.url("/v1/live?after=0&store=" + desk.storeId()))
                                    .header("Authorization", "Bearer " + desk.token())
                                    .build(),
                            new WebSocketListener() {
                                @Override
                                public void onMessage(WebSocket s, String text) {
                                    messages.add(text);
                                }
                            });
        }

        JsonNode next(String type) throws Exception {
            while (true) {
                String message = messages.poll(30, TimeUnit.SECONDS);
                assertThat(message).as("a message of type " + type).isNotNull();
                JsonNode json = Json.mapper().readTree(message);
                if (json.get("type").asText().equals(type)) {
                    return json;
                }
            }
        }

        void ack(int level) {
            socket.send(
                    "{\"type\":\"ack\",\"position\":0,\"pending\":0,\"needsYou\":0,"
                            + "\"appVersion\":\"2.0\",\"clockOffsetMs\":0,\"level\":"
                            + level
                            + "}");
        }
    }
}
