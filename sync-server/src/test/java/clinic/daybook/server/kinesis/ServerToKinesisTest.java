package clinic.daybook.server.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import clinic.daybook.protocol.Protocol;
import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.server.Config;
import clinic.daybook.server.Limits;
import clinic.daybook.server.Sample;
import clinic.daybook.server.ServerRuntime;
import clinic.daybook.server.TestServer;
import clinic.daybook.server.TestServer.Desk;
import clinic.daybook.server.tls.Tls;
import clinic.daybook.staff.Role;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesis.model.Record;

/** What a whole server stores reaches Kinesis, with the AWS SDK's own chain of credentials. */
@Timeout(180)
class ServerToKinesisTest {

    private static final String STREAM = "clinic";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static LocalKinesis kinesis;

    private final OkHttpClient http = new OkHttpClient();
    @TempDir Path data;

    @BeforeAll
    static void startKinesis() {
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
        kinesis = LocalKinesis.start();
        kinesis.createStream(STREAM, 2);
    }

    @AfterAll
    static void stopKinesis() {
        kinesis.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @Test
    void everythingStoredArrivesOnceAlsoOverARestart() throws IOException {
        List<RecordedEvent> stored = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            try (ServerRuntime server = ServerRuntime.start(config(), InstantSource.system())) {
                for (int i = 0; i < 5; i++) {
                    server.addStaff("Somebody", Role.FRONT_DESK, "1234");
                }
                await().atMost(LIMIT).until(() -> metric(server, "daybook_kinesis_lag") == 0);
                assertThat(metric(server, "daybook_kinesis_up")).isEqualTo(1);
                long after = stored.isEmpty() ? 0 : stored.getLast().position();
                List<RecordedEvent> fresh = server.tail().readAfter(after, 10_000);
                assertThat(metric(server, "daybook_kinesis_events_total")).isEqualTo(fresh.size());
                stored.addAll(fresh);
            }
        }
        Received received = new Received().addAll(kinesis.readAll(STREAM));
        received.assertComplete(stored);
        assertThat(received.repeats()).isZero();
    }

    /** What the store takes Kinesis takes: nothing can stand in the way of what comes after it. */
    @Test
    void theLargestEventsThatAreAcceptedArrive() throws IOException {
        String stream = "largest";
        kinesis.createStream(stream, 1);
        try (TestServer server = new TestServer(config(stream))) {
            Desk desk = server.enrol("Desk");
            String staff = server.staff(Role.FRONT_DESK);
            String reservation = Sample.id("reservation");
            // What is long when it is escaped, what is long in UTF-8, and what is not.
            for (String filling : List.of("\u0001", "\uD83D\uDE42", "한", "\"", "x")) {
                ObjectNode largest = filled(staff, filling, 0);
                largest.put("reasonCode", "r".repeat(64));
                String own = Sample.id("reservation");
                assertThat(server.commit(desk, Sample.commit(own, 0, largest)).outcomes())
                        .containsExactly("accepted");
                ObjectNode larger = filled(staff, filling, 1);
                assertThat(server.commit(desk, Sample.commit(own, 1, larger)).outcomes())
                        .containsExactly("event-too-large");
            }
            // So many of one stream that they do not go into one record.
            for (int version = 0; version < 20; version++) {
                ObjectNode event = filled(staff, "x", 0);
                if (version > 0) {
                    event.put("type", version % 2 == 1 ? "CustomerArrived" : "ArrivalUndone");
                }
                assertThat(
                                server.commit(desk, Sample.commit(reservation, version, event))
                                        .outcomes())
                        .containsExactly("accepted");
            }
            await().atMost(LIMIT).until(() -> metric(server.runtime(), "daybook_kinesis_lag") == 0);
            List<Record> records = kinesis.readAll(stream);
            assertThat(records)
                    .allSatisfy(record ->
                            assertThat(record.data().asByteArray().length)
                                    .isLessThan(ForwardLimits.KINESIS.bytesPerRecord()));
            assertThat(records)
                    .filteredOn(record -> !record.partitionKey().equals(reservation))
                    .allSatisfy(record ->
                            assertThat(record.data().asByteArray().length)
                                    .as("the room that is kept for an event")
                                    .isLessThan(Protocol.MAX_EVENT_BYTES + 16 * 1024));
            new Received()
                    .addAll(records)
                    .assertComplete(server.runtime().tail().readAfter(0, 10_000));
        }
    }

    /** An event whose data are as large as they may be, or larger by so much. */
    private static ObjectNode filled(String staff, String filling, int more) {
        ObjectNode event = Sample.booking(staff);
        ObjectNode data = (ObjectNode) event.get("data");
        data.put("later", "");
        int each = bytes(data.deepCopy().put("later", filling)) - bytes(data);
        int room = Protocol.MAX_EVENT_BYTES - bytes(data);
        data.put("later", filling.repeat(room / each) + "x".repeat(room % each + more));
        assertThat(bytes(data)).isEqualTo(Protocol.MAX_EVENT_BYTES + more);
        return event;
    }

    private static int bytes(ObjectNode data) {
        return data.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    private Config config() {
        return config(STREAM);
    }

    private Config config(String stream) {
        return new Config(
                data,
                null,
                Config.DEFAULT_BIND,
                0,
                kinesis.target(stream),
                new Tls.Off(),
                Limits.STANDARD);
    }

    private long metric(ServerRuntime server, String name) throws IOException {
        Request request = new Request.Builder().url(server.url() + "/metrics").build();
        try (Response response = http.newCall(request).execute()) {
            return response.body()
                    .string()
                    .lines()
                    .filter(line -> line.startsWith(name + " "))
                    .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
