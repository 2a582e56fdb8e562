package clinic.daybook.reservation;

import clinic.daybook.event.StreamId;
import org.jspecify.annotations.Nullable;

/**
 * What a field of an event may hold. Used by records at construction and by input fields. The
 * checks throw {@link IllegalArgumentException}; their messages name the field and its limits,
 * never the value.
 */
public final class Limits {

    /** One day: nothing in the clinic is planned to last longer. */
    public static final int MAX_MINUTES = 24 * 60;

    /** A trillion won: far above any bill and far below what overflows when summed. */
    public static final long MAX_MONEY = 1_000_000_000_000L;

    /** Longest name of a procedure, room or member of staff, in UTF-16 units. */
    public static final int MAX_TEXT = 200;

    private Limits() {}

    /** Refuses a duration that is no length of time in the clinic. */
    public static void minutes(int minutes) {
        if (minutes < 1 || minutes > MAX_MINUTES) {
            throw new IllegalArgumentException("minutes are 1 to " + MAX_MINUTES);
        }
    }

    /** Refuses an amount that is not greater than 0, or beyond {@link #MAX_MONEY}. */
    public static void money(long amount, String field) {
        if (amount < 1 || amount > MAX_MONEY) {
            throw new IllegalArgumentException(field + " is 1 to " + MAX_MONEY);
        }
    }

    /** Refuses a text that is blank or longer than {@link #MAX_TEXT}. */
    public static void text(String text, String field) {
        if (text.isBlank() || text.length() > MAX_TEXT) {
            throw new IllegalArgumentException(field + " is 1 to " + MAX_TEXT + " characters");
        }
    }

    /** Refuses the id of a stream of another kind; none at all is taken. */
    public static void kind(@Nullable StreamId id, String kind) {
        if (id != null && !id.is(kind)) {
            throw new IllegalArgumentException("expected the id of a " + kind);
        }
    }
}
