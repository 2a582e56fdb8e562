package clinic.daybook.server.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down guessing enrolment codes: five wrong ones in a minute from an address, then a wait.
 */
public final class GuessLimit {

    private static final int WRONG_ONES = 5;
    private static final Duration WITHIN = Duration.ofMinutes(1);
    private static final int ADDRESSES = 10_000;

    private final InstantSource clock;
    private final Map<String, Deque<Instant>> wrong;

    /** Counts by this clock. */
    public GuessLimit(InstantSource clock) {
        this.clock = clock;
        this.wrong =
                new LinkedHashMap<>(64, 0.75f, true) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
                        return size() > ADDRESSES;
                    }
                };
    }

    /**
     * Begins a try and counts it as wrong until {@link #succeeded}. Returns how long to wait; zero
     * when the try may go on.
     */
    public synchronized Duration begin(String address) {
        Instant now = clock.instant();
        Deque<Instant> times = wrong.computeIfAbsent(address, _ -> new ArrayDeque<>());
        while (!times.isEmpty() && !times.getFirst().plus(WITHIN).isAfter(now)) {
            times.removeFirst();
        }
        if (times.size() >= WRONG_ONES) {
            return Duration.between(now, times.getFirst().plus(WITHIN));
        }
        times.addLast(now);
        return Duration.ZERO;
    }

    /** The try that was begun last was no guess. */
    public synchronized void succeeded(String address) {
        Deque<Instant> times = wrong.get(address);
        if (times != null) {
            times.pollLast();
        }
    }
}
