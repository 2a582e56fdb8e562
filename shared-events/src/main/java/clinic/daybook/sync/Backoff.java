package clinic.daybook.sync;

import java.time.Duration;

/** How long to wait before trying again: twice as long each time, within bounds, never in step. */
public final class Backoff {

    private static final long FIRST_MILLIS = 500;
    private static final long LONGEST_MILLIS = 30_000;
    private static final int MAX_DOUBLINGS = 6;

    private Backoff() {}

    /**
     * The wait.
     *
     * @param failures how often in a row it has failed, from 1
     * @param jitter 0 to 1; takes off up to half, so that desks do not all come back at once
     */
    public static Duration after(int failures, double jitter) {
        long full =
                Math.min(
                        LONGEST_MILLIS,
                        FIRST_MILLIS << Math.clamp(failures - 1L, 0, MAX_DOUBLINGS));
        double share = 1 - Math.clamp(jitter, 0, 1) / 2;
        return Duration.ofMillis(Math.round(full * share));
    }
}
