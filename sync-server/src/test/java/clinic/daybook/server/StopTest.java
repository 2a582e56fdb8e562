package clinic.daybook.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import clinic.daybook.codec.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server process that is asked to end while desks work with it (I1, I2). */
@Timeout(120)
class StopTest {

    private static final int WRITERS = 4;
    private static final int ANSWERED_BEFORE = 60;
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(15);

    /** What came of a request; {@code results}: of its one commit, where the status is 200. */
    private record Sent(
            ObjectNode commit, int status, String code, String retryAfter, JsonNode result) {}

    @TempDir private Path directory;
    private final OkHttpClient client =
            new OkHttpClient.Builder()
                    .retryOnConnectionFailure(false)
                    .readTimeout(20, TimeUnit.SECONDS)
                    .build();
    private ServerProcess server;
    private TestServer.Desk desk;
    private String staff;

    @BeforeEach
    void start() throws Exception {
        String code = print("enrol", "--data", directory.toString());
        staff =
                print(
                        "staff",
                        "add",
                        "--data",
                        directory.toString(),
                        "--name",
                        "Kim",
                        "--role",
                        "front-desk",
                        "--pin",
                        "123456");
        server = ServerProcess.start(directory);
        Request enrol =
                request("/v1/desks")
                        .post(json(TestServer.json(Map.of("code", code, "name", "Desk 1"))))
                        .build();
        try (Response response = client.newCall(enrol).execute()) {
            JsonNode answer = Json.mapper().readTree(response.body().bytes());
            desk =
                    new TestServer.Desk(
                            answer.get("deskId").asText(),
                            answer.get("token").asText(),
                            answer.get("storeId").asText());
        }
    }

    @AfterEach
    void stop() {
        server.close();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }

    private String print(String... arguments) throws Exception {
        Process process = ServerProcess.run(arguments);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return out.strip();
    }

    private Request.Builder request(String path) {
        return new Request.Builder().url(server.url() + path);
    }

    private static RequestBody json(byte[] body) {
        return RequestBody.create(body, MediaType.get("application/json"));
    }

    private Sent send(ObjectNode commit) throws IOException {
        Request request =
                request("/v1/commits")
                        .header("Authorization", "Bearer " + desk.token())
                        .post(json(TestServer.request(desk, commit)))
                        .build();
        try (Response response = client.newCall(request).execute()) {
            JsonNode answer = Json.mapper().readTree(response.body().bytes());
            return new Sent(
                    commit,
                    response.code(),
                    answer.path("code").asText(),
                    response.header("Retry-After"),
                    answer.path("results").path(0));
        }
    }

    private int status(String path) throws IOException {
        try (Response response = client.newCall(request(path).build()).execute()) {
            return response.code();
        }
    }

    @Test
    void whatWasAnsweredIsThereAndNothingIsAnsweredTwiceDifferently() throws Exception {
        Queue<Sent> answered = new ConcurrentLinkedQueue<>();
        Queue<ObjectNode> unanswered = new ConcurrentLinkedQueue<>();
        CountDownLatch enough = new CountDownLatch(ANSWERED_BEFORE);
        LiveLine line = LiveLine.open(client, server.url(), desk.token(), "after=0");
        line.next("hello");
        try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<?>> work = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                work.add(writers.submit(() -> writeUntilGone(answered, unanswered, enough)));
            }
            assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
            long asked = System.nanoTime();
            assertThat(server.terminate()).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(STOPS_WITHIN);
            for (Future<?> one : work) {
                one.get();
            }
        }
        assertThat(line.closeCode()).isEqualTo(1001);
        server = ServerProcess.start(directory);
        for (Sent sent : answered) {
            JsonNode again = send(sent.commit()).result();
            assertThat(again.get("status").asText()).isEqualTo("accepted");
            if (sent.status() == 200) {
                assertThat(again.path("duplicate").asBoolean()).isTrue();
                assertThat(again.get("positions")).isEqualTo(sent.result().get("positions"));
                assertThat(again.get("version")).isEqualTo(sent.result().get("version"));
            } else {
                assertThat(sent.status()).isEqualTo(503);
                assertThat(sent.code()).isEqualTo("stopping");
                assertThat(sent.retryAfter()).matches("[1-9][0-9]*");
                // What was refused was not stored behind its sender's back.
                assertThat(again.has("duplicate")).isFalse();
            }
        }
        for (ObjectNode commit : unanswered) {
            assertThat(send(commit).result().get("status").asText()).isEqualTo("accepted");
        }
        server.terminate();
        assertThat(print("verify", "--data", directory.toString())).startsWith("sound");
    }

    private void writeUntilGone(
            Queue<Sent> answered, Queue<ObjectNode> unanswered, CountDownLatch enough) {
        while (true) {
            ObjectNode commit = Sample.newReservation(staff);
            try {
                Sent sent = send(commit);
                answered.add(sent);
                enough.countDown();
                if (sent.status() != 200) {
                    return;
                }
            } catch (IOException gone) {
                unanswered.add(commit);
                return;
            }
        }
    }

    @Test
    void whatWasTakenIsFinishedWhileNothingNewIsTaken() throws Exception {
        byte[] body = TestServer.request(desk, Sample.newReservation(staff));
        try (SlowRequest slow = new SlowRequest(server.url(), desk, body)) {
            assertThat(status("/readyz")).isEqualTo(200);
            server.askToEnd();
            await().atMost(Duration.ofSeconds(4)).until(() -> status("/readyz") == 503);
            assertThat(status("/healthz")).isEqualTo(200);
            Sent late = send(Sample.newReservation(staff));
            assertThat(late.status()).isEqualTo(503);
            assertThat(late.code()).isEqualTo("stopping");
            assertThat(late.retryAfter()).matches("[1-9][0-9]*");
            List<String> answer = slow.finish();
            assertThat(answer.getFirst()).contains("200");
            assertThat(answer).anyMatch(l -> l.contains("\"accepted\""));
        }
        assertThat(server.exitStatus()).isZero();
    }
}
