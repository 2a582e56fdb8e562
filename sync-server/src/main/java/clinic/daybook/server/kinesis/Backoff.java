package clinic.daybook.server.kinesis;

import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: doubles from 100 ms to 30 s, of which a random half is
 * taken off so that several servers do not come back at the same moment.
 */
final class Backoff {

    static final long SHORTEST_MILLIS = 100;
    static final long LONGEST_MILLIS = 30_000;
    private static final int LONGEST_AFTER = 9;

    private final RandomGenerator random;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** Milliseconds to wait after {@code failures} failures in a row, at least one. */
    long millis(int failures) {
        int doublings = Math.clamp(failures, 0, LONGEST_AFTER);
        long ceiling = Math.min(LONGEST_MILLIS, SHORTEST_MILLIS << doublings);
        return Math.max(SHORTEST_MILLIS, ceiling / 2 + random.nextLong(ceiling / 2 + 1));
    }
}
