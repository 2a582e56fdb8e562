package clinic.daybook.desk.local;

import clinic.daybook.sync.PendingCommit;
import clinic.daybook.sync.SyncInput;

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

    /** A stream as it is now. */
    static SyncInput.Settled settled(StreamModel model) {
        return new SyncInput.Settled(
                model.id(),
                model.chain().stream()
                        .noneMatch(c -> c.status() instanceof PendingCommit.Status.Parked),
                model.chain().stream().filter(c -> !c.onServer()).map(Sendable::ready).toList());
    }
}
