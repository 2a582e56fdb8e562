package clinic.daybook.event;

import java.util.List;

/** What deciding a command on a state led to. */
public sealed interface Decision<E extends Event> {

    /**
     * The command holds.
     *
     * @param events what happened, in order; empty when it already was so
     * @param remarks stable codes of what is different from what the person saw though the command
     *     is legal (for example {@code balance-moved}); when re-deciding they make the outcome
     *     <i>adjusted</i>
     */
    record Accepted<E extends Event>(List<E> events, List<String> remarks) implements Decision<E> {
        public Accepted {
            events = List.copyOf(events);
            remarks = List.copyOf(remarks);
        }
    }

    /** The command does not hold on this state. */
    record Refused<E extends Event>(Refusal refusal) implements Decision<E> {}

    /** These events, nothing to remark. */
    @SafeVarargs
    static <E extends Event> Decision<E> accept(E... events) {
        return new Accepted<>(List.of(events), List.of());
    }

    /** It already is so: no event. */
    static <E extends Event> Decision<E> nothing() {
        return new Accepted<>(List.of(), List.of());
    }

    /** Refused, with the reason. */
    static <E extends Event> Decision<E> refuse(Refusal refusal) {
        return new Refused<>(refusal);
    }
}
