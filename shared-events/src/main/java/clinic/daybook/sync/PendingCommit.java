package clinic.daybook.sync;

import clinic.daybook.event.Actor;
import clinic.daybook.event.Command;
import clinic.daybook.event.Event;
import clinic.daybook.event.Occurred;
import clinic.daybook.event.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change that this desk decided and that the server's feed has not brought back yet.
 *
 * @param commitId names the person's intention; survives deciding again
 * @param intentId joins changes of several streams that a person meant as one
 * @param command what was meant, kept so that it can be decided again
 * @param order counts the desk's changes; of two, the earlier decided has the lower
 * @param basis the stream's confirmed version that the person saw
 * @param basisPosition the position that the desk had applied when the person decided
 * @param decidedAt by the desk's clock
 * @param clockOffsetMs desk minus server, as measured then; {@code null}: never measured
 * @param remarks what was different from what the person saw already when they decided
 * @param decidedOn the stream's version before the first event: what the server expects
 * @param events never empty
 * @param personal what is personal of the first event; {@code null}: nothing is
 */
public record PendingCommit(
        UUID commitId,
        @Nullable UUID intentId,
        StreamId streamId,
        Command command,
        long order,
        Actor actor,
        @Nullable String reasonCode,
        long basis,
        long basisPosition,
        Instant decidedAt,
        @Nullable Long clockOffsetMs,
        List<String> remarks,
        long decidedOn,
        List<PendingEvent> events,
        @Nullable SealedPersonal personal,
        Outcome outcome,
        Status status) {

    /** An event with the id that it keeps through every deciding again. */
    public record PendingEvent(UUID eventId, Event event) {}

    /** How the latest deciding differed from what the person saw. */
    public enum Outcome {
        /** Never decided again. */
        AS_DECIDED,
        /** Decided again, to the same events. */
        UNCHANGED,
        /** Decided again, to other events or with a remark. */
        ADJUSTED
    }

    /** How far the server is known to have taken a change. */
    public sealed interface Status {

        /** Not sent, or known not to have been taken: may be decided again. */
        record Queued() implements Status {}

        /** Not to be sent, nor what is behind it, before a person says so. */
        record Held() implements Status {}

        /** In a request whose answer is awaited. */
        record InFlight() implements Status {}

        /** Sent without an answer, or perhaps sent before a restart: is sent again unchanged. */
        record UnknownOutcome() implements Status {}

        /** Taken; the feed will bring the events back. {@code version}: the stream's after it. */
        record Acknowledged(long version) implements Status {}

        /** Not taken; decided again once the feed has reached this version of the stream. */
        record Parked(long untilVersion) implements Status {}

        /** The server holds other content under this id; what the feed brings counts. */
        record Superseded() implements Status {}

        /**
         * Not taken, and its stream holds an event that this program cannot read: is neither
         * decided again nor sent until a newer program can.
         */
        record AwaitsUpdate() implements Status {}

        /** Whether the server may have taken it, so that it must stay as it is. */
        default boolean outcomeAwaited() {
            return this instanceof InFlight || this instanceof UnknownOutcome;
        }

        /** Whether the server is known to have taken it. */
        default boolean onServer() {
            return this instanceof Acknowledged || this instanceof Superseded;
        }
    }

    public PendingCommit {
        remarks = List.copyOf(remarks);
        events = List.copyOf(events);
        if (events.isEmpty()) {
            throw new IllegalArgumentException("a pending commit has at least one event");
        }
    }

    /** Whether it must stay as it is because the server may have taken it. */
    public boolean outcomeAwaited() {
        return status.outcomeAwaited();
    }

    /** Whether the server is known to have taken it. */
    public boolean onServer() {
        return status.onServer();
    }

    /** When it happened by the server's clock. */
    public Instant happenedAt() {
        return clockOffsetMs == null ? decidedAt : decidedAt.minusMillis(clockOffsetMs);
    }

    /** Its events as a fold takes them. */
    public List<Occurred<Event>> occurred() {
        return events.stream()
                .map(e -> new Occurred<>(e.eventId(), happenedAt(), e.event()))
                .toList();
    }

    /** The same change at another status. */
    public PendingCommit at(Status next) {
        return next.equals(status) ? this : with(remarks, decidedOn, events, outcome, next);
    }

    /**
     * What is left when the feed has brought one of its events back; empty when that was the last
     * one, or the server holds other events than these.
     */
    public Optional<PendingCommit> without(UUID eventId) {
        if (events.size() < 2 || !events.getFirst().eventId().equals(eventId)) {
            return Optional.empty();
        }
        List<PendingEvent> left = events.subList(1, events.size());
        return Optional.of(
                new PendingCommit(
                        commitId,
                        intentId,
                        streamId,
                        command,
                        order,
                        actor,
                        reasonCode,
                        basis,
                        basisPosition,
                        decidedAt,
                        clockOffsetMs,
                        remarks,
                        decidedOn + 1,
                        left,
                        null,
                        outcome,
                        new Status.Acknowledged(decidedOn + events.size())));
    }

    /** The same change decided again, free to be sent. */
    PendingCommit redecided(
            long newDecidedOn,
            List<PendingEvent> newEvents,
            List<String> newRemarks,
            Outcome newOutcome) {
        return with(newRemarks, newDecidedOn, newEvents, newOutcome, new Status.Queued());
    }

    private PendingCommit with(
            List<String> newRemarks,
            long newDecidedOn,
            List<PendingEvent> newEvents,
            Outcome newOutcome,
            Status newStatus) {
        return new PendingCommit(
                commitId,
                intentId,
                streamId,
                command,
                order,
                actor,
                reasonCode,
                basis,
                basisPosition,
                decidedAt,
                clockOffsetMs,
                newRemarks,
                newDecidedOn,
                newEvents,
                personal,
                newOutcome,
                newStatus);
    }
}
