package clinic.daybook.desk.local;

import clinic.daybook.access.RolePermissions;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.Commit;
import clinic.daybook.sync.PendingCommit;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that the server opened for who signed in here. In memory alone: who sits at the desk
 * after a restart signs in again. Used on any thread.
 */
final class StaffSessions {

    /** {@code since}: when they signed in, by the desk's own reckoning. */
    private record Open(String secret, Instant since) {}

    // One for each member of staff at the most.
    private final Map<StreamId, Open> open = new ConcurrentHashMap<>();

    /** Somebody signs in: what an earlier sign-in had opened counts no more. */
    void signsIn(StreamId staffId) {
        open.remove(staffId);
    }

    /** The server took their PIN; how long that holds is its business. */
    void opened(StreamId staffId, String secret, Instant since) {
        open.put(staffId, new Open(secret, since));
    }

    /**
     * The session under which a commit was decided; {@code null} where it needs none, or was
     * decided while the server could not be asked who sat here.
     */
    private @Nullable String of(PendingCommit commit) {
        boolean wants =
                commit.events().stream()
                        .anyMatch(e -> RolePermissions.managerOnly(e.event().typeName()));
        Open session = wants ? open.get(commit.actor().staffId()) : null;
        return session == null || commit.decidedAt().isBefore(session.since())
                ? null
                : session.secret();
    }

    /** The same commit with its session. */
    Commit signed(PendingCommit pending, Commit commit) {
        String secret = of(pending);
        return secret == null || commit.replay() != null
                ? commit
                : new Commit(
                        commit.commitId(),
                        commit.intentId(),
                        commit.streamId(),
                        commit.expectedVersion(),
                        commit.basis(),
                        commit.basisPosition(),
                        secret,
                        commit.outcome(),
                        commit.events());
    }
}
