package clinic.daybook.desk.local;

import clinic.daybook.codec.Aggregates;
import clinic.daybook.event.Event;
import clinic.daybook.event.Occurred;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.ReservationEvent;
import clinic.daybook.reservation.VisitTimes;
import clinic.daybook.sync.StreamState;
import org.jspecify.annotations.Nullable;

/**
 * A stream folded up to a version; for a reservation with its stays and times.
 *
 * @param times {@code null} for what is no reservation
 */
record Fold(StreamState state, @Nullable VisitTimes times) {

    static Fold initial(StreamId id) {
        StreamState.Rules rules =
                Aggregates.of(id.kind())
                        .map(StreamState.Rules::of)
                        .orElseGet(() -> StreamState.Rules.of(new UnknownKind(id.kind())));
        return new Fold(StreamState.initial(rules), id.is("reservation") ? VisitTimes.NONE : null);
    }

    long version() {
        return state.version();
    }

    /** Whether the event may follow here. */
    boolean takes(Event event) {
        return state.rules().knows(event) && state.legal(event).isEmpty();
    }

    Fold after(Occurred<Event> occurred) {
        VisitTimes next = times;
        if (next != null && occurred.event() instanceof ReservationEvent event) {
            next = next.after(new Occurred<>(occurred.eventId(), occurred.at(), event));
        }
        return new Fold(state.after(occurred), next);
    }

    /** Counted on to a version without folding what cannot be read. */
    Fold skippingTo(long version) {
        return new Fold(new StreamState(state.rules(), state.state(), version), times);
    }
}
