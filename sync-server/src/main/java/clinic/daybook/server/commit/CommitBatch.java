package clinic.daybook.server.commit;

import clinic.daybook.codec.EventLevels;
import clinic.daybook.event.Event;
import clinic.daybook.event.Occurred;
import clinic.daybook.event.Refusal;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.Commit;
import clinic.daybook.protocol.CommitEvent;
import clinic.daybook.protocol.CommitResult;
import clinic.daybook.protocol.CommitResult.Codes;
import clinic.daybook.protocol.CommitResult.Rejected;
import clinic.daybook.protocol.Protocol;
import clinic.daybook.reservation.Reservation;
import clinic.daybook.server.commit.Submitted.Good;
import clinic.daybook.server.commit.Submitted.SubmittedEvent;
import clinic.daybook.server.store.AppendResult;
import clinic.daybook.server.store.EventStore;
import clinic.daybook.server.store.KnownIds;
import clinic.daybook.server.store.PreparedCommit;
import clinic.daybook.server.store.PreparedCommit.Place;
import clinic.daybook.server.store.PreparedEvent;
import clinic.daybook.server.store.StoredCommit;
import clinic.daybook.server.store.StreamPage;
import clinic.daybook.server.store.WireEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The commits of one request. Those that pass are gathered and appended together, so that they
 * share a disk sync; a later commit of a stream is judged on the state that the gathered ones lead
 * to. What can only be judged on stored facts has the gathered ones appended first.
 *
 * <p>Most requests pass whole. They are tried at once, on what is remembered and without asking the
 * store for anything; whether that was so is found out in the transaction that appends them. Only
 * where it was not, or one does not pass, the request is judged again on what is stored.
 */
final class CommitBatch {

    private static final int CONFLICT_BYTES = 1024 * 1024;

    /** A commit that passed, waiting to be appended. */
    private record Gathered(
            int index, PreparedCommit commit, StreamState after, long implausible) {}

    private final EventStore store;
    private final Knowledge knowledge;
    private final StreamStates states;
    private final ActorCheck actors;
    private final AppendTimes times;
    private final Sender sender;
    private final List<Submitted> commits;
    private final @Nullable CommitResult[] results;

    private final Map<UUID, StoredCommit> knownCommits;
    private final Set<UUID> knownEvents;
    private final Set<StreamId> blocked = new HashSet<>();
    private final List<Gathered> gathered = new ArrayList<>();
    private final Set<UUID> gatheredIds = new HashSet<>();
    private final Map<StreamId, StreamState> gatheredStates = new HashMap<>();
    private final int writeLevel;
    private long implausible;
    private int conflictBytes = CONFLICT_BYTES;
    private boolean atOnce;

    CommitBatch(
            EventStore store,
            Knowledge knowledge,
            StreamStates states,
            ActorCheck actors,
            AppendTimes times,
            Sender sender,
            List<Submitted> commits) {
        this.store = store;
        this.knowledge = knowledge;
        this.states = states;
        this.actors = actors;
        this.times = times;
        this.sender = sender;
        this.commits = commits;
        this.results = new CommitResult[commits.size()];
        KnownIds known =
                knowledge.ids(
                        commits.stream().map(Submitted::commitId).filter(Objects::nonNull).toList(),
                        commits.stream().flatMap(c -> c.eventIds().stream()).toList());
        this.writeLevel = known.writeLevel();
        this.knownCommits = new HashMap<>(known.commits());
        this.knownEvents = new HashSet<>(known.eventIds());
    }

    /**
     * Stores all of them together.
     *
     * @return one result per commit; empty when one does not pass or what they were judged on has
     *     changed: nothing was stored then, and this batch is of no more use
     */
    Optional<List<CommitResult>> tryAtOnce() {
        atOnce = true;
        for (int i = 0; i < commits.size(); i++) {
            Submitted commit = commits.get(i);
            if (wantsGatheredStored(commit) || judge(i, commit) != null) {
                return Optional.empty();
            }
        }
        List<Gathered> waiting = List.copyOf(gathered);
        List<AppendResult> appended = appended(waiting, actors.basis());
        if (appended.contains(new AppendResult.Outdated())) {
            return Optional.empty();
        }
        settle(waiting, appended);
        return Optional.of(results());
    }

    /** The write level that the commits were judged by. */
    int writeLevel() {
        return writeLevel;
    }

    /** Judges and stores them one after the other; returns one result per commit. */
    List<CommitResult> run() {
        for (int i = 0; i < commits.size(); i++) {
            Submitted commit = commits.get(i);
            if (wantsGatheredStored(commit)) {
                append();
            }
            CommitResult result = judge(i, commit);
            if (result != null) {
                settle(i, result);
            }
        }
        append();
        return results();
    }

    private List<CommitResult> results() {
        return Arrays.stream(results).map(Objects::requireNonNull).toList();
    }

    /** How many of the accepted events have a time that cannot be right. */
    long implausible() {
        return implausible;
    }

    /** Whether what was gathered decides what this commit's ids or its actor are worth. */
    private boolean wantsGatheredStored(Submitted commit) {
        return !gathered.isEmpty()
                && (gatheredStates.keySet().stream().anyMatch(s -> s.is("staff"))
                        || (commit.commitId() != null && gatheredIds.contains(commit.commitId()))
                        || commit.eventIds().stream().anyMatch(gatheredIds::contains));
    }

    /** The result, or null when the commit passed and was gathered. */
    private @Nullable CommitResult judge(int index, Submitted commit) {
        StoredCommit known = commit.commitId() == null ? null : knownCommits.get(commit.commitId());
        if (known != null) {
            return repeat(known, commit);
        }
        if (commit.streamId() != null && blocked.contains(commit.streamId())) {
            return new CommitResult.Skipped();
        }
        return switch (commit.form()) {
            case Submitted.Bad bad -> bad.why();
            case Good good -> judge(index, good);
        };
    }

    private @Nullable CommitResult judge(int index, Good good) {
        Rejected rejected = eventIds(good);
        if (rejected == null) {
            rejected = types(good);
        }
        if (rejected != null) {
            return rejected;
        }
        StreamId streamId = good.commit().streamId();
        StreamState state = state(streamId, good.commit().expectedVersion());
        if (state == null) {
            return unknownType();
        }
        List<List<String>> flags = new ArrayList<>();
        rejected = actors.judge(good, state, flags);
        if (rejected != null) {
            return rejected;
        }
        if (state.version() != good.commit().expectedVersion()) {
            if (atOnce) {
                // Whatever comes of it: it is judged again on what is stored.
                return new CommitResult.Skipped();
            }
            if (gatheredStates.containsKey(streamId)) {
                // What the answer tells of the stream must be what is stored.
                append();
                if (blocked.contains(streamId)) {
                    return new CommitResult.Skipped();
                }
            }
            return conflict(good.commit());
        }
        return legality(index, good, state, flags);
    }

    private CommitResult repeat(StoredCommit known, Submitted commit) {
        return known.content().equals(commit.content())
                ? new CommitResult.Accepted(known.version(), known.positions(), true)
                : new Rejected(
                        Codes.COMMIT_ID_REUSED,
                        "a commit of this id was accepted with other content",
                        false);
    }

    private @Nullable Rejected eventIds(Good good) {
        Set<UUID> own = new HashSet<>();
        for (SubmittedEvent event : good.events()) {
            UUID id = event.envelope().eventId();
            if (!own.add(id) || knownEvents.contains(id)) {
                return eventIdReused();
            }
        }
        return null;
    }

    private @Nullable Rejected types(Good good) {
        if (good.events().stream().anyMatch(e -> e.event() == null)) {
            return unknownType();
        }
        int level = 1;
        for (SubmittedEvent e : good.events()) {
            CommitEvent envelope = e.envelope();
            level =
                    Math.max(
                            level,
                            EventLevels.known().of(envelope.type(), envelope.schema(), e.data()));
        }
        return level > writeLevel
                ? new Rejected(
                        Codes.UNKNOWN_EVENT_TYPE,
                        "the write level is "
                                + writeLevel
                                + " and this takes "
                                + level
                                + "; it is raised once all desks are updated",
                        true)
                : null;
    }

    private @Nullable CommitResult legality(
            int index, Good good, StreamState before, List<List<String>> flags) {
        if (!before.readable()) {
            return unknownType();
        }
        StreamState state = before;
        List<PreparedEvent> prepared = new ArrayList<>();
        for (int i = 0; i < good.events().size(); i++) {
            SubmittedEvent submitted = good.events().get(i);
            CommitEvent envelope = submitted.envelope();
            Event event = Objects.requireNonNull(submitted.event());
            Optional<Refusal> refusal = state.legal(event);
            if (refusal.isPresent()) {
                return new Rejected(
                        Codes.ILLEGAL_IN_STATE,
                        "event " + (i + 1) + ", " + event.typeName() + ": " + refusal.get().code(),
                        false);
            }
            state =
                    state.evolve(
                            new Occurred<>(
                                    envelope.eventId(), ClockCheck.happenedAt(envelope), event));
            prepared.add(
                    EventBody.prepare(
                            store.identity(),
                            sender.deskId(),
                            good.commit(),
                            envelope,
                            submitted.json(),
                            flags.get(i)));
        }
        long implausible = flags.stream().filter(f -> f.contains(ClockCheck.IMPLAUSIBLE)).count();
        gather(index, good, prepared, state, implausible);
        return null;
    }

    private void gather(
            int index, Good good, List<PreparedEvent> events, StreamState after, long implausible) {
        Commit commit = good.commit();
        gathered.add(
                new Gathered(
                        index,
                        new PreparedCommit(
                                commit.commitId(),
                                good.content(),
                                commit.streamId(),
                                commit.expectedVersion(),
                                events,
                                after.as(Reservation.class).map(Place::of).orElse(null),
                                commit.replay() == null ? null : commit.replay().verifier()),
                        after,
                        implausible));
        gatheredIds.add(commit.commitId());
        events.forEach(event -> gatheredIds.add(event.eventId()));
        gatheredStates.put(commit.streamId(), after);
    }

    /** Appends what was gathered and settles it. */
    private void append() {
        if (gathered.isEmpty()) {
            return;
        }
        List<Gathered> waiting = List.copyOf(gathered);
        gathered.clear();
        gatheredIds.clear();
        gatheredStates.clear();
        actors.forget();
        settle(waiting, appended(waiting, Map.of()));
    }

    private List<AppendResult> appended(List<Gathered> waiting, Map<StreamId, Long> basis) {
        List<PreparedCommit> prepared = waiting.stream().map(Gathered::commit).toList();
        return times.of(() -> store.append(prepared, basis));
    }

    private void settle(List<Gathered> waiting, List<AppendResult> appended) {
        for (int i = 0; i < waiting.size(); i++) {
            settle(waiting.get(i), appended.get(i));
        }
    }

    private void settle(Gathered passed, AppendResult appended) {
        Submitted commit = commits.get(passed.index());
        CommitResult result =
                switch (appended) {
                    case AppendResult.Accepted accepted -> {
                        PreparedCommit stored = passed.commit();
                        knownCommits.put(stored.commitId(), accepted.commit());
                        stored.events().forEach(event -> knownEvents.add(event.eventId()));
                        states.stored(stored.streamId(), passed.after());
                        implausible += passed.implausible();
                        yield new CommitResult.Accepted(
                                accepted.commit().version(), accepted.commit().positions(), null);
                    }
                    case AppendResult.Known known -> repeat(known.commit(), commit);
                    case AppendResult.EventIdReused _ -> eventIdReused();
                    case AppendResult.Conflict _ -> conflict(((Good) commit.form()).commit());
                    case AppendResult.Skipped _ -> new CommitResult.Skipped();
                    case AppendResult.Outdated _ ->
                            throw new IllegalStateException("outdated without a basis");
                };
        settle(passed.index(), result);
    }

    /**
     * Notes a result. One that was not accepted blocks its stream: also commits that had been
     * judged already, on the belief that this one would be, are skipped then.
     */
    private void settle(int index, CommitResult result) {
        results[index] = result;
        StreamId streamId = commits.get(index).streamId();
        if (result instanceof CommitResult.Accepted || streamId == null) {
            return;
        }
        blocked.add(streamId);
        for (int i = index + 1; i < results.length; i++) {
            boolean byCommitId =
                    commits.get(i).commitId() != null
                            && knownCommits.containsKey(commits.get(i).commitId());
            if (results[i] != null && streamId.equals(commits.get(i).streamId()) && !byCommitId) {
                results[i] = new CommitResult.Skipped();
            }
        }
    }

    private @Nullable StreamState state(StreamId streamId, long expected) {
        StreamState ahead = gatheredStates.get(streamId);
        return ahead == null ? knowledge.state(streamId, expected) : ahead;
    }

    private CommitResult conflict(Commit commit) {
        int bytes = conflictBytes;
        StreamPage page =
                store.stream(
                        commit.streamId(),
                        commit.expectedVersion() + 1,
                        bytes > 0 ? Protocol.MAX_LIVE_EVENTS : 0,
                        bytes);
        for (WireEvent event : page.events()) {
            conflictBytes -= event.json().length();
        }
        return new CommitResult.Conflict(
                page.currentVersion(), page.events().stream().map(WireEvent::recorded).toList());
    }

    private static Rejected eventIdReused() {
        return new Rejected(
                Codes.EVENT_ID_REUSED, "an event of this id is in another commit", false);
    }

    private static Rejected unknownType() {
        return new Rejected(
                Codes.UNKNOWN_EVENT_TYPE,
                "this server does not know the event's type or schema yet; update the server",
                true);
    }
}
