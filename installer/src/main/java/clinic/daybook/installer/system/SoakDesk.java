package clinic.daybook.installer.system;

import clinic.daybook.protocol.Protocol;
import java.io.IOException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * A desk's live line without the desk: hears events behind the position that it has, comes back
 * whenever the line breaks, and reads by request where it is too far behind.
 */
final class SoakDesk {

    private static final int PAGE = 1_000;
    private static final int AGAIN_MILLIS = 300;
    private static final int OK = 200;
    private static final int NORMAL_CLOSE = 1000;

    /** A desk tells how far it is after so many events. */
    private static final int ACK_EVENTS = 2_000;

    private final SoakClient client;
    private final SoakClient.Enrolled desk;
    private final SeenEvents.Reader reader;
    private final ScheduledExecutorService threads;
    private final Consumer<String> violated;
    private final SeenEvents seen = new SeenEvents();
    private final AtomicInteger lines = new AtomicInteger();
    private volatile boolean closed;
    private volatile @Nullable WebSocket line;
    private long acknowledged;

    /** {@code violated} hears of what must not happen. */
    SoakDesk(
            SoakClient client,
            SoakClient.Enrolled desk,
            SeenEvents.Reader reader,
            ScheduledExecutorService threads,
            Consumer<String> violated) {
        this.client = client;
        this.desk = desk;
        this.reader = reader;
        this.threads = threads;
        this.violated = violated;
    }

    /** Begins, and goes on until it is closed. */
    void start() {
        later(this::open, 0);
    }

    /** By which the server knows it. */
    String id() {
        return desk.deskId();
    }

    /** Up to where it has seen everything. */
    long position() {
        return seen.position();
    }

    /** What it has seen. */
    String summary() {
        return seen.summary();
    }

    /** How many lines it has had. */
    int lines() {
        return lines.get();
    }

    void close() {
        closed = true;
        WebSocket open = line;
        if (open != null) {
            open.cancel();
        }
    }

    private void open() {
        line = client.live(desk, seen.position(), new Line());
    }

    private void later(Runnable what, int millis) {
        if (!closed && !threads.isShutdown()) {
            var _ = threads.schedule(() -> watched(what), millis, TimeUnit.MILLISECONDS);
        }
    }

    /** A desk that fails would only be missed much later, and nobody would know why. */
    private void watched(Runnable what) {
        try {
            what.run();
        } catch (RuntimeException | Error e) {
            violated.accept(desk.deskId() + " failed: " + e);
            throw e;
        }
    }

    /**
     * Reads a page, and another one until it is near enough to the head to go live. One at a turn:
     * two hundred that are behind must not wait for one of them to come to its end.
     */
    private void catchUp() {
        try {
            SoakClient.Answer page = client.events(desk, seen.position(), PAGE);
            if (page.status() != OK || page.head() == null) {
                later(this::catchUp, AGAIN_MILLIS);
                return;
            }
            reader.page(page.body()).forEach(this::take);
            boolean near = page.head() - seen.position() <= Protocol.LIVE_LAG;
            later(near ? this::open : this::catchUp, 0);
        } catch (IOException e) {
            later(this::catchUp, AGAIN_MILLIS);
        }
    }

    private void take(SeenEvents.Seen event) {
        seen.add(event).ifPresent(wrong -> violated.accept(desk.deskId() + ": " + wrong));
    }

    /** One line; what it says after its end is nobody's. */
    private final class Line extends WebSocketListener {

        private final AtomicBoolean ended = new AtomicBoolean();

        @Override
        public void onOpen(WebSocket socket, Response response) {
            lines.incrementAndGet();
        }

        @Override
        public void onMessage(WebSocket socket, String text) {
            // A line whose writing failed may still be read, beside the one that came after it.
            if (!ended.get()) {
                reader.live(text).forEach(SoakDesk.this::take);
                acknowledge(socket);
            }
        }

        @Override
        public void onMessage(WebSocket socket, ByteString bytes) {
            violated.accept(desk.deskId() + ": a binary message came");
        }

        @Override
        public void onClosing(WebSocket socket, int code, String reason) {
            if (code == Protocol.CLOSE_STORE_CHANGED || code == Protocol.CLOSE_REVOKED) {
                violated.accept(desk.deskId() + ": the line was closed with " + code);
            }
            socket.close(NORMAL_CLOSE, null);
            end(
                    code == Protocol.CLOSE_TOO_FAR_BEHIND
                            ? SoakDesk.this::catchUp
                            : SoakDesk.this::open);
        }

        @Override
        public void onFailure(WebSocket socket, Throwable error, @Nullable Response response) {
            end(SoakDesk.this::open);
        }

        private void end(Runnable next) {
            if (ended.compareAndSet(false, true)) {
                later(next, AGAIN_MILLIS);
            }
        }

        private void acknowledge(WebSocket socket) {
            long position = seen.position();
            if (position - acknowledged >= ACK_EVENTS) {
                acknowledged = position;
                socket.send(
                        "{\"type\":\"ack\",\"position\":"
                                + position
                                + ",\"pending\":0,\"needsYou\":0,\"appVersion\":\"soak\","
                                + "\"clockOffsetMs\":0,\"level\":1}");
            }
        }
    }
}
