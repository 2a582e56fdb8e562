package clinic.daybook.sync;

import clinic.daybook.event.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a desk's sync stands. Immutable.
 *
 * @param linkSince when it last became live or ceased to be
 * @param applied up to where the feed is durable here
 * @param received up to where the feed was handed over to be applied
 * @param head the server's newest position, as last heard
 * @param pageBy by when the page that is being read must be there; {@code null}: none is being read
 * @param applying pages handed over and not yet durable, in order
 * @param push what is to be sent
 * @param linkFailures how often in a row the link could not be held
 * @param reconnectAt when to try again; {@code null}: no need
 * @param heardAt when the live connection last gave a sign of life
 * @param timer what was asked for last
 * @param acked position and number of pending commits last told to the server
 * @param fresh whether the link was reported as it is
 * @param first how far older events have come
 */
public record SyncState(
        Link link,
        Instant linkSince,
        long applied,
        long received,
        long head,
        @Nullable Instant pageBy,
        List<Applying> applying,
        Push push,
        int linkFailures,
        @Nullable Instant reconnectAt,
        @Nullable Instant heardAt,
        @Nullable Instant timer,
        @Nullable Acked acked,
        boolean fresh,
        FirstSync first) {

    /** How the desk stands to the server. */
    public enum Link {
        /** Not started, or ended. */
        STOPPED,
        OFFLINE,
        /** Asking for the first page. */
        CONNECTING,
        /** Reading pages. */
        CATCHING_UP,
        /** Near enough to the head to be served live; the connection is being opened. */
        OPENING,
        LIVE,
        ENROL_AGAIN,
        STORE_CHANGED
    }

    /** A page on its way into the database. */
    public record Applying(long page, long upTo, Set<StreamId> streams) {
        public Applying {
            streams = Set.copyOf(streams);
        }
    }

    /**
     * What is to be sent, and the one request that is under way.
     *
     * @param queue commits not known to be on the server
     * @param inFlight commits of the request under way; empty: there is none
     * @param answerBy by when its answer must be there; {@code null}: none is awaited
     * @param failures how often in a row a request failed
     * @param notBefore not to be sent before; {@code null}: at once
     * @param batchLimit the most commits of one request
     */
    public record Push(
            SendQueue queue,
            List<UUID> inFlight,
            @Nullable Instant answerBy,
            int failures,
            @Nullable Instant notBefore,
            int batchLimit) {

        static final Push NONE =
                new Push(SendQueue.EMPTY, List.of(), null, 0, null, SyncMachine.AT_ONCE);

        public Push {
            inFlight = List.copyOf(inFlight);
        }
    }

    /** What the server was last told. */
    public record Acked(long position, int pending) {}

    /** The most pages that may wait for the database before the live connection is let go. */
    public static final int MAX_APPLYING = 64;

    public SyncState {
        applying = List.copyOf(applying);
    }

    /** Before anything. */
    public static SyncState initial(Instant now) {
        return initial(now, FirstSync.USUALLY_BEYOND);
    }

    /** Before anything; {@code beyond}: see {@link FirstSync#beyond}. */
    public static SyncState initial(Instant now, long beyond) {
        return new SyncState(
                Link.STOPPED,
                now,
                0,
                0,
                0,
                null,
                List.of(),
                Push.NONE,
                0,
                null,
                null,
                null,
                null,
                true,
                FirstSync.initial(beyond));
    }

    /** Whether the server can be reached, as far as is known. */
    public boolean online() {
        return link == Link.LIVE || link == Link.OPENING;
    }

    /** Commits not known to be on the server. */
    public SendQueue queue() {
        return push.queue();
    }

    /** Commits of the request that is under way. */
    public List<UUID> inFlight() {
        return push.inFlight();
    }

    /**
     * What always holds of the link and the feed; the queue is checked where it changes.
     *
     * @throws InvariantBroken when it does not: a mistake in the machine
     */
    void check() {
        InvariantBroken.unless(applied <= received, "SY-3121", "applied beyond received");
        InvariantBroken.unless(
                push.inFlight().size() <= SyncMachine.AT_ONCE,
                "SY-3122",
                "too many commits in a request");
        InvariantBroken.unless(
                push.inFlight().isEmpty() == (push.answerBy() == null),
                "SY-3123",
                "a request without an end");
        InvariantBroken.unless(
                applying.size() <= MAX_APPLYING + 1, "SY-3124", "too many pages at once");
        InvariantBroken.unless(
                (link == Link.OFFLINE) == (reconnectAt != null),
                "SY-3125",
                "offline for good, or a reconnect without need");
        long last = applied;
        for (Applying page : applying) {
            InvariantBroken.unless(page.upTo() >= last, "SY-3126", "pages out of order");
            last = page.upTo();
        }
        first.check(received);
    }
}
