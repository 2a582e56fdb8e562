package clinic.daybook.desk.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import clinic.daybook.desk.local.Enrolled;
import clinic.daybook.desk.local.LocalDesk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Call;
import okhttp3.Request;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When what PINs are checked against is read; over a real socket. */
class VerifiersTest {

    private record Timer(Duration after, Runnable task) {}

    @TempDir Path directory;
    private final MockWebServer server = new MockWebServer();
    private final ServerClient client = new ServerClient(new Counted());
    private final BlockingQueue<Timer> timers = new LinkedBlockingQueue<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final Semaphore mayAnswer = new Semaphore(0);
    private volatile int answer = 200;
    private LocalDesk desk;
    private Verifiers verifiers;

    @BeforeEach
    void start() throws IOException {
        server.setDispatcher(
                new Dispatcher() {
                    @Override
                    public MockResponse dispatch(RecordedRequest request)
                            throws InterruptedException {
                        mayAnswer.acquire();
                        return new MockResponse.Builder().code(answer).build();
                    }
                });
        server.start();
        desk = LocalDesk.open(directory, InstantSource.fixed(Instant.EPOCH));
        verifiers =
                new Verifiers(
                        desk.sync(),
                        client,
                        () -> true,
                        () -> 1,
                        (wait, task) -> timers.add(new Timer(wait, task)));
        onEngine(() ->
                verifiers.begin(
                        new Enrolled(
                                "http://" + server.getHostName() + ":" + server.getPort(),
                                "secret-token",
                                "store-1")));
    }

    @AfterEach
    void stop() {
        mayAnswer.release(100);
        client.close();
        server.close();
        desk.close();
    }

    @Test
    void whatChangesWhileTheyAreReadIsReadOnceMore() {
        for (int i = 0; i < 5; i++) {
            onEngine(verifiers::want);
        }
        assertThat(asked).hasValue(1);
        mayAnswer.release(2);

        await().until(() -> asked.get() == 2 && mayAnswer.availablePermits() == 0);
        onEngine(verifiers::fetch);
        assertThat(asked).hasValue(2);
        assertThat(timers).isEmpty();
    }

    @Test
    void whatFailsIsTriedAgainByItselfLessAndLessOften() throws InterruptedException {
        answer = 503;
        mayAnswer.release(3);
        onEngine(verifiers::fetch);

        Timer first = timers.take();
        onEngine(verifiers::want);
        onEngine(verifiers::fetch);
        assertThat(asked).as("not before its time").hasValue(1);
        first.task().run();
        Timer second = timers.take();
        second.task().run();
        Timer third = timers.take();
        assertThat(asked).hasValue(3);
        assertThat(first.after()).isLessThan(second.after());
        assertThat(second.after()).isLessThan(third.after());

        answer = 200;
        mayAnswer.release();
        third.task().run();
        await().until(() -> asked.get() == 4 && mayAnswer.availablePermits() == 0);
        onEngine(verifiers::fetch);
        assertThat(timers).isEmpty();
        assertThat(asked).hasValue(4);
    }

    @Test
    void whatAnEarlierEnrolmentAskedIsNotTriedAgain() throws InterruptedException {
        answer = 503;
        mayAnswer.release();
        onEngine(verifiers::fetch);
        Timer late = timers.take();
        onEngine(() -> verifiers.begin(null));

        late.task().run();
        onEngine(verifiers::fetch);
        assertThat(asked).hasValue(1);
    }

    /** The real network, on which requests are counted as they are made. */
    private final class Counted implements DeskNetwork {
        private final DeskNetwork real =
                new OkHttpNetwork(
                        Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(20));

        @Override
        public Call newCall(Request request) {
            asked.incrementAndGet();
            return real.newCall(request);
        }

        @Override
        public WebSocket newWebSocket(Request request, WebSocketListener listener) {
            return real.newWebSocket(request, listener);
        }

        @Override
        public void close() {
            real.close();
        }
    }

    private void onEngine(Runnable task) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        desk.sync()
                .execute(() -> {
                    task.run();
                    done.complete(null);
                });
        done.join();
    }
}
