package clinic.daybook.installer.system;

import clinic.daybook.protocol.Protocol;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A desk's live line without the desk: hears events behind the position that it has, comes back
 * whenever the line breaks, and reads by request where it is too far behind.
 */
final class SoakDesk {

    private static final int PAGE = 1_000;
    private static final int AGAIN_MILLIS = 300;
    private static final int OK = 200;

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

    @Override
    public String toString() {
        WebSocket open = line;
        return desk.deskId()
                + (open == null
                        ? " without a line"
                        : open.isInputClosed() ? " with an ended line" : " with an open line");
    }

    void close() {
        closed = true;
        WebSocket open = line;
        if (open != null) {
            open.abort();
        }
    }

    private void open() {
        var _ =
                client.live(desk, seen.position(), new Line())
                        .whenComplete((opened, failure) -> {
                            if (failure != null) {
                                later(this::open, AGAIN_MILLIS);
                            } else {
                                lines.incrementAndGet();
                                line = opened;
                            }
                        });
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

    /** Reads until it is near enough to the head to go live. */
    private void catchUp() {
        try {
            while (!closed) {
                HttpResponse<String> page = client.events(desk, seen.position(), PAGE);
                if (page.statusCode() != OK) {
                    later(this::catchUp, AGAIN_MILLIS);
                    return;
                }
                page.body().lines().forEach(l -> take(SeenEvents.seen(SeenEvents.json(l))));
                long head = page.headers().firstValueAsLong(Protocol.HEAD_HEADER).orElseThrow();
                if (head - seen.position() <= Protocol.LIVE_LAG) {
                    open();
                    return;
                }
            }
        } catch (IOException e) {
            later(this::catchUp, AGAIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(SeenEvents.Seen event) {
        seen.add(event).ifPresent(wrong -> violated.accept(desk.deskId() + ": " + wrong));
    }

    /** One line; what it says after its end is nobody's. */
    private final class Line implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();
        private final AtomicBoolean ended = new AtomicBoolean();

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                String message = text.toString();
                text.setLength(0);
                reader.live(message).forEach(SoakDesk.this::take);
                acknowledge(socket);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(
                WebSocket socket, ByteBuffer data, boolean last) {
            violated.accept(desk.deskId() + ": a binary message came");
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            if (code == Protocol.CLOSE_STORE_CHANGED || code == Protocol.CLOSE_REVOKED) {
                violated.accept(desk.deskId() + ": the line was closed with " + code);
            }
            end(
                    code == Protocol.CLOSE_TOO_FAR_BEHIND
                            ? SoakDesk.this::catchUp
                            : SoakDesk.this::open);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
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
                var _ =
                        socket.sendText(
                                "{\"type\":\"ack\",\"position\":"
                                        + position
                                        + ",\"pending\":0,\"needsYou\":0,\"appVersion\":\"soak\","
                                        + "\"clockOffsetMs\":0,\"level\":1}",
                                true);
            }
        }
    }
}
