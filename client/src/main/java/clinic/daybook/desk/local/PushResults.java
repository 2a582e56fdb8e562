package clinic.daybook.desk.local;

import clinic.daybook.event.StreamId;
import clinic.daybook.sync.PendingCommit;
import clinic.daybook.sync.PendingCommit.Status;
import clinic.daybook.sync.PushOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Sending what is pending, as far as it concerns the desk's own state. */
final class PushResults {

    private final DeskState desk;
    private final Redeciding redeciding;

    PushResults(DeskState desk, Redeciding redeciding) {
        this.desk = desk;
        this.redeciding = redeciding;
    }

    /** The commits that are still pending; from now on their outcome is awaited. */
    List<Outgoing> send(List<UUID> ids) {
        List<Outgoing> sent = new ArrayList<>();
        Map<StreamId, Map<UUID, Status>> statuses = new LinkedHashMap<>();
        for (UUID id : ids) {
            PendingBook.Item item = desk.pending().get(id);
            if (item != null && desk.pending().mayGo(item)) {
                sent.add(desk.streams().outgoing(item).under(desk.sessions()));
                at(item, new Status.InFlight(), statuses);
            }
        }
        show(statuses);
        return sent;
    }

    /** Takes over what the answers mean, and decides again where that is possible now. */
    void apply(List<PushOutcome> outcomes, Unit unit) {
        Map<StreamId, Map<UUID, Status>> statuses = new LinkedHashMap<>();
        List<PushOutcome.Refused> refused = new ArrayList<>();
        for (PushOutcome outcome : outcomes) {
            PendingBook.Item item = desk.pending().get(outcome.commitId());
            if (item == null) {
                continue;
            }
            unit.mark(item.streamId());
            switch (outcome) {
                case PushOutcome.Taken o -> {
                    at(item, new Status.Acknowledged(o.version()), statuses);
                    unit.write(
                            Write.of(
                                    "UPDATE pending SET acknowledged = ? WHERE commit_id = ?",
                                    o.version(),
                                    o.commitId()));
                    redeciding.reverseIfRefused(item, unit);
                }
                case PushOutcome.Superseded _ -> {
                    unit.touch(desk.streams().get(item.streamId()));
                    at(item, new Status.Superseded(), statuses);
                    unit.settled(item.streamId());
                    desk.pending().heldBack(item.streamId());
                }
                case PushOutcome.NotTaken _ -> {
                    at(item, new Status.Queued(), statuses);
                    unit.settled(item.streamId());
                }
                case PushOutcome.Moved o -> {
                    at(item, new Status.Parked(o.untilVersion()), statuses);
                    unit.settled(item.streamId());
                }
                case PushOutcome.Unknown _ -> at(item, new Status.UnknownOutcome(), statuses);
                case PushOutcome.Refused o -> {
                    refused.add(o);
                    statuses.computeIfAbsent(item.streamId(), s -> new HashMap<>());
                }
            }
        }
        show(statuses);
        refused.forEach(o -> refused(o, unit));
        for (StreamId stream : statuses.keySet()) {
            if (desk.pending().decideAgain(stream)) {
                redeciding.run(desk.streams().get(stream), unit);
            }
        }
    }

    private void at(
            PendingBook.Item item, Status status, Map<StreamId, Map<UUID, Status>> statuses) {
        desk.pending().put(item.at(status));
        statuses.computeIfAbsent(item.streamId(), s -> new HashMap<>())
                .put(item.commitId(), status);
    }

    /** A stream that is not in memory is read with the new statuses when it is needed. */
    private void show(Map<StreamId, Map<UUID, Status>> statuses) {
        statuses.forEach((stream, changed) -> {
            StreamModel model = desk.streams().inMemory(stream);
            if (model != null) {
                model.at(changed);
            }
        });
    }

    private void refused(PushOutcome.Refused outcome, Unit unit) {
        PendingCommit commit = desk.streams().pending(outcome.commitId());
        if (commit == null) {
            return;
        }
        StreamModel model = desk.streams().get(commit.streamId());
        unit.touch(model);
        long version = model.shown().version();
        model.came(commit, null);
        unit.settled(model.id());
        redeciding.needsPerson(commit, outcome.refusal(), version, unit);
        // What was pending behind it built on it.
        desk.pending().heldBack(model.id());
        if (commit.intentId() != null) {
            redeciding.follow(commit.intentId(), unit);
        }
    }
}
