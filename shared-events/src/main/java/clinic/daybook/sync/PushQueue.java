package clinic.daybook.sync;

import clinic.daybook.event.Refusal;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.CommitResult;
import clinic.daybook.protocol.Protocol;
import clinic.daybook.sync.SyncInput.Ready;
import clinic.daybook.sync.SyncState.Entry;
import clinic.daybook.sync.SyncState.Sending;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
    private final Map<UUID, Entry> queue = new LinkedHashMap<>();
    private List<UUID> inFlight;
    private int failures;
    private @Nullable Instant notBefore;
    private int batchLimit;

    PushQueue(SyncState s, Instant now, List<SyncEffect> effects) {
        this.now = now;
        this.effects = effects;
        s.queue().forEach(e -> queue.put(e.commitId(), e));
        this.inFlight = s.inFlight();
        this.failures = s.pushFailures();
        this.notBefore = s.pushAt();
        this.batchLimit = s.batchLimit();
    }

    List<Entry> queue() {
        return List.copyOf(queue.values());
    }

    List<UUID> inFlight() {
        return inFlight;
    }

    int failures() {
        return failures;
    }

    @Nullable Instant notBefore() {
        return notBefore;
    }

    int batchLimit() {
        return batchLimit;
    }

    /** Everything pending may have been sent before. A request under way is still answered. */
    void restart(List<Ready> pending) {
        queue.clear();
        for (Ready r : pending) {
            queue.put(r.commitId(), entry(r, Sending.UNKNOWN));
        }
    }

    void add(List<Ready> commits) {
        for (Ready r : commits) {
            queue.putIfAbsent(r.commitId(), entry(r, Sending.READY));
        }
    }

    private static Entry entry(Ready r, Sending sending) {
        return new Entry(r.commitId(), r.streamId(), r.bytes(), sending, null, 0, false);
    }

    void settled(SyncInput.Settled s) {
        Map<UUID, Ready> pending = new HashMap<>();
        s.pending().forEach(r -> pending.put(r.commitId(), r));
        queue.values()
                .removeIf(e ->
                        e.streamId().equals(s.streamId()) && !pending.containsKey(e.commitId()));
        for (Entry e : List.copyOf(queue.values())) {
            Ready ready = pending.get(e.commitId());
            if (ready == null) {
                continue;
            }
            Entry next = e.sized(ready.bytes());
            if (e.sending() != Sending.UNKNOWN && !inFlight.contains(e.commitId())) {
                Sending sending = s.sendable() ? Sending.READY : Sending.WAITING;
                next = sending == e.sending() ? next : next.sending(sending);
            }
            queue.put(e.commitId(), next);
        }
    }

    /** The feed has touched these streams. */
    void touched(Set<StreamId> streams) {
        for (UUID id : inFlight) {
            Entry e = queue.get(id);
            if (e != null && streams.contains(e.streamId())) {
                queue.put(id, e.touched());
            }
        }
    }

    /** Sends what may be sent, unless a request is under way. */
    void send(Set<StreamId> heldStreams) {
        if (!inFlight.isEmpty() || (notBefore != null && now.isBefore(notBefore))) {
            return;
        }
        Set<StreamId> held = new HashSet<>(heldStreams);
        List<UUID> chosen = new ArrayList<>();
        long bytes = ENVELOPE_BYTES;
        for (Entry e : queue.values()) {
            boolean due = e.notBefore() == null || !now.isBefore(e.notBefore());
            if (held.contains(e.streamId()) || e.sending() == Sending.WAITING || !due) {
                held.add(e.streamId());
                continue;
            }
            // The comma after it counts too. A single one that is too long is the server's to
            // judge.
            boolean fits = bytes + e.bytes() + 1 <= Protocol.MAX_BODY_BYTES || chosen.isEmpty();
            if (!fits || chosen.size() >= batchLimit) {
                break;
            }
            bytes += e.bytes() + 1;
            chosen.add(e.commitId());
        }
        if (!chosen.isEmpty()) {
            inFlight = List.copyOf(chosen);
            notBefore = null;
            effects.add(new SyncEffect.Push(inFlight));
        }
    }

    void answered(SyncInput.PushAnswered answer) {
        failures = 0;
        notBefore = null;
        batchLimit = Protocol.MAX_COMMITS;
        answer.gone().forEach(queue::remove);
        List<PushOutcome> outcomes = new ArrayList<>();
        Set<StreamId> moved = new HashSet<>();
        for (SyncInput.Answer a : answer.answers()) {
            Entry e = queue.get(a.commitId());
            // Where it is missing, the feed was faster and has brought it back already.
            if (e != null) {
                outcomes.add(outcome(e, a.result(), moved, answer.jitter()));
            }
        }
        Set<UUID> answered = new HashSet<>();
        answer.answers().forEach(a -> answered.add(a.commitId()));
        for (UUID id : inFlight) {
            Entry e = queue.get(id);
            if (e != null && !answered.contains(id)) {
                queue.put(id, e.sending(Sending.UNKNOWN));
                outcomes.add(new PushOutcome.Unknown(id));
            }
        }
        inFlight = List.of();
        hold(moved);
        report(outcomes);
    }

    private PushOutcome outcome(Entry e, CommitResult result, Set<StreamId> moved, double jitter) {
        UUID id = e.commitId();
        return switch (result) {
            case CommitResult.Accepted r -> {
                queue.remove(id);
                yield new PushOutcome.Taken(id, r.version());
            }
            case CommitResult.Conflict r -> {
                moved.add(e.streamId());
                queue.put(id, e.sending(Sending.WAITING));
                yield new PushOutcome.Moved(id, r.currentVersion());
            }
            case CommitResult.Skipped _ -> {
                queue.put(id, e.sending(Sending.READY));
                yield new PushOutcome.NotTaken(id);
            }
            case CommitResult.Rejected r -> rejected(e, r, moved, jitter);
        };
    }

    private PushOutcome rejected(
            Entry e, CommitResult.Rejected r, Set<StreamId> moved, double jitter) {
        UUID id = e.commitId();
        if (r.retryable()) {
            queue.put(id, e.later(now.plus(Backoff.after(e.refusals() + 1, jitter))));
            return new PushOutcome.NotTaken(id);
        }
        moved.add(e.streamId());
        if (r.code().equals(CommitResult.Codes.COMMIT_ID_REUSED)) {
            queue.remove(id);
            return new PushOutcome.Superseded(id);
        }
        if (r.code().equals(CommitResult.Codes.ILLEGAL_IN_STATE) && e.moved()) {
            queue.put(id, e.sending(Sending.WAITING));
            return new PushOutcome.Moved(id, 0);
        }
        queue.remove(id);
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
                    queue.put(id, e.sending(Sending.UNKNOWN));
                    outcomes.add(new PushOutcome.Unknown(id));
                }
                case UNAUTHORISED, STORE_CHANGED, TOO_FAR_BEHIND -> outcomes.add(asBefore(e));
                case REFUSED -> {
                    if (sent > 1) {
                        outcomes.add(asBefore(e));
                    } else {
                        queue.remove(id);
                        moved.add(e.streamId());
                        outcomes.add(new PushOutcome.Refused(id, Refusal.of(failure.code())));
                    }
                }
            }
        }
        inFlight = List.of();
        if (failure.failure() == SyncInput.Failure.REFUSED) {
            // One of them made the whole request wrong: smaller ones find out which.
            batchLimit = Math.max(1, sent / 2);
        } else {
            failures++;
            Duration wait = Backoff.after(failures, failure.jitter());
            Duration asked = failure.retryAfter();
            notBefore = now.plus(asked != null && asked.compareTo(wait) > 0 ? asked : wait);
        }
        hold(moved);
        report(outcomes);
    }

    private static PushOutcome asBefore(Entry e) {
        return e.sending() == Sending.UNKNOWN
                ? new PushOutcome.Unknown(e.commitId())
                : new PushOutcome.NotTaken(e.commitId());
    }

    /** Whatever else is pending of these streams is decided again before it is sent. */
    private void hold(Set<StreamId> streams) {
        for (Entry e : List.copyOf(queue.values())) {
            if (streams.contains(e.streamId()) && e.sending() == Sending.READY) {
                queue.put(e.commitId(), e.sending(Sending.WAITING));
            }
        }
    }

    private void report(List<PushOutcome> outcomes) {
        if (!outcomes.isEmpty()) {
            effects.add(new SyncEffect.ApplyOutcomes(List.copyOf(outcomes)));
        }
    }

    /** When something that waits for its time may be sent; {@code null}: nothing does. */
    @Nullable Instant deadline() {
        if (!inFlight.isEmpty()) {
            return null;
        }
        // A time that has come is none to wait for: what is still held then waits for something
        // else.
        if (notBefore != null && now.isBefore(notBefore) && !queue.isEmpty()) {
            return notBefore;
        }
        return queue.values().stream()
                .map(Entry::notBefore)
                .filter(at -> at != null && now.isBefore(at))
                .min(Instant::compareTo)
                .orElse(null);
    }
}
