package clinic.daybook.server.commit;

import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.CommitResult;
import clinic.daybook.server.access.StaffDirectory;
import clinic.daybook.server.access.StaffSessions;
import clinic.daybook.server.commit.RecentRefusals.Refusal;
import clinic.daybook.server.store.EventStore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges the commits of desks and stores the good ones. Checked in the protocol's order: commit id,
 * form, event ids, type, actor and role, version, legality.
 */
public final class CommitService {

    private final EventStore store;
    private final StreamStates states;
    private final RememberedKnowledge remembered;
    private final StoredKnowledge stored;
    private final StaffSessions sessions;
    private final CommitCounters counters;
    private final AppendTimes times;
    private final RecentRefusals refusals;
    private final InstantSource clock;

    /** Works on the given store. */
    public CommitService(
            EventStore store,
            StreamStates states,
            StaffDirectory staff,
            StaffSessions sessions,
            CommitCounters counters,
            AppendTimes times,
            RecentRefusals refusals,
            InstantSource clock) {
        this.store = store;
        this.states = states;
        this.remembered = new RememberedKnowledge(store, states, staff);
        this.stored = new StoredKnowledge(store, states, staff);
        this.sessions = sessions;
        this.counters = counters;
        this.times = times;
        this.refusals = refusals;
        this.clock = clock;
    }

    /**
     * One result per commit, in the order sent. What is accepted is durable.
     *
     * @throws clinic.daybook.server.store.StorageException when the store failed; what was accepted
     *     is then unknown
     */
    public List<CommitResult> commit(Sender sender, ArrayNode commits) {
        List<Submitted> submitted = new ArrayList<>(commits.size());
        for (JsonNode commit : commits) {
            submitted.add(CommitReader.read(commit));
        }
        CommitBatch batch = batch(remembered, sender, submitted);
        Optional<List<CommitResult>> atOnce = batch.tryAtOnce();
        List<CommitResult> results;
        if (atOnce.isPresent()) {
            results = atOnce.get();
        } else {
            batch = batch(stored, sender, submitted);
            remembered.rose(batch.writeLevel());
            results = batch.run();
        }
        counters.implausible(batch.implausible());
        for (int i = 0; i < results.size(); i++) {
            note(sender, submitted.get(i), results.get(i));
        }
        return results;
    }

    private CommitBatch batch(Knowledge knowledge, Sender sender, List<Submitted> submitted) {
        return new CommitBatch(
                store,
                knowledge,
                states,
                new ActorCheck(
                        store,
                        new Authority(knowledge, sessions, sender.deskId()),
                        new ClockCheck(store, clock),
                        sender),
                times,
                sender,
                submitted);
    }

    private void note(Sender sender, Submitted commit, CommitResult result) {
        switch (result) {
            case CommitResult.Accepted accepted ->
                    counters.count(accepted.duplicate() == null ? "accepted" : "duplicate");
            case CommitResult.Conflict _ -> counters.count("conflict");
            case CommitResult.Skipped _ -> counters.count("skipped");
            case CommitResult.Rejected rejected -> {
                counters.count(rejected.code());
                StreamId streamId = commit.streamId();
                refusals.add(
                        new Refusal(
                                clock.instant(),
                                sender.deskId(),
                                rejected.code(),
                                streamId == null ? "" : streamId.kind()));
            }
        }
    }
}
