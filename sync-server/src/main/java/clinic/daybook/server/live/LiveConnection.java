package clinic.daybook.server.live;

import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.Protocol;
import clinic.daybook.server.store.Utf8;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/**
 * One desk's live connection. Sending never waits: what the socket has not taken yet is counted,
 * and who leaves too much or leaves it too long is let go.
 */
final class LiveConnection {

    /** The most that may wait for the socket. */
    static final long MAX_UNSENT_BYTES = 4L * 1024 * 1024;

    /** How much is handed over at a time while a desk catches up. */
    private static final long WINDOW_BYTES = 1024 * 1024;

    private static final long MAX_UNSENT_NANOS = 10_000_000_000L;

    private record Unsent(long sinceNanos, long bytes) {}

    private final Session session;
    private final StreamId deskId;
    private final Runnable wake;
    private final LongSupplier nanos;
    private final Deque<Unsent> unsent = new ArrayDeque<>();
    private long unsentBytes;
    private boolean closed;
    private long closedNanos;

    // Touched by the fan-out's thread alone.
    private long cursor;
    private boolean greeted;
    private boolean live;

    LiveConnection(
            Session session, StreamId deskId, long after, Runnable wake, LongSupplier nanos) {
        this.session = session;
        this.deskId = deskId;
        this.cursor = after;
        this.wake = wake;
        this.nanos = nanos;
    }

    StreamId deskId() {
        return deskId;
    }

    long cursor() {
        return cursor;
    }

    void movedTo(long position) {
        cursor = position;
    }

    boolean greeted() {
        return greeted;
    }

    void greet() {
        greeted = true;
    }

    /** From now on it gets what is new as soon as it is there, however much waits. */
    void caughtUp() {
        live = true;
    }

    /** Whether more may be handed over now. A desk that is live gets everything at once. */
    synchronized boolean ready() {
        return !closed && (live || unsentBytes < WINDOW_BYTES);
    }

    /** Whether it left too much, or left something too long. */
    synchronized boolean tooSlow(long nowNanos) {
        Unsent oldest = unsent.peekFirst();
        return !closed
                && oldest != null
                && (unsentBytes > MAX_UNSENT_BYTES
                        || nowNanos - oldest.sinceNanos() > MAX_UNSENT_NANOS);
    }

    /** Hands a message to the socket. */
    void send(String message) {
        Unsent entry = new Unsent(nanos.getAsLong(), Utf8.length(message));
        synchronized (this) {
            if (closed) {
                return;
            }
            unsent.addLast(entry);
            unsentBytes += entry.bytes();
        }
        session.sendText(message, Callback.from(this::sent, _ -> broken()));
    }

    /** Says why, and ends the connection. */
    void close(int code, String reason) {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            closedNanos = nanos.getAsLong();
        }
        session.close(code, reason, Callback.NOOP);
    }

    /** Whether it was closed that long ago and its socket may be torn down. */
    synchronized boolean lingering(long nowNanos) {
        return closed && nowNanos - closedNanos > MAX_UNSENT_NANOS / 5;
    }

    /** Ends the connection whatever waits: a stuck line takes no goodbye. */
    void tearDown() {
        session.disconnect();
    }

    /** The other end is gone. */
    synchronized void ended() {
        closed = true;
        unsent.clear();
        unsentBytes = 0;
    }

    // The socket takes messages in order, so the oldest is the one that it took.
    private void sent() {
        boolean more;
        synchronized (this) {
            Unsent done = unsent.pollFirst();
            if (done == null) {
                return;
            }
            unsentBytes -= done.bytes();
            more = !live && unsentBytes < WINDOW_BYTES;
        }
        if (more) {
            wake.run();
        }
    }

    private void broken() {
        ended();
        session.disconnect();
    }

    static boolean tooFarBehind(long cursor, long head) {
        return head - cursor > Protocol.MAX_LIVE_LAG;
    }
}
