package clinic.daybook.desk.local;

import clinic.daybook.event.StreamId;
import clinic.daybook.outcome.OutcomeEvent;
import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.sync.PendingCommit;
import clinic.daybook.sync.PendingCommit.Status;
import clinic.daybook.sync.Replayed;
import clinic.daybook.sync.SyncInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
     * Whether nothing of the list is to be sent, nor what is behind it, because no person has let
     * it yet.
     */
    static boolean heldBack(@Nullable ReplayState replay) {
        return replay != null && !replay.sending();
    }

    /** What the restored store lacks and nobody has sent yet, in the old order. */
    List<PendingCommit> lacking() {
        List<PendingCommit> lacking = new ArrayList<>();
        for (PendingBook.Item item : desk.pending().replays()) {
            PendingCommit commit = desk.streams().pending(item.commitId());
            if (commit != null) {
                lacking.add(commit);
            }
        }
        return lacking;
    }

    /** The streams that something of the list stands on. */
    List<StreamModel> streams() {
        return desk.pending().replays().stream()
                .map(PendingBook.Item::streamId)
                .distinct()
                .map(desk.streams()::get)
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
        if (desk.meta().replay() != null && desk.pending().replays().isEmpty()) {
            unit.write(desk.meta().noReplay());
        }
    }

    /** A person has let them: frees everything that was held. Returns what may be sent now. */
    List<SyncInput.Ready> release(Unit unit) {
        ReplayState replay = desk.meta().replay();
        if (replay == null || replay.sending()) {
            return List.of();
        }
        unit.write(desk.meta().replay(replay.started()));
        Map<StreamId, Map<UUID, Status>> freed = new LinkedHashMap<>();
        for (PendingBook.Item item : desk.pending().replays()) {
            if (item.status() instanceof Status.Held) {
                desk.pending().put(item.at(new Status.Queued()));
                freed.computeIfAbsent(item.streamId(), s -> new HashMap<>())
                        .put(item.commitId(), new Status.Queued());
            }
        }
        List<SyncInput.Ready> free = new ArrayList<>();
        freed.forEach((stream, statuses) -> {
            StreamModel model = desk.streams().inMemory(stream);
            if (model != null) {
                model.at(statuses);
            }
            unit.mark(stream);
        });
        for (SyncInput.Ready ready : desk.pending().toSend()) {
            if (freed.containsKey(ready.streamId())) {
                free.add(ready);
            }
        }
        return free;
    }

    /**
     * What the feed has brought may settle a clash of this desk as well: the change itself, sent by
     * another desk that could still take it, or what a person at another desk made of it.
     */
    void arrived(RecordedEvent recorded, StoredEvent stored, Unit unit) {
        ended(recorded.commitId(), unit);
        stored.event()
                .ifPresent(event -> {
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
                unit.mark(ended.commit().streamId());
            }
        }
    }
}
