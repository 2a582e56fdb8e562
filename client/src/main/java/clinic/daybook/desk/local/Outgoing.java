package clinic.daybook.desk.local;

import clinic.daybook.protocol.Commit;
import clinic.daybook.sync.PendingCommit;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A pending commit on its way to the server. What goes on the wire is made of it where the request
 * is written, so that the engine's thread need not: it changes no more.
 */
public final class Outgoing {

    private final UUID commitId;
    private final Supplier<PendingCommit> content;

    private Outgoing(UUID commitId, Supplier<PendingCommit> content) {
        this.commitId = commitId;
        this.content = content;
    }

    static Outgoing of(PendingCommit commit) {
        return new Outgoing(commit.commitId(), () -> commit);
    }

    static Outgoing stored(UUID commitId, String body, PendingCommit.Status status) {
        return new Outgoing(commitId, () -> PendingJson.read(body, status));
    }

    public UUID commitId() {
        return commitId;
    }

    /** As it goes on the wire. Called on any thread. */
    public Commit wire() {
        return CommitWriter.wire(content.get());
    }

    PendingCommit pending() {
        return content.get();
    }
}
