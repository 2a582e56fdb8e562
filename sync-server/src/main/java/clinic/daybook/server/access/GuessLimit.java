package clinic.daybook.server.access;

import clinic.daybook.server.store.AccessStore;
import clinic.daybook.server.store.ContentHash;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Slows down guessing enrolment codes: five wrong ones in a minute from an address, then a wait.
 * Counted in the store, so that all servers of it count together.
 */
public final class GuessLimit {

    private static final int WRONG_ONES = 5;
    private static final Duration WITHIN = Duration.ofMinutes(1);

    private final AccessStore access;
    private final InstantSource clock;

    /** Counts in this store by this clock. */
    public GuessLimit(AccessStore access, InstantSource clock) {
        this.access = access;
        this.clock = clock;
    }

    /**
     * Begins a try and counts it as wrong until {@link #succeeded}. Returns how long to wait; zero
     * when the try may go on.
     */
    public Duration begin(String address) {
        Instant now = clock.instant();
        ContentHash who = who(address);
        // Most of who has to wait is told so without a write.
        Duration wait = left(access.tries(who), now);
        if (wait.isPositive()) {
            return wait;
        }
        return left(access.changeTries(who, times -> begun(times, now)), now);
    }

    /** The try that was begun last was no guess. */
    public void succeeded(String address) {
        access.changeTries(who(address), times -> times.subList(0, Math.max(0, times.size() - 1)));
    }

    private static List<Instant> begun(List<Instant> times, Instant now) {
        if (left(times, now).isPositive()) {
            return times;
        }
        List<Instant> begun = new ArrayList<>(recent(times, now));
        begun.add(now);
        return begun;
    }

    private static Duration left(List<Instant> times, Instant now) {
        List<Instant> recent = recent(times, now);
        return recent.size() < WRONG_ONES
                ? Duration.ZERO
                : Duration.between(now, recent.getFirst().plus(WITHIN));
    }

    private static List<Instant> recent(List<Instant> times, Instant now) {
        return times.stream().filter(time -> time.plus(WITHIN).isAfter(now)).toList();
    }

    private static ContentHash who(String address) {
        return ContentHash.of(("code " + address).getBytes(StandardCharsets.UTF_8));
    }
}
