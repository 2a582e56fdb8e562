package clinic.daybook.desk.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import clinic.daybook.codec.Json;
import clinic.daybook.desk.local.Enrolled;
import clinic.daybook.desk.local.LocalDesk;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.Enrolment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That a desk has the token which the server takes, wherever replacing it breaks off (I10). */
class TokenRenewalTest {

    private static final StreamId DESK = new StreamId("desk", new UUID(0x7000, 9));

    private record Timer(Duration after, Runnable task) {}

    @TempDir private Path directory;
    private final MockWebServer server = new MockWebServer();
    private final ServerClient client =
            new ServerClient(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(20));
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-01-06T01:00:00Z"));
    private final BlockingQueue<Timer> timers = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> wanted = new LinkedBlockingQueue<>();
    private final AtomicInteger renewed = new AtomicInteger();
    private volatile boolean answers = true;
    private LocalDesk desk;
    private TokenRenewal renewal;

    @BeforeEach
    void start() throws IOException {
        server.setDispatcher(
                new Dispatcher() {
                    @Override
                    public MockResponse dispatch(RecordedRequest request) {
                        String token = tokenIn(request);
                        wanted.add(request.getHeaders().get("Authorization") + " " + token);
                        return answers ? answer(token) : lost();
                    }
                });
        server.start();
        desk = LocalDesk.open(directory, now::get);
        desk.sync()
                .enrolled(
                        new Enrolled(
                                "http://" + server.getHostName() + ":" + server.getPort(),
                                "first",
                                "store-1"),
                        DESK,
                        "clinic-1",
                        "접수 1")
                .toCompletableFuture()
                .join();
        begin();
    }

    @AfterEach
    void stop() {
        client.close();
        desk.close();
        server.close();
    }

    private static String tokenIn(RecordedRequest request) {
        try {
            return Json.mapper().readTree(request.getBody().utf8()).path("token").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MockResponse answer(String token) {
        return new MockResponse.Builder()
                .code(201)
                .body(
                        Json.mapper()
                                .valueToTree(
                                        new Enrolment.Response(
                                                DESK, token, "store-1", "clinic-1", 1, null))
                                .toString())
                .build();
    }

    /** The server has taken it; nobody hears so. */
    private static MockResponse lost() {
        return new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build();
    }

    private void begin() {
        renewal =
                new TokenRenewal(
                        desk.sync(),
                        client,
                        new Random(1),
                        () -> true,
                        () -> 0.5,
                        (wait, task) -> timers.add(new Timer(wait, task)),
                        renewed::incrementAndGet);
        onEngine(() -> renewal.begin(desk.sync().enrolled()));
    }

    private void crash() {
        desk.close();
        desk = LocalDesk.open(directory, now::get);
        begin();
    }

    private String token() {
        return desk.sync().enrolled().token();
    }

    private void age(Duration age) {
        onEngine(() -> renewal.look());
        now.updateAndGet(n -> n.plus(age));
        crash();
    }

    @Test
    void aTokenIsReplacedAfterThirtyDaysAndNotBefore() throws Exception {
        age(TokenRenewal.LASTS.minusSeconds(1));
        onEngine(() -> renewal.look());
        assertThat(wanted.poll(300, TimeUnit.MILLISECONDS)).isNull();

        now.updateAndGet(n -> n.plusSeconds(2));
        crash();
        onEngine(() -> renewal.look());
        String asked = wanted.poll(20, TimeUnit.SECONDS);
        assertThat(asked).matches("Bearer first [A-Za-z0-9_-]{43}");
        await().until(() -> renewed.get() == 1);
        assertThat(token()).isEqualTo(asked.substring("Bearer first ".length()));
        crash();
        assertThat(token()).isEqualTo(asked.substring("Bearer first ".length()));
        onEngine(() -> renewal.look());
        assertThat(wanted.poll(300, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void whereTheAnswerIsLostTheSameTokenIsAskedForAgain() throws Exception {
        age(TokenRenewal.LASTS);
        answers = false;
        onEngine(() -> renewal.look());
        String first = wanted.poll(20, TimeUnit.SECONDS);
        crash();
        answers = true;
        wanted.clear();
        onEngine(() -> renewal.look());
        assertThat(wanted.poll(20, TimeUnit.SECONDS)).isEqualTo(first);
        await().until(() -> renewed.get() == 1);
        assertThat("Bearer first " + token()).isEqualTo(first);
    }

    @Test
    void whereTheOldTokenHasEndedMeanwhileTheNewOneIsTried() throws Exception {
        age(TokenRenewal.LASTS);
        answers = false;
        onEngine(() -> renewal.look());
        String first = wanted.poll(20, TimeUnit.SECONDS);
        crash();
        // The server turns the old one away: it was replaced more than five minutes ago.
        onEngine(() -> assertThat(renewal.fallBack()).isTrue());
        await().until(() -> renewed.get() == 1);
        assertThat("Bearer first " + token()).isEqualTo(first);
        crash();
        onEngine(() -> assertThat(renewal.fallBack()).as("once only").isFalse());
    }

    private void onEngine(Runnable task) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        desk.sync()
                .execute(() -> {
                    try {
                        task.run();
                        done.complete(null);
                    } catch (RuntimeException | Error e) {
                        done.completeExceptionally(e);
                    }
                });
        done.join();
    }
}
