package clinic.daybook.desk.local;

import clinic.daybook.access.RolePermissions;
import clinic.daybook.codec.Commitment;
import clinic.daybook.codec.EventCodec;
import clinic.daybook.codec.EventLevels;
import clinic.daybook.desk.model.Change;
import clinic.daybook.event.Actor;
import clinic.daybook.event.Command;
import clinic.daybook.event.Decision;
import clinic.daybook.event.Event;
import clinic.daybook.event.Personal;
import clinic.daybook.event.Refusal;
import clinic.daybook.event.StreamId;
import clinic.daybook.event.Uuid7;
import clinic.daybook.protocol.Protocol;
import clinic.daybook.staff.Role;
import clinic.daybook.sync.PendingCommit;
import clinic.daybook.sync.PendingCommit.Outcome;
import clinic.daybook.sync.PendingCommit.PendingEvent;
import clinic.daybook.sync.PendingCommit.Status;
import clinic.daybook.sync.SealedPersonal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Decides what a person wants and makes a commit of it. */
final class Submission {

    /** The stream holds an event that this version cannot read, so nothing is decided on it. */
    static final Refusal UNKNOWN_EVENT = Refusal.of("unknown-event");

    /** The person's role may not do this, or they work here no more. */
    static final Refusal NOT_PERMITTED = Refusal.of("not-permitted");

    /** Desks that are not updated yet could not read what this would write. */
    static final Refusal NEEDS_NEWER_LEVEL = Refusal.of("needs-newer-level");

    /** The texts are too long for one event. */
    static final Refusal TOO_LARGE = Refusal.of("event-too-large");

    /** A personal field that does not belong beside what happened. */
    static final Refusal PERSONAL_MISPLACED = Refusal.of("personal-misplaced");

    /**
     * What stands when something is decided.
     *
     * @param order the next number of this desk's changes
     * @param basisPosition up to where the feed is applied
     * @param clockOffsetMs desk minus server; {@code null}: not known
     * @param writeLevel the highest level of events that may be written
     */
    record Moment(long order, long basisPosition, @Nullable Long clockOffsetMs, int writeLevel) {}

    /** What a person wants, or why not. */
    sealed interface Result {
        record Decided(PendingCommit commit) implements Result {}

        record AlreadySo() implements Result {}

        record Refused(Refusal refusal) implements Result {}
    }

    private final RandomGenerator random;
    private final Supplier<Instant> now;

    Submission(RandomGenerator random, Supplier<Instant> now) {
        this.random = random;
        this.now = now;
    }

    UUID newId() {
        return Uuid7.of(now.get(), random);
    }

    /**
     * Decides on what the stream shows.
     *
     * @param role of the person; empty: not an active member of staff
     */
    Result decide(
            StreamModel model,
            Change change,
            StreamId staffId,
            Optional<Role> role,
            Moment moment) {
        Command command = change.command();
        if (!model.readable() || !model.shown().state().rules().knows(command)) {
            return new Result.Refused(UNKNOWN_EVENT);
        }
        if (role.isEmpty()) {
            return new Result.Refused(NOT_PERMITTED);
        }
        return switch (model.shown().state().decide(command)) {
            case Decision.Refused<Event> r -> new Result.Refused(r.refusal());
            case Decision.Accepted<Event> a when a.events().isEmpty() -> new Result.AlreadySo();
            case Decision.Accepted<Event> a -> {
                List<Event> events = writable(a.events(), change.streamId(), moment.writeLevel());
                Refusal refusal =
                        events.isEmpty() ? NEEDS_NEWER_LEVEL : check(events, change, role.get());
                yield refusal != null
                        ? new Result.Refused(refusal)
                        : new Result.Decided(
                                commit(model, change, staffId, events, a.remarks(), moment));
            }
        };
    }

    /**
     * The events if all of them may be written at this level, else none. What a desk reports of
     * itself is written in the older shape as far as there is one: nobody waits for it.
     */
    private static List<Event> writable(List<Event> events, StreamId stream, int level) {
        if (stream.is("desk")) {
            return events.stream()
                    .flatMap(e -> EventLevels.known().lowered(e, level).stream())
                    .toList();
        }
        boolean all = events.stream().allMatch(e -> EventLevels.known().of(e) <= level);
        return all ? events : List.of();
    }

    private static @Nullable Refusal check(List<Event> events, Change change, Role role) {
        if (!events.stream().allMatch(e -> RolePermissions.permits(role, e))) {
            return NOT_PERMITTED;
        }
        boolean fits =
                EventCodec.personalFieldsOf(events.getFirst().typeName())
                        .containsAll(change.personal().keySet());
        if (!fits) {
            return PERSONAL_MISPLACED;
        }
        Map<String, String> personal = change.personal();
        for (Event event : events) {
            if (CommitWriter.eventBytes(event, personal) > Protocol.MAX_EVENT_BYTES) {
                return TOO_LARGE;
            }
            personal = Map.of();
        }
        return events.size() > Protocol.MAX_EVENTS_PER_COMMIT ? TOO_LARGE : null;
    }

    private PendingCommit commit(
            StreamModel model,
            Change change,
            StreamId staffId,
            List<Event> decided,
            List<String> remarks,
            Moment moment) {
        List<PendingEvent> events = new ArrayList<>();
        for (Event event : decided) {
            events.add(new PendingEvent(newId(), event));
        }
        return new PendingCommit(
                newId(),
                change.intentId(),
                change.streamId(),
                change.command(),
                moment.order(),
                new Actor(staffId),
                change.reasonCode(),
                model.confirmed().version(),
                moment.basisPosition(),
                now.get(),
                moment.clockOffsetMs(),
                remarks,
                model.shown().version(),
                events,
                seal(change),
                Outcome.AS_DECIDED,
                new Status.Queued());
    }

    private @Nullable SealedPersonal seal(Change change) {
        if (change.personal().isEmpty() || change.subject() == null) {
            return null;
        }
        byte[] bytes = new byte[Commitment.SALT_BYTES];
        random.nextBytes(bytes);
        String salt = Base64.getEncoder().encodeToString(bytes);
        Personal personal = new Personal(change.subject(), change.personal());
        return new SealedPersonal(personal, salt, Commitment.of(salt, personal.fields()));
    }
}
