package clinic.daybook.desk.local;

import clinic.daybook.sync.PendingCommit;
import clinic.daybook.sync.SyncInput;
import java.util.stream.Stream;

/** What the sync has to know of pending commits. */
final class Sendable {

    private Sendable() {}

    static SyncInput.Ready ready(PendingCommit commit) {
        return new SyncInput.Ready(
                commit.commitId(),
                commit.streamId(),
                CommitWriter.bytes(commit),
                commit.intentId());
    }

    /** Whether a person has to let it be sent first. */
    static boolean held(PendingCommit commit) {
        return commit.status() instanceof PendingCommit.Status.Held;
    }

    /** What of a stream may be sent: nothing that is behind what is held. */
    static Stream<PendingCommit> free(StreamModel model) {
        return model.chain().stream().takeWhile(c -> !held(c)).filter(c -> !c.onServer());
    }

    /** A stream as it is now. */
    static SyncInput.Settled settled(StreamModel model) {
        return new SyncInput.Settled(
                model.id(),
                model.chain().stream()
                        .noneMatch(c -> c.status() instanceof PendingCommit.Status.Parked),
                free(model).map(Sendable::ready).toList());
    }
}
