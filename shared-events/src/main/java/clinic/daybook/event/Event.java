package clinic.daybook.event;

/**
 * A fact in the past tense: the {@code data} of a recorded event, without its envelope. The wire
 * name of its type is the simple name of its class. Holds no personal data; see {@link Personal}.
 */
public interface Event {

    /** The wire name of this event's type, for example {@code CustomerArrived}. */
    default String typeName() {
        return getClass().getSimpleName();
    }
}
