package clinic.daybook.event;

import java.util.Map;

/**
 * The refusals that every aggregate shares. Their codes are stable: screens translate them, desks
 * store them, other systems test for them.
 */
public final class Refusals {

    /** The event does not follow in this state. Details: {@code state}, {@code event}. */
    public static final String ILLEGAL_IN_STATE = "illegal-in-state";

    /** The stream has begun already. Details: {@code event}. */
    public static final String ALREADY_EXISTS = "already-exists";

    /**
     * A value that the person saw and meant to replace has changed since. Details: {@code field}.
     */
    public static final String CHANGED_SINCE = "changed-since";

    /** No state could make a given value right. Details: {@code reason}. */
    public static final String INVALID_VALUE = "invalid-value";

    /** An id of this stream is used a second time. Details: {@code field}. */
    public static final String ID_REUSED = "id-reused";

    /** An event that changes something gives nothing to change. Details: {@code event}. */
    public static final String NOTHING_TO_CHANGE = "nothing-to-change";

    private Refusals() {}

    /** {@link #ILLEGAL_IN_STATE}; the state by its wire name. */
    public static Refusal illegalInState(String state, Event event) {
        return new Refusal(ILLEGAL_IN_STATE, Map.of("state", state, "event", event.typeName()));
    }

    /** {@link #ALREADY_EXISTS}. */
    public static Refusal alreadyExists(Event event) {
        return new Refusal(ALREADY_EXISTS, Map.of("event", event.typeName()));
    }

    /** {@link #CHANGED_SINCE}; the field by its wire name, never its value. */
    public static Refusal changedSince(String field) {
        return new Refusal(CHANGED_SINCE, Map.of("field", field));
    }

    /** {@link #INVALID_VALUE}; the reason names fields and limits, never the value. */
    public static Refusal invalidValue(String reason) {
        return new Refusal(INVALID_VALUE, Map.of("reason", reason));
    }

    /** {@link #ID_REUSED}; the field by its wire name. */
    public static Refusal idReused(String field) {
        return new Refusal(ID_REUSED, Map.of("field", field));
    }

    /** {@link #NOTHING_TO_CHANGE}. */
    public static Refusal nothingToChange(Event event) {
        return new Refusal(NOTHING_TO_CHANGE, Map.of("event", event.typeName()));
    }
}
