package clinic.daybook.sync;

import clinic.daybook.event.Decision;
import clinic.daybook.event.Event;
import clinic.daybook.event.Occurred;
import clinic.daybook.event.Refusal;
import clinic.daybook.event.Refusals;
import clinic.daybook.sync.PendingCommit.Outcome;
import clinic.daybook.sync.PendingCommit.PendingEvent;
import clinic.daybook.sync.PendingCommit.Status;
import clinic.daybook.sync.Redecision.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Decides pending commits again on a stream that has moved. What built on a refused commit follows
 * it by itself, because it is decided on a state without it.
 */
public final class Rebase {

    private Rebase() {}

    /**
     * The pending commits of one stream on its confirmed state.
     *
     * @param confirmed the fold of what the feed has brought
     * @param chain what is pending, in the order decided
     * @param newIds gives ids to events beyond those that the commit had before
     */
    public static Redecision redecide(
            StreamState confirmed, List<PendingCommit> chain, Supplier<UUID> newIds) {
        return held(confirmed, chain) ? hold(confirmed, chain) : decide(confirmed, chain, newIds);
    }

    /** The state as a person sees it: everything pending on top, as far as it may follow. */
    public static StreamState optimistic(StreamState confirmed, List<PendingCommit> chain) {
        StreamState state = confirmed;
        for (PendingCommit commit : chain) {
            state = fold(state, commit);
        }
        return state;
    }

    private static boolean held(StreamState confirmed, List<PendingCommit> chain) {
        return chain.stream()
                .anyMatch(c ->
                        c.outcomeAwaited()
                                || (c.status() instanceof Status.Parked p
                                        && p.untilVersion() > confirmed.version()));
    }

    private static Redecision hold(StreamState confirmed, List<PendingCommit> chain) {
        List<Verdict> kept = chain.stream().<Verdict>map(Verdict.Kept::new).toList();
        return new Redecision(kept, chain, optimistic(confirmed, chain), true);
    }

    private static Redecision decide(
            StreamState confirmed, List<PendingCommit> chain, Supplier<UUID> newIds) {
        List<Verdict> verdicts = new ArrayList<>();
        List<PendingCommit> left = new ArrayList<>();
        StreamState state = confirmed;
        boolean moved = false;
        for (PendingCommit commit : chain) {
            Verdict verdict = verdict(state, commit, moved, newIds);
            verdicts.add(verdict);
            switch (verdict) {
                case Verdict.Kept v -> {
                    left.add(v.commit());
                    moved |= v.commit().status() instanceof Status.Superseded;
                    state = fold(state, v.commit());
                }
                case Verdict.Unchanged v -> {
                    left.add(v.commit());
                    state = fold(state, v.commit());
                }
                case Verdict.Adjusted v -> {
                    left.add(v.commit());
                    moved = true;
                    state = fold(state, v.commit());
                }
                case Verdict.AlreadySo _, Verdict.NeedsPerson _ -> moved = true;
            }
        }
        return new Redecision(verdicts, left, state, false);
    }

    private static Verdict verdict(
            StreamState state, PendingCommit commit, boolean moved, Supplier<UUID> newIds) {
        boolean untouched =
                commit.status() instanceof Status.Queued
                        && !moved
                        && commit.decidedOn() == state.version();
        if (commit.onServer() || untouched) {
            return new Verdict.Kept(commit);
        }
        if (commit.command() instanceof Replayed) {
            return replayed(state, commit, moved);
        }
        if (!state.rules().knows(commit.command())) {
            return new Verdict.NeedsPerson(
                    commit, Refusals.invalidValue("unknown command"), state.version());
        }
        return switch (state.decide(commit.command())) {
            case Decision.Refused<Event> refused ->
                    new Verdict.NeedsPerson(commit, refused.refusal(), state.version());
            case Decision.Accepted<Event> accepted when accepted.events().isEmpty() ->
                    new Verdict.AlreadySo(commit, state.version());
            case Decision.Accepted<Event> accepted -> decided(state, commit, accepted, newIds);
        };
    }

    /** It was decided in another store: it goes in as it was, or a person is asked. */
    private static Verdict replayed(StreamState state, PendingCommit commit, boolean moved) {
        boolean untouched = !moved && commit.decidedOn() == state.version();
        boolean waits =
                commit.status() instanceof Status.Queued || commit.status() instanceof Status.Held;
        // What was put aside when the server would not take it is sent again now, as it is.
        if (untouched && waits) {
            return new Verdict.Kept(commit);
        }
        StreamState after = state;
        for (Occurred<Event> occurred : commit.occurred()) {
            if (!after.rules().knows(occurred.event())) {
                return new Verdict.Kept(commit);
            }
            Optional<Refusal> refusal = after.legal(occurred.event());
            if (refusal.isPresent()) {
                return new Verdict.NeedsPerson(commit, refusal.get(), state.version());
            }
            after = after.after(occurred);
        }
        Status status =
                commit.status() instanceof Status.Held ? commit.status() : new Status.Queued();
        return new Verdict.Unchanged(
                commit.redecided(
                                state.version(),
                                commit.events(),
                                commit.remarks(),
                                Outcome.UNCHANGED)
                        .at(status));
    }

    private static Verdict decided(
            StreamState state,
            PendingCommit commit,
            Decision.Accepted<Event> accepted,
            Supplier<UUID> newIds) {
        List<PendingEvent> events = new ArrayList<>();
        for (Event event : accepted.events()) {
            int index = events.size();
            // Later commits may name an event of this one, so each place keeps its id.
            UUID id =
                    index < commit.events().size()
                            ? commit.events().get(index).eventId()
                            : newIds.get();
            events.add(new PendingEvent(id, event));
        }
        List<String> newRemarks =
                accepted.remarks().stream().filter(r -> !commit.remarks().contains(r)).toList();
        boolean different = !newRemarks.isEmpty() || !events.equals(commit.events());
        Outcome outcome =
                different || commit.outcome() == Outcome.ADJUSTED
                        ? Outcome.ADJUSTED
                        : Outcome.UNCHANGED;
        List<String> remarks = new ArrayList<>(commit.remarks());
        remarks.addAll(newRemarks);
        PendingCommit again = commit.redecided(state.version(), events, remarks, outcome);
        return different
                ? new Verdict.Adjusted(
                        again,
                        newRemarks.isEmpty()
                                ? Redecision.DECIDED_DIFFERENTLY
                                : newRemarks.getFirst())
                : new Verdict.Unchanged(again);
    }

    /** All events of the commit, or none of them where one may not follow. */
    private static StreamState fold(StreamState before, PendingCommit commit) {
        if (commit.status() instanceof Status.Superseded) {
            return before;
        }
        StreamState state = before;
        for (Occurred<Event> occurred : commit.occurred()) {
            if (!state.rules().knows(occurred.event())
                    || state.legal(occurred.event()).isPresent()) {
                return before;
            }
            state = state.after(occurred);
        }
        return state;
    }

    /** The refusal of a commit that shares its intent with a refused one on another stream. */
    public static Refusal intentRefused() {
        return Refusal.of("intent-refused");
    }
}
