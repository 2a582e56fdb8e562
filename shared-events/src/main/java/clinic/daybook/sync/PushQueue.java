package clinic.daybook.sync;

import clinic.daybook.event.Refusal;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.CommitResult;
import clinic.daybook.protocol.Protocol;
import clinic.daybook.sync.SendQueue.Entry;
import clinic.daybook.sync.SendQueue.Sending;
import clinic.daybook.sync.SyncInput.Ready;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The part of a {@link SyncStep} that sends what is pending. */
final class PushQueue {

    /** Room for the braces, commas and the store's id around the commits of a request. */
    private static final int ENVELOPE_BYTES = 4 * 1024;

    private final Instant now;
    private final List<SyncEffect> effects;
    private final Set<StreamId> touched = new HashSet<>();
    private boolean sends;
    private SendQueue queue;
    private List<UUID> inFlight;
    private @Nullable Instant answerBy;
    private int failures;
    private @Nullable Instant notBefore;
    private int batchLimit;

    PushQueue(SyncState.Push s, Instant now, List<SyncEffect> effects) {
        this.now = now;
        this.effects = effects;
        this.queue = s.queue().due(now);
        this.inFlight = s.inFlight();
        this.answerBy = s.answerBy();
        this.failures = s.failures();
        this.notBefore = s.notBefore();
        this.batchLimit = s.batchLimit();
    }

    SyncState.Push state() {
        return new SyncState.Push(queue, inFlight, answerBy, failures, notBefore, batchLimit);
    }

    int size() {
        return queue.size();
    }

    /** The streams of which something may have changed. */
    Set<StreamId> touched() {
        return touched;
    }

    /**
     * Everything pending may have been sent before. A request under way is still answered; what had
     * been taken before it may stand in front of it again, where that could not be written down.
     */
    void restart(List<Ready> pending) {
        queue = SendQueue.EMPTY;
        pending.forEach(r -> enqueue(r, Sending.UNKNOWN));
    }

    void add(List<Ready> commits) {
        commits.forEach(r -> enqueue(r, Sending.READY));
    }

    private void enqueue(Ready r, Sending sending) {
        if (queue.get(r.commitId()) == null) {
            queue = queue.add(r, sending);
            touched.add(r.streamId());
        }
    }

    private void put(Entry entry) {
        queue = queue.put(entry);
        touched.add(entry.streamId());
    }

    private void remove(Entry entry) {
        queue = queue.remove(entry.commitId());
        touched.add(entry.streamId());
    }

    void settled(SyncInput.Settled s) {
        Map<UUID, Ready> pending = new HashMap<>();
        s.pending().forEach(r -> pending.put(r.commitId(), r));
        Set<UUID> sent = Set.copyOf(inFlight);
        for (Entry before : queue.of(s.streamId())) {
            // As it is now: with an earlier part gone, another of its intent is no longer behind.
            Entry e = queue.get(before.commitId());
            Ready ready = pending.get(before.commitId());
            if (e == null || ready == null) {
                remove(before);
                continue;
            }
            Entry next = e.sized(ready.bytes());
            if (e.sending() != Sending.UNKNOWN && !sent.contains(e.commitId())) {
                Sending sending = s.sendable() ? Sending.READY : Sending.WAITING;
                next = sending == e.sending() ? next : next.sending(sending);
            }
            put(next);
        }
        // What stood behind changes that nobody had let go yet is told of here first.
        Sending fresh = s.sendable() ? Sending.READY : Sending.WAITING;
        s.pending().forEach(r -> enqueue(r, fresh));
    }

    /** A page that touches these streams is on its way into the database. */
    void hold(Set<StreamId> streams) {
        queue = queue.hold(streams);
        moved(streams);
    }

    /** That page is there, or will never be. */
    void release(Set<StreamId> streams) {
        queue = queue.release(streams);
        moved(streams);
    }

    private void moved(Set<StreamId> streams) {
        touched.addAll(streams);
        for (UUID id : inFlight) {
            Entry e = queue.get(id);
            if (e != null && streams.contains(e.streamId())) {
                put(e.touched());
            }
        }
    }

    /** Sends what may be sent, unless a request is under way. */
    void send() {
        if (!inFlight.isEmpty() || (notBefore != null && now.isBefore(notBefore))) {
            return;
        }
        List<Entry> chosen = queue.next(batchLimit, Protocol.MAX_BODY_BYTES - ENVELOPE_BYTES);
        if (!chosen.isEmpty()) {
            inFlight = chosen.stream().map(Entry::commitId).toList();
            answerBy = now.plus(SyncMachine.ANSWER_WITHIN);
            notBefore = null;
            sends = true;
            chosen.forEach(e -> touched.add(e.streamId()));
            effects.add(new SyncEffect.Push(inFlight));
        }
    }

    /** What should have been answered long since never will be. */
    void giveUp(double jitter) {
        if (answerBy != null && !now.isBefore(answerBy)) {
            failed(new SyncInput.PushFailed(SyncInput.Failure.UNREACHABLE, "", null, jitter));
        }
    }

    void answered(SyncInput.PushAnswered answer) {
        failures = 0;
        notBefore = null;
        batchLimit = SyncMachine.AT_ONCE;
        for (UUID id : answer.gone()) {
            Entry e = queue.get(id);
            if (e != null) {
                remove(e);
            }
        }
        List<PushOutcome> outcomes = new ArrayList<>();
        Set<StreamId> moved = new HashSet<>();
        for (SyncInput.Answer a : answer.answers()) {
            Entry e = queue.get(a.commitId());
            // Where it is missing, the feed was faster and has brought it back already.
            if (e != null) {
                PushOutcome outcome = outcome(e, a.result(), moved, answer.jitter());
                outcomes.add(outcome);
                if (!taken(outcome)) {
                    neverTaken(e, outcomes);
                }
            }
        }
        Set<UUID> answered = new HashSet<>();
        answer.answers().forEach(a -> answered.add(a.commitId()));
        for (UUID id : inFlight) {
            Entry e = queue.get(id);
            if (e != null && !answered.contains(id)) {
                put(e.sending(Sending.UNKNOWN));
                outcomes.add(new PushOutcome.Unknown(id));
            }
        }
        noneInFlight();
        decideAgain(moved);
        report(outcomes);
    }

    private static boolean taken(PushOutcome outcome) {
        return switch (outcome) {
            case PushOutcome.Taken _, PushOutcome.Superseded _ -> true;
            case PushOutcome.NotTaken _,
                    PushOutcome.Moved _,
                    PushOutcome.Refused _,
                    PushOutcome.Unknown _ ->
                    false;
        };
    }

    /**
     * The later commits of a stream and the later parts of an intent are taken after the earlier
     * ones and never before: where one was not taken, what is behind it is known not to have been
     * either, also when it may have been sent before a restart. It is not sent until it is known
     * whether what it is behind of stands.
     */
    private void neverTaken(Entry notTaken, List<PushOutcome> outcomes) {
        Map<StreamId, Long> seen = new HashMap<>();
        Deque<Entry> causes = new ArrayDeque<>(List.of(notTaken));
        while (!causes.isEmpty()) {
            Entry cause = causes.remove();
            // Each stream is looked through once, from the first cause in it on.
            if (seen.getOrDefault(cause.streamId(), Long.MAX_VALUE) > cause.place()) {
                seen.put(cause.streamId(), cause.place());
                for (Entry e : behind(cause, queue.of(cause.streamId()))) {
                    if (e.sending() == Sending.UNKNOWN) {
                        neverTaken(e, outcomes, causes);
                    }
                }
            }
            if (cause.intentId() != null) {
                for (Entry e : behind(cause, queue.partsOf(cause.intentId()))) {
                    neverTaken(e, outcomes, causes);
                }
            }
        }
    }

    private void neverTaken(Entry e, List<PushOutcome> outcomes, Deque<Entry> causes) {
        outcomes.add(new PushOutcome.NotTaken(e.commitId()));
        put(e.sending(Sending.WAITING));
        if (e.sending() == Sending.UNKNOWN) {
            causes.add(e);
        }
    }

    /** What comes after it in its stream or its intent and has no answer of its own to come. */
    private List<Entry> behind(Entry cause, Collection<Entry> line) {
        return line.stream()
                .filter(e -> e.place() > cause.place() && !inFlight.contains(e.commitId()))
                .toList();
    }

    private void noneInFlight() {
        inFlight = List.of();
        answerBy = null;
    }

    private PushOutcome outcome(Entry e, CommitResult result, Set<StreamId> moved, double jitter) {
        UUID id = e.commitId();
        return switch (result) {
            case CommitResult.Accepted r -> {
                remove(e);
                yield new PushOutcome.Taken(id, r.version());
            }
            case CommitResult.Conflict r -> {
                moved.add(e.streamId());
                put(e.sending(Sending.WAITING));
                yield new PushOutcome.Moved(id, r.currentVersion());
            }
            case CommitResult.Skipped _ -> {
                put(e.sending(Sending.READY));
                yield new PushOutcome.NotTaken(id);
            }
            case CommitResult.Rejected r -> rejected(e, r, moved, jitter);
        };
    }

    private PushOutcome rejected(
            Entry e, CommitResult.Rejected r, Set<StreamId> moved, double jitter) {
        UUID id = e.commitId();
        if (r.retryable()) {
            put(e.later(now.plus(Backoff.after(e.refusals() + 1, jitter))));
            return new PushOutcome.NotTaken(id);
        }
        moved.add(e.streamId());
        if (r.code().equals(CommitResult.Codes.COMMIT_ID_REUSED)) {
            remove(e);
            return new PushOutcome.Superseded(id);
        }
        if (r.code().equals(CommitResult.Codes.ILLEGAL_IN_STATE) && e.moved()) {
            put(e.sending(Sending.WAITING));
            return new PushOutcome.Moved(id, 0);
        }
        remove(e);
        return new PushOutcome.Refused(id, Refusal.of(r.code()));
    }

    void failed(SyncInput.PushFailed failure) {
        List<PushOutcome> outcomes = new ArrayList<>();
        Set<StreamId> moved = new HashSet<>();
        int sent = inFlight.size();
        for (UUID id : inFlight) {
            Entry e = queue.get(id);
            if (e == null) {
                continue;
            }
            switch (failure.failure()) {
                case UNREACHABLE, OVERLOADED -> {
                    put(e.sending(Sending.UNKNOWN));
                    outcomes.add(new PushOutcome.Unknown(id));
                }
                case UNAUTHORISED, STORE_CHANGED, TOO_FAR_BEHIND -> outcomes.add(asBefore(e));
                case REFUSED -> {
                    if (sent > 1) {
                        outcomes.add(asBefore(e));
                    } else {
                        remove(e);
                        moved.add(e.streamId());
                        outcomes.add(new PushOutcome.Refused(id, Refusal.of(failure.code())));
                        neverTaken(e, outcomes);
                    }
                }
            }
        }
        noneInFlight();
        if (failure.failure() == SyncInput.Failure.REFUSED) {
            // One of them made the whole request wrong: smaller ones find out which.
            batchLimit = Math.max(1, sent / 2);
        } else {
            failures++;
            Duration wait = Backoff.after(failures, failure.jitter());
            Duration asked = failure.retryAfter();
            notBefore = now.plus(asked != null && asked.compareTo(wait) > 0 ? asked : wait);
        }
        decideAgain(moved);
        report(outcomes);
    }

    private static PushOutcome asBefore(Entry e) {
        return e.sending() == Sending.UNKNOWN
                ? new PushOutcome.Unknown(e.commitId())
                : new PushOutcome.NotTaken(e.commitId());
    }

    /** Whatever else is pending of these streams is decided again before it is sent. */
    private void decideAgain(Collection<StreamId> streams) {
        for (StreamId stream : streams) {
            for (Entry e : queue.of(stream)) {
                if (e.sending() == Sending.READY) {
                    put(e.sending(Sending.WAITING));
                }
            }
        }
    }

    private void report(List<PushOutcome> outcomes) {
        if (!outcomes.isEmpty()) {
            effects.add(new SyncEffect.ApplyOutcomes(List.copyOf(outcomes)));
        }
    }

    /** When something that waits for its time may be sent; {@code null}: nothing does. */
    @Nullable Instant sendAt() {
        if (!inFlight.isEmpty()) {
            return null;
        }
        // A time that has come is none to wait for: what is still held then waits for something
        // else.
        if (notBefore != null && now.isBefore(notBefore) && !queue.isEmpty()) {
            return notBefore;
        }
        return queue.nextDue();
    }

    /**
     * What always holds, as far as this step may have broken it.
     *
     * @throws InvariantBroken when it does not
     */
    void check() {
        queue.check(touched);
        if (sends) {
            // What is added later stands behind all else: nothing gets in front of it any more.
            checkOrder();
        }
    }

    /** What is under way of a stream comes before all else of it. */
    private void checkOrder() {
        Set<UUID> sent = new HashSet<>(inFlight);
        InvariantBroken.unless(
                sent.size() == inFlight.size(), "SY-3111", "a commit is sent twice at once");
        Map<StreamId, Integer> ofStream = new HashMap<>();
        for (UUID id : inFlight) {
            Entry e = queue.get(id);
            if (e != null) {
                ofStream.merge(e.streamId(), 1, Integer::sum);
            }
        }
        ofStream.forEach((stream, count) ->
                InvariantBroken.unless(
                        queue.of(stream).stream()
                                .limit(count)
                                .allMatch(e -> sent.contains(e.commitId())),
                        "SY-3112",
                        "a commit overtook another of its stream"));
    }

    /** By when an answer must be there; {@code null}: none is awaited. */
    @Nullable Instant answerBy() {
        return answerBy;
    }
}
