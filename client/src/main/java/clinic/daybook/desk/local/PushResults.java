package clinic.daybook.desk.local;

import clinic.daybook.protocol.Commit;
import clinic.daybook.sync.PendingCommit;
import clinic.daybook.sync.PendingCommit.Status;
import clinic.daybook.sync.PushOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Sending what is pending, as far as it concerns the desk's own state. */
final class PushResults {

    private final DeskState desk;
    private final Redeciding redeciding;

    PushResults(DeskState desk, Redeciding redeciding) {
        this.desk = desk;
        this.redeciding = redeciding;
    }

    /** The commits as they go on the wire; from now on their outcome is awaited. */
    List<Commit> send(List<UUID> ids) {
        Set<UUID> wanted = new HashSet<>(ids);
        Map<UUID, Commit> found = new HashMap<>();
        for (StreamModel model : desk.streams().pinned()) {
            List<PendingCommit> chain = new ArrayList<>();
            boolean any = false;
            for (PendingCommit commit : model.chain()) {
                boolean send = wanted.contains(commit.commitId()) && !commit.onServer();
                any |= send;
                chain.add(send ? commit.at(new Status.InFlight()) : commit);
                if (send) {
                    found.put(commit.commitId(), CommitWriter.wire(commit));
                }
            }
            if (any) {
                model.show(chain);
            }
        }
        return ids.stream().filter(found::containsKey).map(found::get).toList();
    }

    /** Takes over what the answers mean, and decides again where that is possible now. */
    void apply(List<PushOutcome> outcomes, Unit unit) {
        Set<StreamModel> concerned = new LinkedHashSet<>();
        for (PushOutcome outcome : outcomes) {
            for (StreamModel model : desk.streams().pinned()) {
                if (apply(outcome, model, unit)) {
                    concerned.add(model);
                    break;
                }
            }
        }
        for (StreamModel model : concerned) {
            redeciding.run(model, unit);
            unit.mark(model);
        }
    }

    private boolean apply(PushOutcome outcome, StreamModel model, Unit unit) {
        List<PendingCommit> chain = new ArrayList<>();
        boolean found = false;
        PendingCommit refused = null;
        for (PendingCommit commit : model.chain()) {
            if (!commit.commitId().equals(outcome.commitId())) {
                chain.add(commit);
                continue;
            }
            found = true;
            switch (outcome) {
                case PushOutcome.Taken o -> {
                    chain.add(commit.at(new Status.Acknowledged(o.version())));
                    unit.write(
                            Write.of(
                                    "UPDATE pending SET acknowledged = ? WHERE commit_id = ?",
                                    o.version(),
                                    o.commitId()));
                    redeciding.reverseIfRefused(commit, unit);
                }
                case PushOutcome.Superseded _ -> chain.add(commit.at(new Status.Superseded()));
                case PushOutcome.NotTaken _ -> chain.add(commit.at(new Status.Queued()));
                case PushOutcome.Moved o ->
                        chain.add(commit.at(new Status.Parked(o.untilVersion())));
                case PushOutcome.Unknown _ -> chain.add(commit.at(new Status.UnknownOutcome()));
                case PushOutcome.Refused _ -> refused = commit;
            }
            if (!(outcome instanceof PushOutcome.Taken)
                    && !(outcome instanceof PushOutcome.Unknown)) {
                unit.settled(model);
            }
        }
        if (found) {
            long version = model.shown().version();
            model.show(chain);
            if (refused != null && outcome instanceof PushOutcome.Refused o) {
                redeciding.needsPerson(refused, o.refusal(), version, unit);
                if (refused.intentId() != null) {
                    redeciding.follow(refused.intentId(), unit);
                }
            }
        }
        return found;
    }
}
