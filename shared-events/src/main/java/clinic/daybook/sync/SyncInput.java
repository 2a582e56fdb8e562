package clinic.daybook.sync;

import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.CommitResult;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happens to a desk's sync. Random numbers come in with it. */
public sealed interface SyncInput {

    /**
     * A commit that may be sent.
     *
     * @param bytes about how long it is on the wire
     * @param intentId joins it with what was meant as one with it: the parts of an intent are sent
     *     one after the other, each once the one before it is known not to have been refused;
     *     {@code null}: it stands alone
     */
    record Ready(UUID commitId, StreamId streamId, int bytes, @Nullable UUID intentId) {

        /** A commit that stands alone. */
        public Ready(UUID commitId, StreamId streamId, int bytes) {
            this(commitId, streamId, bytes, null);
        }
    }

    /** Why something did not work. */
    enum Failure {
        /** No answer, or one that leaves open what was done. */
        UNREACHABLE,
        /** The server asks to come back later; what was done is open. */
        OVERLOADED,
        /** The server does not take this desk's token. */
        UNAUTHORISED,
        /** The server holds another store. */
        STORE_CHANGED,
        /** The server took the whole request for wrong; nothing of it was done. */
        REFUSED,
        /** This desk was too far behind to be served live. */
        TOO_FAR_BEHIND
    }

    /**
     * The desk has loaded its data. All that is pending may have been sent before.
     *
     * @param older what of older events is still to come; {@code null}: nothing
     */
    record Started(long position, List<Ready> pending, FirstSync.@Nullable Cursor older)
            implements SyncInput {
        /** Of a desk that has all older events. */
        public Started(long position, List<Ready> pending) {
            this(position, pending, null);
        }
    }

    /**
     * A local transaction failed; memory is again what the database holds.
     *
     * @param older what of older events is still to come; {@code null}: nothing
     */
    record Reloaded(
            long position, List<Ready> pending, FirstSync.@Nullable Cursor older, double jitter)
            implements SyncInput {
        /** Of a desk that has all older events. */
        public Reloaded(long position, List<Ready> pending, double jitter) {
            this(position, pending, null, jitter);
        }
    }

    /** The desk is being closed. */
    record Stopped() implements SyncInput {}

    /**
     * A page was read.
     *
     * @param page the number under which its content is kept
     * @param after what was asked for
     * @param upTo position of its last event; {@code after} where it is empty
     */
    record PageReceived(long page, long after, long upTo, long head, Set<StreamId> streams)
            implements SyncInput {}

    /** A page could not be read. */
    record FetchFailed(Failure failure, @Nullable Duration retryAfter, double jitter)
            implements SyncInput {}

    /** A day's board was read, as of {@code head}; {@code page} as in {@link PageReceived}. */
    record BoardReceived(long page, long head, Set<StreamId> streams) implements SyncInput {}

    /**
     * A day's board could not be read.
     *
     * @param unknown the server does not know how to give one
     */
    record BoardFailed(
            Failure failure, boolean unknown, @Nullable Duration retryAfter, double jitter)
            implements SyncInput {}

    /** A page of older events was read; the components are as in {@link PageReceived}. */
    record OlderReceived(long page, long after, long upTo) implements SyncInput {}

    /** A page of older events could not be read. */
    record OlderFailed(Failure failure, @Nullable Duration retryAfter, double jitter)
            implements SyncInput {}

    /** Somebody looks at something of which older events may be missing. */
    record Want(Wanted what) implements SyncInput {}

    /** What was wanted was read. */
    record WantedReceived(Wanted what, long page) implements SyncInput {}

    /** What was wanted could not be read; {@link Failure#REFUSED}: the server does not have it. */
    record WantedFailed(Wanted what, Failure failure, @Nullable Duration retryAfter, double jitter)
            implements SyncInput {}

    /** The live connection has said hello. */
    record LiveOpened(long head) implements SyncInput {}

    /** Events came live, all after those before. */
    record LiveReceived(long page, long upTo, long head, Set<StreamId> streams)
            implements SyncInput {}

    /** The server lives. */
    record Heartbeat(long head) implements SyncInput {}

    /** The live connection is gone, or was never there. */
    record LiveClosed(Failure failure, double jitter) implements SyncInput {}

    /** A page has become durable here. */
    record PageApplied(long page) implements SyncInput {}

    /** These commits have become durable here. */
    record Committed(List<Ready> commits) implements SyncInput {}

    /**
     * A stream's pending commits are durable as they are now. Like {@link Committed} it is to be
     * reported in the order in which things became durable: a commit decided later comes later.
     *
     * @param sendable false while they wait for the feed
     * @param pending those not known to be on the server, in order; all others have ended
     */
    record Settled(StreamId streamId, boolean sendable, List<Ready> pending) implements SyncInput {}

    /** What the server said of one commit. */
    record Answer(UUID commitId, CommitResult result) {}

    /**
     * A request was answered.
     *
     * @param gone commits that were no longer pending when the request was written
     */
    record PushAnswered(List<Answer> answers, List<UUID> gone, double jitter)
            implements SyncInput {}

    /** A request was not answered, or refused as a whole. {@code code}: the server's. */
    record PushFailed(Failure failure, String code, @Nullable Duration retryAfter, double jitter)
            implements SyncInput {}

    /** The time that was asked for has come. */
    record TimerFired(double jitter) implements SyncInput {}
}
