package clinic.daybook.desk.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import clinic.daybook.desk.local.Enrolled;
import clinic.daybook.desk.local.FeedPage;
import clinic.daybook.protocol.LiveMessage;
import clinic.daybook.protocol.Protocol;
import clinic.daybook.sync.SyncInput.Failure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a desk does with live messages that come faster than it takes them; over a real socket. */
class LiveLineTest {

    private final MockWebServer server = new MockWebServer();
    private final ServerClient client =
            new ServerClient(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5));
    private final BlockingQueue<Runnable> engine = new LinkedBlockingQueue<>();
    private final List<Failure> ends = new CopyOnWriteArrayList<>();
    private final List<Long> pages = new CopyOnWriteArrayList<>();
    private volatile WebSocket serverSide;

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void tooManyMessagesWaiting() {
        listen("{\"type\":\"events\",\"head\":9,\"events\":[]}", 2 * LiveLine.MOST_WAITING);

        await().until(() -> engine.size() == LiveLine.MOST_WAITING + 1);
        work();
        assertThat(pages).hasSize(LiveLine.MOST_WAITING);
        assertThat(ends).containsExactly(Failure.TOO_FAR_BEHIND);
    }

    @Test
    void tooMuchWaiting() {
        String start = "{\"type\":\"events\",\"head\":9,\"events\":[],\"more\":\"";
        String filled = "x".repeat(Protocol.MAX_LIVE_BYTES - start.length() - 2);
        listen(start + filled + "\"}", 20);

        await().until(() -> engine.size() == 17);
        work();
        assertThat(pages).hasSize(16);
        assertThat(ends).containsExactly(Failure.TOO_FAR_BEHIND);
    }

    @Test
    void aDeskThatKeepsUpIsNotCutOff() throws InterruptedException {
        int many = 3 * LiveLine.MOST_WAITING;
        listen("{\"type\":\"events\",\"head\":9,\"events\":[]}", 0);
        WebSocket from = await().until(() -> serverSide, s -> s != null);
        for (int i = 0; i < many; i++) {
            from.send("{\"type\":\"events\",\"head\":9,\"events\":[]}");
            engine.take().run();
        }
        assertThat(pages).hasSize(many);
        assertThat(ends).isEmpty();
    }

    private void listen(String message, int times) {
        server.enqueue(
                new MockResponse.Builder()
                        .webSocketUpgrade(
                                new WebSocketListener() {
                                    @Override
                                    public void onOpen(WebSocket socket, Response response) {
                                        serverSide = socket;
                                        boolean open = true;
                                        for (int i = 0; open && i < times; i++) {
                                            awaitRoom(socket);
                                            open = socket.send(message);
                                        }
                                    }
                                })
                        .build());
        String at = "http://" + server.getHostName() + ":" + server.getPort();
        client.live(
                new Enrolled(at, "secret-token", "store-1"),
                at,
                null,
                0,
                new LiveLine(new Told(), engine::add, System::nanoTime));
    }

    /** OkHttp ends a socket on which more than that waits to be sent. */
    private static void awaitRoom(WebSocket socket) {
        if (socket.queueSize() > 8L * Protocol.MAX_LIVE_BYTES) {
            await().until(() -> socket.queueSize() < 2L * Protocol.MAX_LIVE_BYTES);
        }
    }

    private void work() {
        for (Runnable next = engine.poll(); next != null; next = engine.poll()) {
            next.run();
        }
    }

    private final class Told implements LiveLine.Listener {
        @Override
        public void hello(LiveMessage.Hello hello) {
            throw new AssertionError("not sent");
        }

        @Override
        public void events(FeedPage page, long head) {
            pages.add(head);
        }

        @Override
        public void heartbeat(LiveMessage.Heartbeat heartbeat, long hereNanos) {
            throw new AssertionError("not sent");
        }

        @Override
        public void desk(LiveMessage.Desk desk) {
            throw new AssertionError("not sent");
        }

        @Override
        public void writeLevel(LiveMessage.WriteLevel level) {
            throw new AssertionError("not sent");
        }

        @Override
        public void serverPins(LiveMessage.ServerPins pins) {
            throw new AssertionError("not sent");
        }

        @Override
        public void closed(Failure failure) {
            ends.add(failure);
        }
    }
}
