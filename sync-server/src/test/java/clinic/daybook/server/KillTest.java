package clinic.daybook.server;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.codec.Json;
import clinic.daybook.server.store.SqliteDatabase;
import clinic.daybook.server.store.StoreVerifier;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server process that is killed while desks commit (I1, I2, I10). */
@Timeout(300)
class KillTest {

    private static final int WRITERS = 4;
    private static final int ROUNDS = 3;
    private static final int ACKNOWLEDGED_BEFORE_KILL = 60;

    @TempDir private Path directory;
    private final OkHttpClient client =
            new OkHttpClient.Builder()
                    .retryOnConnectionFailure(false)
                    .readTimeout(20, TimeUnit.SECONDS)
                    .build();

    private JsonNode call(String url, String token, byte[] body) throws IOException {
        Request.Builder request = new Request.Builder().url(url);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body != null) {
            request.post(RequestBody.create(body, MediaType.get("application/json")));
        }
        try (Response response = client.newCall(request.build()).execute()) {
            assertThat(response.isSuccessful()).isTrue();
            return Json.mapper().readTree(response.body().bytes());
        }
    }

    private String print(String... arguments) throws Exception {
        Process process = ServerProcess.run(arguments);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return out.strip();
    }

    @Test
    void whatWasAcknowledgedIsThereAndNothingTwice() throws Exception {
        String data = directory.toString();
        String code = print("enrol", "--data", data, "--name", "Desk 1");
        String staff =
                print(
                        "staff",
                        "add",
                        "--data",
                        data,
                        "--name",
                        "Kim",
                        "--role",
                        "front-desk",
                        "--pin",
                        "123456");
        Map<String, JsonNode> acknowledged = new HashMap<>();
        List<ObjectNode> unknown = new ArrayList<>();
        TestServer.Desk desk = null;
        for (int round = 0; round < ROUNDS; round++) {
            try (ServerProcess server = ServerProcess.start(directory)) {
                if (desk == null) {
                    JsonNode enrolled =
                            call(
                                    server.url() + "/v1/desks",
                                    null,
                                    TestServer.json(Map.of("code", code, "name", "Desk 1")));
                    desk =
                            new TestServer.Desk(
                                    enrolled.get("deskId").asText(),
                                    enrolled.get("token").asText(),
                                    enrolled.get("storeId").asText());
                }
                // What was in flight at the last kill is sent again, unchanged.
                for (ObjectNode commit : unknown) {
                    JsonNode result = send(server, desk, commit);
                    assertThat(result.get("status").asText()).isEqualTo("accepted");
                    acknowledged.put(commit.get("commitId").asText(), result);
                }
                unknown.clear();
                commitUntilKilled(server, desk, staff, acknowledged, unknown);
            }
        }
        assertThat(acknowledged).hasSizeGreaterThan(ROUNDS * ACKNOWLEDGED_BEFORE_KILL - 1);
        assertThat(print("verify", "--data", data)).startsWith("sound");
        try (SqliteDatabase database = SqliteDatabase.open(directory, InstantSource.system())) {
            assertThat(new StoreVerifier(database.events()).verify().findings()).isEmpty();
            Map<String, List<Long>> positions = new HashMap<>();
            database.events()
                    .readAfter(0, Integer.MAX_VALUE)
                    .forEach(event ->
                            positions
                                    .computeIfAbsent(
                                            event.commitId().toString(), _ -> new ArrayList<>())
                                    .add(event.position()));
            acknowledged.forEach((commitId, result) -> {
                List<Long> expected = new ArrayList<>();
                result.get("positions").forEach(p -> expected.add(p.asLong()));
                assertThat(positions.get(commitId)).isEqualTo(expected);
            });
        }
    }

    private JsonNode send(ServerProcess server, TestServer.Desk desk, ObjectNode commit)
            throws IOException {
        return call(server.url() + "/v1/commits", desk.token(), TestServer.request(desk, commit))
                .get("results")
                .get(0);
    }

    private void commitUntilKilled(
            ServerProcess server,
            TestServer.Desk desk,
            String staff,
            Map<String, JsonNode> acknowledged,
            List<ObjectNode> unknown)
            throws Exception {
        ConcurrentLinkedQueue<Map.Entry<ObjectNode, JsonNode>> answered =
                new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<ObjectNode> unanswered = new ConcurrentLinkedQueue<>();
        CountDownLatch enough = new CountDownLatch(ACKNOWLEDGED_BEFORE_KILL);
        try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            for (int i = 0; i < WRITERS; i++) {
                writers.submit(() -> {
                    while (true) {
                        ObjectNode commit = Sample.newReservation(staff);
                        try {
                            answered.add(Map.entry(commit, send(server, desk, commit)));
                            enough.countDown();
                        } catch (IOException killed) {
                            unanswered.add(commit);
                            return;
                        }
                    }
                });
            }
            assertThat(enough.await(100, TimeUnit.SECONDS)).isTrue();
            server.kill();
        }
        answered.forEach(pair -> {
            assertThat(pair.getValue().get("status").asText()).isEqualTo("accepted");
            acknowledged.put(pair.getKey().get("commitId").asText(), pair.getValue());
        });
        unknown.addAll(unanswered);
    }
}
