package clinic.daybook.sync;

import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.Protocol;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
 * @param fetching whether a page is being read
 * @param applying pages handed over and not yet durable, in order
 * @param queue commits not known to be on the server, in the order decided
 * @param inFlight commits of the one request that is under way; empty: there is none
 * @param linkFailures how often in a row the link could not be held
 * @param reconnectAt when to try again; {@code null}: no need
 * @param pushFailures how often in a row a request failed
 * @param pushAt not to be sent before; {@code null}: at once
 * @param heardAt when the live connection last gave a sign of life
 * @param batchLimit the most commits of one request
 * @param timer what was asked for last
 * @param acked position and number of pending commits last told to the server
 * @param fresh whether the link was reported as it is
 */
public record SyncState(
        Link link,
        Instant linkSince,
        long applied,
        long received,
        long head,
        boolean fetching,
        List<Applying> applying,
        List<Entry> queue,
        List<UUID> inFlight,
        int linkFailures,
        @Nullable Instant reconnectAt,
        int pushFailures,
        @Nullable Instant pushAt,
        @Nullable Instant heardAt,
        int batchLimit,
        @Nullable Instant timer,
        @Nullable Acked acked,
        boolean fresh) {

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

    /** What is to be done with a commit. */
    public enum Sending {
        /** May be sent. */
        READY,
        /** May have been taken: is sent as it is, and its stream is decided again only then. */
        UNKNOWN,
        /** Its stream has moved: waits until it is decided again. */
        WAITING
    }

    /**
     * A commit in the queue.
     *
     * @param notBefore the server asked for patience
     * @param refusals how often the server asked for it
     * @param moved whether the feed has touched its stream since it was sent
     */
    public record Entry(
            UUID commitId,
            StreamId streamId,
            int bytes,
            Sending sending,
            @Nullable Instant notBefore,
            int refusals,
            boolean moved) {

        Entry sending(Sending next) {
            return new Entry(commitId, streamId, bytes, next, notBefore, refusals, false);
        }

        Entry later(Instant at) {
            return new Entry(commitId, streamId, bytes, Sending.READY, at, refusals + 1, false);
        }

        Entry sized(int newBytes) {
            return new Entry(commitId, streamId, newBytes, sending, notBefore, refusals, moved);
        }

        Entry touched() {
            return new Entry(commitId, streamId, bytes, sending, notBefore, refusals, true);
        }
    }

    /** What the server was last told. */
    public record Acked(long position, int pending) {}

    /** The most pages that may wait for the database before the live connection is let go. */
    public static final int MAX_APPLYING = 64;

    public SyncState {
        applying = List.copyOf(applying);
        queue = List.copyOf(queue);
        inFlight = List.copyOf(inFlight);
    }

    /** Before anything. */
    public static SyncState initial(Instant now) {
        return new SyncState(
                Link.STOPPED,
                now,
                0,
                0,
                0,
                false,
                List.of(),
                List.of(),
                List.of(),
                0,
                null,
                0,
                null,
                null,
                Protocol.MAX_COMMITS,
                null,
                null,
                true);
    }

    /** Whether the server can be reached, as far as is known. */
    public boolean online() {
        return link == Link.LIVE || link == Link.OPENING;
    }

    /**
     * What always holds.
     *
     * @throws IllegalStateException when it does not: a mistake in the machine
     */
    void check() {
        require(applied <= received, "applied beyond received");
        require(inFlight.size() <= Protocol.MAX_COMMITS, "too many commits in a request");
        require(applying.size() <= MAX_APPLYING + 1, "too many pages at once");
        require(new HashSet<>(inFlight).size() == inFlight.size(), "a commit sent twice at once");
        require(link != Link.OFFLINE || reconnectAt != null, "offline for good");
        require(link == Link.OFFLINE || reconnectAt == null, "a reconnect without need");
        Set<UUID> ids = new HashSet<>();
        for (Entry entry : queue) {
            require(ids.add(entry.commitId()), "a commit queued twice");
        }
        long last = applied;
        for (Applying page : applying) {
            require(page.upTo() >= last, "pages out of order");
            last = page.upTo();
        }
        checkOrder();
    }

    /** What is under way of a stream comes before all else of it. */
    private void checkOrder() {
        Set<UUID> sent = new HashSet<>(inFlight);
        Map<StreamId, Boolean> heldBack = new HashMap<>();
        for (Entry entry : queue) {
            boolean isSent = sent.contains(entry.commitId());
            require(
                    !isSent || !heldBack.containsKey(entry.streamId()),
                    "a commit overtook another of its stream");
            if (!isSent) {
                heldBack.put(entry.streamId(), true);
            }
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException("sync: " + otherwise);
        }
    }
}
