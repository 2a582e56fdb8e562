package clinic.daybook.sync;

import clinic.daybook.event.Event;
import clinic.daybook.event.Occurred;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.CommitResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/** The rules of the server without its wire: versions, commit ids, legality, one log. */
final class MiniServer {

    /** An event of the log; its position is its place in it, from 1. */
    record Logged(
            long position,
            UUID commitId,
            StreamId stream,
            long version,
            Occurred<Event> occurred) {}

    final List<Logged> log = new ArrayList<>();
    final Map<StreamId, StreamState> states = new HashMap<>();
    private final Map<UUID, CommitResult.Accepted> accepted = new HashMap<>();

    StreamState state(StreamId stream) {
        return states.getOrDefault(stream, Streams.empty());
    }

    /** Whether a commit was ever accepted. */
    boolean took(UUID commitId) {
        return accepted.containsKey(commitId);
    }

    /** Everything of these streams, in the order of the log. */
    List<Logged> whole(Predicate<StreamId> which) {
        return log.stream().filter(e -> which.test(e.stream())).toList();
    }

    List<SyncInput.Answer> push(List<PendingCommit> commits) {
        List<SyncInput.Answer> answers = new ArrayList<>();
        Set<StreamId> stopped = new HashSet<>();
        for (PendingCommit commit : commits) {
            CommitResult result = push(commit, stopped.contains(commit.streamId()));
            if (!(result instanceof CommitResult.Accepted)) {
                stopped.add(commit.streamId());
            }
            answers.add(new SyncInput.Answer(commit.commitId(), result));
        }
        return answers;
    }

    private CommitResult push(PendingCommit commit, boolean stopped) {
        CommitResult.Accepted before = accepted.get(commit.commitId());
        if (before != null) {
            return new CommitResult.Accepted(before.version(), before.positions(), true);
        }
        if (stopped) {
            return new CommitResult.Skipped();
        }
        StreamState state = state(commit.streamId());
        if (state.version() != commit.decidedOn()) {
            return new CommitResult.Conflict(state.version(), List.of());
        }
        List<Long> positions = new ArrayList<>();
        List<Logged> logged = new ArrayList<>();
        for (Occurred<Event> occurred : commit.occurred()) {
            if (state.legal(occurred.event()).isPresent()) {
                return new CommitResult.Rejected("illegal-in-state", "", false);
            }
            state = state.after(occurred);
            long position = log.size() + logged.size() + 1L;
            positions.add(position);
            logged.add(
                    new Logged(
                            position,
                            commit.commitId(),
                            commit.streamId(),
                            state.version(),
                            occurred));
        }
        log.addAll(logged);
        states.put(commit.streamId(), state);
        CommitResult.Accepted result = new CommitResult.Accepted(state.version(), positions, null);
        accepted.put(commit.commitId(), result);
        return result;
    }
}
