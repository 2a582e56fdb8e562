package clinic.daybook.desk.sync;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.codec.Json;
import clinic.daybook.desk.local.Enrolled;
import clinic.daybook.protocol.CommitRequest;
import clinic.daybook.protocol.Enrolment;
import clinic.daybook.sync.SyncInput.Failure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What answers, broken ones included, are taken for; over a real socket. */
class WireTest {

    private final MockWebServer server = new MockWebServer();
    private final ServerClient client =
            new ServerClient(Duration.ofSeconds(5), Duration.ofMillis(300), Duration.ofSeconds(5));
    private Enrolled desk;

    @BeforeEach
    void start() throws IOException {
        server.start();
        desk =
                new Enrolled(
                        "http://" + server.getHostName() + ":" + server.getPort(),
                        "secret-token",
                        "store-1");
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "401, unauthorised, UNAUTHORISED",
        "409, store-changed, STORE_CHANGED",
        "409, something-else, UNREACHABLE",
        "503, overloaded, OVERLOADED",
        "503, storage-failed, OVERLOADED",
        "429, too-many-attempts, OVERLOADED",
        "400, malformed-request, REFUSED",
        "413, body-too-large, REFUSED",
        "500, '', UNREACHABLE",
        "302, '', UNREACHABLE",
        "404, not-found, UNREACHABLE"
    })
    void anAnswerThatIsNoSuccessSaysWhatItMeans(int status, String code, Failure expected) {
        server.enqueue(
                new MockResponse.Builder()
                        .code(status)
                        .addHeader("Retry-After", "7")
                        .body("{\"code\":\"" + code + "\"}")
                        .build());

        ServerFailure failure = pushFails();

        assertThat(failure.failure()).isEqualTo(expected);
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void silenceAndBrokenAnswersLeaveTheOutcomeUnknown() {
        server.enqueue(
                new MockResponse.Builder().headersDelay(5, TimeUnit.SECONDS).body("{}").build());
        assertThat(pushFails().failure()).isEqualTo(Failure.UNREACHABLE);

        server.enqueue(
                new MockResponse.Builder()
                        .body("{\"results\":[]}")
                        .onResponseBody(new SocketEffect.CloseSocket())
                        .build());
        assertThat(pushFails().failure()).isEqualTo(Failure.UNREACHABLE);

        server.enqueue(new MockResponse.Builder().body("<html>a proxy</html>").build());
        assertThat(pushFails().failure()).isEqualTo(Failure.UNREACHABLE);
    }

    @Test
    void whatIsOutOfReachIsAskedForAtTheNextServerAndARefusalIsNot() throws IOException {
        try (MockWebServer second = new MockWebServer()) {
            second.start();
            String there = "http://" + second.getHostName() + ":" + second.getPort();
            desk = new Enrolled(desk.serverUrl() + "," + there, "token", "store-1");
            server.enqueue(new MockResponse.Builder().code(401).build());
            pushFails();
            server.enqueue(
                    new MockResponse.Builder().code(503).body("{\"code\":\"overloaded\"}").build());
            pushFails();
            assertThat(client.address(desk)).isEqualTo(desk.serverUrls().getFirst());

            server.enqueue(
                    new MockResponse.Builder()
                            .code(503)
                            .body("{\"code\":\"storage-failed\"}")
                            .build());
            pushFails();
            assertThat(client.address(desk)).isEqualTo(there);
            // Another store's server gets nothing either: the guard is the same at each.
            second.enqueue(
                    new MockResponse.Builder()
                            .addHeader("Daybook-Store", "store-2")
                            .body("{\"results\":[]}")
                            .build());
            assertThat(pushFails().failure()).isEqualTo(Failure.STORE_CHANGED);
            assertThat(client.address(desk)).isEqualTo(there);
        }
        // It has gone: nobody listens there any more.
        assertThat(pushFails().failure()).isEqualTo(Failure.UNREACHABLE);
        assertThat(client.address(desk)).isEqualTo(desk.serverUrls().getFirst());
    }

    @Test
    void anAnswerOfAnotherStoreIsNotTaken() {
        server.enqueue(
                new MockResponse.Builder()
                        .addHeader("Daybook-Store", "store-2")
                        .body("{\"results\":[]}")
                        .build());

        assertThat(pushFails().failure()).isEqualTo(Failure.STORE_CHANGED);
    }

    @Test
    void aPageCutShortIsNoPage() throws InterruptedException {
        server.enqueue(
                new MockResponse.Builder()
                        .addHeader("Daybook-Head", "9")
                        .body("{\"position\":1}\n{\"posi")
                        .build());
        CompletableFuture<ServerFailure> failed = new CompletableFuture<>();

        client.page(desk, 4, 1_000, page -> failed.complete(null), failed::complete);

        assertThat(join(failed).failure()).isEqualTo(Failure.UNREACHABLE);
        RecordedRequest request = server.takeRequest(5, TimeUnit.SECONDS);
        assertThat(request.getTarget()).isEqualTo("/v1/events?store=store-1&after=4&limit=1000");
        assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer secret-token");
    }

    @Test
    void theTokenStaysOutOfTexts() {
        assertThat(desk.toString()).doesNotContain("secret-token");
    }

    @Test
    void anEnrolmentBringsTheDesksIdentity() {
        Enrolment.Response given =
                new Enrolment.Response(
                        new clinic.daybook.event.StreamId("desk", new java.util.UUID(1, 2)),
                        "t",
                        "store-1",
                        "clinic-1",
                        2,
                        List.of("of-a-later-version"));
        server.enqueue(
                new MockResponse.Builder()
                        .code(201)
                        .body(Json.mapper().valueToTree(given).toString())
                        .build());
        CompletableFuture<Enrolment.Response> answer = new CompletableFuture<>();
        Consumer<ServerFailure> failed =
                failure -> answer.completeExceptionally(new IOException(failure.toString()));

        client.enrol(
                desk.serverUrl(),
                null,
                new Enrolment.Request("code", "데스크"),
                answer::complete,
                failed);

        assertThat(join(answer)).isEqualTo(given);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "http://desk.example:7410/, http://desk.example:7410",
                "' https://desk.example ', https://desk.example",
                "desk.example, none",
                "ftp://desk.example, none",
                "'', none"
            })
    void anAddressIsOneOfAWebServer(String typed, String expected) {
        assertThat(ServerClient.address(typed)).isEqualTo(expected);
    }

    private ServerFailure pushFails() {
        CompletableFuture<ServerFailure> failed = new CompletableFuture<>();
        client.push(
                desk,
                () -> new CommitRequest("store-1", List.of()),
                response -> failed.completeExceptionally(new IOException("it was answered")),
                failed::complete);
        return join(failed);
    }

    private static <T> T join(CompletableFuture<T> stage) {
        return stage.orTimeout(20, TimeUnit.SECONDS).join();
    }
}
