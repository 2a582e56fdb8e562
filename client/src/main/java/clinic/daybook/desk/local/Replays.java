package clinic.daybook.desk.local;

import clinic.daybook.event.StreamId;
import clinic.daybook.outcome.OutcomeEvent;
import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.sync.PendingCommit;
import clinic.daybook.sync.PendingCommit.Status;
import clinic.daybook.sync.Replayed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The changes that a restored store lacks and this desk holds, as pending commits. */
final class Replays {

    private final DeskState desk;

    Replays(DeskState desk) {
        this.desk = desk;
    }

    /**
     * What was pending when the desk was last closed. Before a person has let them, nothing of the
     * list is sent, and nothing behind it: that has never been sent either.
     */
    static List<PendingCommit> loaded(List<PendingCommit> pending, @Nullable ReplayState replay) {
        if (replay == null || replay.sending()) {
            return pending;
        }
        Set<Object> streams = new HashSet<>();
        List<PendingCommit> loaded = new ArrayList<>();
        for (PendingCommit commit : pending) {
            if (commit.onServer()) {
                loaded.add(commit);
            } else if (commit.command() instanceof Replayed) {
                streams.add(commit.streamId());
                loaded.add(commit.at(new Status.Held()));
            } else {
                boolean behind = streams.contains(commit.streamId());
                loaded.add(behind ? commit.at(new Status.Queued()) : commit);
            }
        }
        return loaded;
    }

    /** What the restored store lacks and nobody has sent yet, in the old order. */
    List<PendingCommit> lacking() {
        return desk.streams().pinned().stream()
                .flatMap(model -> model.chain().stream())
                .filter(commit -> commit.command() instanceof Replayed)
                .sorted((a, b) -> Long.compare(a.order(), b.order()))
                .toList();
    }

    /** The streams that something of the list stands on. */
    List<StreamModel> streams() {
        return desk.streams().pinned().stream()
                .filter(m -> m.chain().stream().anyMatch(c -> c.command() instanceof Replayed))
                .toList();
    }

    /** Those that can no longer go in as they were. */
    List<PendingCommit> clashing() {
        return desk.attention().questions().stream()
                .flatMap(List::stream)
                .map(AttentionBook.Waiting::commit)
                .filter(commit -> commit.command() instanceof Replayed)
                .toList();
    }

    /** Members of staff whose PIN the restored store has not got yet. */
    Set<StreamId> staffWithPin() {
        Set<StreamId> staff = new HashSet<>();
        for (PendingCommit commit : lacking()) {
            if (commit.command() instanceof Replayed r && r.verifier() != null) {
                staff.add(commit.streamId());
            }
        }
        return staff;
    }

    /** Ends the list once nothing of it is left. */
    void settle(Unit unit) {
        if (desk.meta().replay() != null && lacking().isEmpty()) {
            unit.write(desk.meta().noReplay());
        }
    }

    /** A person has let them: frees everything that was held. Returns what may be sent now. */
    List<PendingCommit> release(Unit unit) {
        ReplayState replay = desk.meta().replay();
        if (replay == null || replay.sending()) {
            return List.of();
        }
        unit.write(desk.meta().replay(replay.started()));
        List<PendingCommit> free = new ArrayList<>();
        for (StreamModel model : desk.streams().pinned()) {
            if (model.chain().stream().noneMatch(Sendable::held)) {
                continue;
            }
            List<PendingCommit> chain = new ArrayList<>();
            for (PendingCommit commit : model.chain()) {
                chain.add(Sendable.held(commit) ? commit.at(new Status.Queued()) : commit);
            }
            model.show(chain);
            unit.mark(model);
            chain.stream().filter(c -> !c.onServer()).forEach(free::add);
        }
        free.sort((a, b) -> Long.compare(a.order(), b.order()));
        return free;
    }

    /**
     * What the feed has brought may settle a clash of this desk as well: the change itself, sent by
     * another desk that could still take it, or what a person at another desk made of it.
     */
    void arrived(RecordedEvent recorded, StoredEvent stored, Unit unit) {
        ended(recorded.commitId(), unit);
        stored.event().ifPresent(event -> {
            switch (event) {
                case OutcomeEvent.ChangeRedone e -> ended(e.commitId(), unit);
                case OutcomeEvent.ChangeLetGo e -> ended(e.commitId(), unit);
                default -> {
                    // Says nothing of a clash.
                }
            }
        });
    }

    private void ended(UUID commitId, Unit unit) {
        boolean clash =
                desk.attention().contains(commitId)
                        && clashing().stream().anyMatch(c -> c.commitId().equals(commitId));
        if (clash) {
            AttentionBook.Waiting ended = desk.attention().remove(commitId, unit);
            if (ended != null) {
                unit.mark(desk.streams().get(ended.commit().streamId()));
            }
        }
    }
}
