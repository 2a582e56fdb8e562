package clinic.daybook.server.commit;

import clinic.daybook.codec.Aggregates;
import clinic.daybook.event.Decider;
import clinic.daybook.event.Event;
import clinic.daybook.event.Occurred;
import clinic.daybook.event.Refusal;
import clinic.daybook.event.StreamId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stream's state at one version, folded by its aggregate's decider. Immutable.
 *
 * @param readable false when the stream holds an event that this version of the program does not
 *     know; nothing can be judged on it then
 */
record StreamState(long version, Folded<?, ?> folded, boolean readable) {

    /** A state together with the decider that knows its type. */
    record Folded<E extends Event, S>(Decider<?, E, S> decider, S state) {

        Optional<Refusal> legal(Event event) {
            return decider.legal(state, decider.eventType().cast(event));
        }

        Folded<E, S> evolve(Occurred<Event> occurred) {
            E event = decider.eventType().cast(occurred.event());
            return new Folded<>(
                    decider,
                    decider.evolve(
                            state, new Occurred<>(occurred.eventId(), occurred.at(), event)));
        }

        private static <E extends Event, S> Folded<E, S> initial(Decider<?, E, S> decider) {
            return new Folded<>(decider, decider.initial());
        }
    }

    /** The state before the first event; null for a kind that this version does not know. */
    static @Nullable StreamState initial(StreamId streamId) {
        Decider<?, ?, ?> decider = Aggregates.of(streamId.kind()).orElse(null);
        return decider == null ? null : new StreamState(0, Folded.initial(decider), true);
    }

    /** Why the event must not follow here; empty when it may. */
    Optional<Refusal> legal(Event event) {
        return folded.legal(event);
    }

    /** The state after an event of this stream. */
    StreamState evolve(Occurred<Event> occurred) {
        return new StreamState(version + 1, folded.evolve(occurred), readable);
    }

    /** The state after an event that this version does not know. */
    StreamState unreadable() {
        return new StreamState(version + 1, folded, false);
    }

    /** The aggregate's state, when it is of the given type. */
    <T> Optional<T> as(Class<T> type) {
        return type.isInstance(folded.state())
                ? Optional.of(type.cast(folded.state()))
                : Optional.empty();
    }
}
