package clinic.daybook.desk.local;

import clinic.daybook.event.StreamId;
import clinic.daybook.sync.PendingCommit;
import java.util.List;
import java.util.UUID;

/** What the local desk tells the sync. Called on the engine's thread; must return at once. */
public interface DeskPort {

    /**
     * A commit that may be sent.
     *
     * @param bytes about how long it is on the wire
     */
    record Ready(UUID commitId, StreamId streamId, int bytes) {
        /** Of a pending commit. */
        static Ready of(PendingCommit commit) {
            return new Ready(commit.commitId(), commit.streamId(), CommitWriter.bytes(commit));
        }
    }

    /**
     * A stream's pending commits.
     *
     * @param sendable false while they wait for the feed to bring what they are decided on
     * @param pending those not known to be on the server, in order; all others have ended
     */
    record Settled(StreamId streamId, boolean sendable, List<Ready> pending) {
        /** Of a stream as it is now. */
        static Settled of(StreamModel model) {
            return new Settled(
                    model.id(),
                    model.chain().stream()
                            .noneMatch(c -> c.status() instanceof PendingCommit.Status.Parked),
                    model.chain().stream().filter(c -> !c.onServer()).map(Ready::of).toList());
        }
    }

    /** These commits have become durable here. */
    void committed(List<Ready> commits);

    /** The pending commits of these streams are durable as they are now. */
    void settled(List<Settled> streams);

    /** A local transaction failed; memory is again what the database holds. */
    void reloaded(long position, List<Ready> pending);

    /** A member of staff has a new PIN. */
    void pinsChanged();

    /** Nobody listens: a desk that is not enrolled. */
    static DeskPort none() {
        return new DeskPort() {
            @Override
            public void committed(List<Ready> commits) {
                // Sent once the desk is enrolled: the sync then starts with all that is pending.
            }

            @Override
            public void settled(List<Settled> streams) {
                // As above.
            }

            @Override
            public void reloaded(long position, List<Ready> pending) {
                // As above.
            }

            @Override
            public void pinsChanged() {
                // There is no server to ask.
            }
        };
    }
}
