package clinic.daybook.desk.sync;

import clinic.daybook.codec.Json;
import clinic.daybook.codec.RecordReader;
import clinic.daybook.desk.local.FeedPage;
import clinic.daybook.protocol.LiveMessage;
import clinic.daybook.protocol.Problem;
import clinic.daybook.protocol.Protocol;
import clinic.daybook.sync.SyncInput.Failure;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the messages of one live connection and hands them over. What waits to be taken is bounded:
 * beyond that the line is closed, and what is missing is read by pages, which come only when they
 * are asked for.
 */
final class LiveLine extends WebSocketListener {

    /** Who is told, one message after the other. */
    interface Listener {
        void hello(LiveMessage.Hello hello);

        void events(FeedPage page, long head);

        /** {@code hereNanos}: when it came, by the time that was given. */
        void heartbeat(LiveMessage.Heartbeat heartbeat, long hereNanos);

        void desk(LiveMessage.Desk desk);

        void writeLevel(LiveMessage.WriteLevel level);

        void serverPins(LiveMessage.ServerPins pins);

        void closed(Failure failure);
    }

    private static final Logger LOG = LoggerFactory.getLogger(LiveLine.class);
    private static final int NORMAL = 1000;

    /** So many messages may wait to be taken. */
    static final int MOST_WAITING = 256;

    /** So many characters may wait: several of the longest messages. */
    static final long MOST_CHARS = 16L * Protocol.MAX_LIVE_BYTES;

    private final Listener listener;
    private final Executor engine;
    private final LongSupplier nanos;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong chars = new AtomicLong();
    private final AtomicBoolean over = new AtomicBoolean();

    /**
     * A line that is not open yet.
     *
     * @param engine on which the listener is told, in order
     * @param nanos the time by which messages come
     */
    LiveLine(Listener listener, Executor engine, LongSupplier nanos) {
        this.listener = listener;
        this.engine = engine;
        this.nanos = nanos;
    }

    @Override
    public void onMessage(WebSocket socket, String text) {
        if (over.get()) {
            return;
        }
        if (waiting.get() >= MOST_WAITING || chars.get() + text.length() > MOST_CHARS) {
            LOG.warn("SY-3013: live messages come faster than they are taken; pages are read");
            end(socket, Failure.TOO_FAR_BEHIND);
            return;
        }
        @Nullable Runnable told;
        try {
            told = read(text);
        } catch (IOException e) {
            told = null;
        }
        if (told == null) {
            LOG.error("SY-3004: a live message is not what the protocol says");
            end(socket, Failure.UNREACHABLE);
        } else {
            hand(text.length(), told);
        }
    }

    private void hand(int length, Runnable told) {
        waiting.incrementAndGet();
        chars.addAndGet(length);
        engine.execute(() -> {
            waiting.decrementAndGet();
            chars.addAndGet(-length);
            told.run();
        });
    }

    private void end(WebSocket socket, Failure failure) {
        socket.cancel();
        closed(failure);
    }

    /** Reported once: what comes of ending it is no news. */
    private void closed(Failure failure) {
        if (over.compareAndSet(false, true)) {
            engine.execute(() -> listener.closed(failure));
        }
    }

    /**
     * What to do with it; {@code null} when it is garbled. A type that this version does not know
     * is left alone.
     */
    private @Nullable Runnable read(String message) throws IOException {
        LiveText text = LiveText.of(message);
        long here = nanos.getAsLong();
        return switch (text.type()) {
            case "hello" -> telling(message, LiveMessage.Hello.class, listener::hello);
            case "events" -> {
                List<String> events = text.events();
                Long head = text.head();
                if (events == null || head == null) {
                    yield null;
                }
                FeedPage page = FeedPage.parse(events);
                yield () -> listener.events(page, head);
            }
            case "heartbeat" ->
                    telling(
                            message,
                            LiveMessage.Heartbeat.class,
                            beat -> listener.heartbeat(beat, here));
            case "desk" -> telling(message, LiveMessage.Desk.class, listener::desk);
            case "write-level" ->
                    telling(message, LiveMessage.WriteLevel.class, listener::writeLevel);
            case "server-pins" ->
                    telling(message, LiveMessage.ServerPins.class, listener::serverPins);
            case "" -> null;
            default -> () -> LOG.debug("a live message of an unknown type");
        };
    }

    private static <T> @Nullable Runnable telling(String message, Class<T> type, Consumer<T> to)
            throws IOException {
        T value = RecordReader.read(Json.mapper().readTree(message), type).value();
        return value == null ? null : () -> to.accept(value);
    }

    @Override
    public void onClosing(WebSocket socket, int code, String reason) {
        socket.close(NORMAL, null);
        closed(
                switch (code) {
                    case Protocol.CLOSE_REVOKED -> Failure.UNAUTHORISED;
                    case Protocol.CLOSE_STORE_CHANGED -> Failure.STORE_CHANGED;
                    case Protocol.CLOSE_TOO_FAR_BEHIND -> Failure.TOO_FAR_BEHIND;
                    default -> Failure.UNREACHABLE;
                });
    }

    @Override
    public void onFailure(WebSocket socket, Throwable failure, @Nullable Response response) {
        int status = response == null ? 0 : response.code();
        boolean otherStore =
                response != null
                        && ServerClient.failure(response)
                                .code()
                                .equals(Problem.Codes.STORE_CHANGED);
        closed(
                status == 401
                        ? Failure.UNAUTHORISED
                        : otherStore ? Failure.STORE_CHANGED : Failure.UNREACHABLE);
    }
}
