package clinic.daybook.desk.local;

import clinic.daybook.protocol.Commit;
import clinic.daybook.sync.PendingCommit;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A pending commit on its way to the server. What goes on the wire is made of it where the request
 * is written, so that the engine's thread need not: it changes no more.
 */
public final class Outgoing {

    private final UUID commitId;
    private final Supplier<PendingCommit> content;
    private final @Nullable StaffSessions sessions;

    private Outgoing(
            UUID commitId, Supplier<PendingCommit> content, @Nullable StaffSessions sessions) {
        this.commitId = commitId;
        this.content = content;
        this.sessions = sessions;
    }

    static Outgoing of(PendingCommit commit) {
        return new Outgoing(commit.commitId(), () -> commit, null);
    }

    static Outgoing stored(UUID commitId, String body, PendingCommit.Status status) {
        return new Outgoing(commitId, () -> PendingJson.read(body, status), null);
    }

    /** With the session under which it was decided, if there was one. */
    Outgoing under(StaffSessions open) {
        return new Outgoing(commitId, content, open);
    }

    public UUID commitId() {
        return commitId;
    }

    /** As it goes on the wire. Called on any thread. */
    public Commit wire() {
        PendingCommit commit = content.get();
        Commit wire = CommitWriter.wire(commit);
        return sessions == null ? wire : sessions.signed(commit, wire);
    }

    PendingCommit pending() {
        return content.get();
    }
}
