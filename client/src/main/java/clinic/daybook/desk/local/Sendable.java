package clinic.daybook.desk.local;

import clinic.daybook.codec.EventLevels;
import clinic.daybook.sync.PendingCommit;
import clinic.daybook.sync.SyncInput;
import java.util.stream.Stream;

/** What the sync has to know of pending commits. */
final class Sendable {

    private Sendable() {}

    /** Whether other desks could not read this yet. */
    static boolean above(PendingCommit commit, int writeLevel) {
        return !commit.onServer()
                && commit.events().stream()
                        .anyMatch(e ->
                                !(e.event() instanceof Unreadable)
                                        && EventLevels.known().of(e.event()) > writeLevel);
    }

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

    /** A stream as it is now; nothing of it is sent while it waits for the feed or the level. */
    static SyncInput.Settled settled(StreamModel model, int writeLevel) {
        return new SyncInput.Settled(
                model.id(),
                model.chain().stream()
                        .noneMatch(c ->
                                c.status() instanceof PendingCommit.Status.Parked
                                        || above(c, writeLevel)),
                free(model).map(Sendable::ready).toList());
    }
}
