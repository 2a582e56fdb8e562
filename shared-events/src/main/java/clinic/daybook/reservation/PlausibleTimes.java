package clinic.daybook.reservation;

import java.time.Duration;
import java.time.Instant;

/**
 * What a time of a visit cannot be. Beyond these a clock was wrong, or something was forgotten for a
 * day, and its length says nothing about the visit.
 */
public final class PlausibleTimes {

    /**
     * How far two clocks may disagree without a word. A quartz loses up to a minute in a week
     * without a measurement; a person who looks from one screen to the other notices no less.
     */
    public static final Duration TOLERANCE = Duration.ofMinutes(2);

    /** No customer stays longer. */
    public static final Duration LONGEST = Duration.ofHours(24);

    private PlausibleTimes() {}

    /** Whether something in the house can have lasted from the one to the other. */
    public static boolean length(Instant from, Instant until) {
        return !until.isBefore(from.minus(TOLERANCE)) && !until.isAfter(from.plus(LONGEST));
    }
}
