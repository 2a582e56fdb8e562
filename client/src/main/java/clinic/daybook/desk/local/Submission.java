package clinic.daybook.desk.local;

import clinic.daybook.access.RolePermissions;
import clinic.daybook.codec.Commitment;
import clinic.daybook.codec.EventCodec;
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

    /** The texts are too long for one event. */
    static final Refusal TOO_LARGE = Refusal.of("event-too-large");

    /** A personal field that does not belong beside what happened. */
    static final Refusal PERSONAL_MISPLACED = Refusal.of("personal-misplaced");

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
     * @param order the next number of this desk's changes
     */
    Result decide(
            StreamModel model,
            Change change,
            StreamId staffId,
            Optional<Role> role,
            long order,
            long basisPosition,
            @Nullable Long clockOffsetMs) {
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
                Refusal refusal = check(a.events(), change, role.get());
                yield refusal != null
                        ? new Result.Refused(refusal)
                        : new Result.Decided(
                                commit(
                                        model,
                                        change,
                                        staffId,
                                        a,
                                        order,
                                        basisPosition,
                                        clockOffsetMs));
            }
        };
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
            Decision.Accepted<Event> accepted,
            long order,
            long basisPosition,
            @Nullable Long clockOffsetMs) {
        List<PendingEvent> events = new ArrayList<>();
        for (Event event : accepted.events()) {
            events.add(new PendingEvent(newId(), event));
        }
        return new PendingCommit(
                newId(),
                change.intentId(),
                change.streamId(),
                change.command(),
                order,
                new Actor(staffId),
                change.reasonCode(),
                model.confirmed().version(),
                basisPosition,
                now.get(),
                clockOffsetMs,
                accepted.remarks(),
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
