package clinic.daybook.reservation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a time of a visit cannot be. Beyond these a clock was wrong, or something was forgotten for
 * a day, and its length says nothing about the visit.
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

    /**
     * Which of these times, which were recorded in this order, can be right together: the most that
     * run forward. The others are those of a clock that was wrong for a while.
     */
    static boolean[] inOrder(List<Instant> times) {
        int n = times.size();
        int[] length = new int[n];
        int[] before = new int[n];
        int last = -1;
        for (int i = 0; i < n; i++) {
            length[i] = 1;
            before[i] = -1;
            for (int j = 0; j < i; j++) {
                boolean follows = !times.get(i).isBefore(times.get(j).minus(TOLERANCE));
                if (follows && length[j] + 1 > length[i]) {
                    length[i] = length[j] + 1;
                    before[i] = j;
                }
            }
            // Of two that are as many, the one that reaches the later event.
            if (last < 0 || length[i] >= length[last]) {
                last = i;
            }
        }
        boolean[] inOrder = new boolean[n];
        for (int i = last; i >= 0; i = before[i]) {
            inOrder[i] = true;
        }
        return inOrder;
    }

    /** Whether something in the house can have lasted from the one to the other. */
    public static boolean length(Instant from, Instant until) {
        return !until.isBefore(from.minus(TOLERANCE)) && !until.isAfter(from.plus(LONGEST));
    }
}
