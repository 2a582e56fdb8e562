package clinic.daybook.sync;

import clinic.daybook.codec.Aggregates;
import clinic.daybook.event.Actor;
import clinic.daybook.event.Command;
import clinic.daybook.event.Decision;
import clinic.daybook.event.Event;
import clinic.daybook.event.Occurred;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.Channel;
import clinic.daybook.reservation.Reservation;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.ReservationCommand.TaskOrder;
import clinic.daybook.reservation.TaskOrigin;
import clinic.daybook.sync.PendingCommit.PendingEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Streams, states and pending commits for the tests of this package. */
final class Streams {

    static final Instant NOW = Instant.parse("2026-01-06T01:00:00Z");
    static final StreamId CUSTOMER = new StreamId("customer", new UUID(1, 1));
    static final StreamId STAFF = new StreamId("staff", new UUID(1, 2));
    private static long ids = 1_000;

    private Streams() {}

    static UUID id() {
        return new UUID(7, ++ids);
    }

    static StreamId reservation(int number) {
        return new StreamId("reservation", new UUID(2, number));
    }

    static StreamState empty() {
        return StreamState.initial(
                StreamState.Rules.of(Aggregates.of("reservation").orElseThrow()));
    }

    static ReservationCommand.Book book(TaskOrder... tasks) {
        return new ReservationCommand.Book(
                CUSTOMER, NOW, 30, null, null, Channel.PHONE, List.of(tasks), false);
    }

    static ReservationCommand.AddTreatment add(String name) {
        return add(order(name));
    }

    static ReservationCommand.AddTreatment add(TaskOrder order) {
        return new ReservationCommand.AddTreatment(
                order, TaskOrigin.UPSELL, null, List.of(), false);
    }

    /** The same name is the same procedure. */
    static TaskOrder order(String name) {
        StreamId procedure = new StreamId("procedure", new UUID(3, name.hashCode()));
        return new TaskOrder(id(), procedure, name, 10, 10_000);
    }

    /** Decides and folds; the command must hold. */
    static StreamState after(StreamState state, Command... commands) {
        StreamState next = state;
        for (Command command : commands) {
            for (Event event : accepted(next, command)) {
                next = next.after(new Occurred<>(id(), NOW, event));
            }
        }
        return next;
    }

    static List<Event> accepted(StreamState state, Command command) {
        return switch (state.decide(command)) {
            case Decision.Accepted<Event> a -> a.events();
            case Decision.Refused<Event> r -> throw new AssertionError(r.refusal());
        };
    }

    /** Pending commits decided one on top of the other. */
    static List<PendingCommit> chain(StreamState confirmed, Command... commands) {
        List<PendingCommit> chain = new ArrayList<>();
        StreamState state = confirmed;
        for (Command command : commands) {
            PendingCommit commit = commit(reservation(1), state, command, accepted(state, command));
            chain.add(commit);
            state = Rebase.optimistic(state, List.of(commit));
        }
        return chain;
    }

    static PendingCommit commit(
            StreamId stream, StreamState on, Command command, List<Event> events) {
        return commit(null, stream, on, command, events);
    }

    static PendingCommit commit(
            @Nullable UUID intent,
            StreamId stream,
            StreamState on,
            Command command,
            List<Event> events) {
        return new PendingCommit(
                id(),
                intent,
                stream,
                command,
                ids,
                new Actor(STAFF),
                null,
                on.version(),
                0,
                NOW,
                null,
                List.of(),
                on.version(),
                events.stream().map(e -> new PendingEvent(id(), e)).toList(),
                null,
                PendingCommit.Outcome.AS_DECIDED,
                new PendingCommit.Status.Queued());
    }

    static Reservation state(StreamState state) {
        return (Reservation) state.state();
    }
}
