package clinic.daybook.sync;

import clinic.daybook.event.Command;
import clinic.daybook.event.Decider;
import clinic.daybook.event.Decision;
import clinic.daybook.event.Event;
import clinic.daybook.event.Occurred;
import clinic.daybook.event.Refusal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stream folded up to a version, whatever its aggregate.
 *
 * @param rules the aggregate's decider, its types left open
 * @param state what the rules fold
 * @param version of the last event folded; 0: none
 */
public record StreamState(Rules rules, Object state, long version) {

    /** An aggregate's decider with its types left open, so that all kinds are handled alike. */
    public static final class Rules {
        private final Decider<Command, Event, Object> decider;

        // The decider's own types are checked at run time, before anything is handed to it.
        @SuppressWarnings("unchecked")
        private Rules(Decider<?, ?, ?> decider) {
            this.decider = (Decider<Command, Event, Object>) decider;
        }

        /** The rules of an aggregate. */
        public static Rules of(Decider<?, ?, ?> decider) {
            return new Rules(decider);
        }

        /** The kind of stream that these rules are for. */
        public String kind() {
            return decider.kind();
        }

        /** Whether the rules have an answer to this command at all. */
        public boolean knows(Command command) {
            return decider.commandType().isInstance(command);
        }

        /** Whether the rules can fold this event at all. */
        public boolean knows(Event event) {
            return decider.eventType().isInstance(event);
        }

        Decider<Command, Event, Object> decider() {
            return decider;
        }

        /** Rules of one and the same decider are the same rules. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Rules rules
                    && rules.decider.getClass() == decider.getClass()
                    && rules.kind().equals(kind());
        }

        @Override
        public int hashCode() {
            return kind().hashCode();
        }

        @Override
        public String toString() {
            return kind();
        }
    }

    /** A stream without events. */
    public static StreamState initial(Rules rules) {
        return new StreamState(rules, rules.decider().initial(), 0);
    }

    /** What a command of this aggregate leads to here; see {@link Rules#knows(Command)}. */
    public Decision<Event> decide(Command command) {
        return rules.decider().decide(command, state);
    }

    /** Why the event must not follow here; empty when it may. */
    public Optional<Refusal> legal(Event event) {
        return rules.decider().legal(state, event);
    }

    /** The state after a legal event. */
    public StreamState after(Occurred<Event> occurred) {
        return new StreamState(rules, rules.decider().evolve(state, occurred), version + 1);
    }
}
