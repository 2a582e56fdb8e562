package clinic.daybook.server.access;

import clinic.daybook.event.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down guessing a PIN: after five wrong ones in a row a member of staff is locked for a
 * minute, and twice as long after each further one, up to an hour.
 */
final class PinLocks {

    private static final int FREE_TRIES = 5;
    private static final Duration FIRST_LOCK = Duration.ofMinutes(1);
    private static final Duration LONGEST_LOCK = Duration.ofHours(1);
    private static final int REMEMBERED = 10_000;

    private record Tries(int failed, Instant lockedUntil) {}

    private final InstantSource clock;
    private final Map<StreamId, Tries> byStaff;

    PinLocks(InstantSource clock) {
        this.clock = clock;
        this.byStaff =
                new LinkedHashMap<>(64, 0.75f, true) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<StreamId, Tries> eldest) {
                        return size() > REMEMBERED;
                    }
                };
    }

    /**
     * Begins a try and counts it as failed until {@link #succeeded}, so that tries made at the same
     * time count as well. Returns how long to wait; zero when the try may go on.
     */
    synchronized Duration begin(StreamId staffId) {
        Instant now = clock.instant();
        Tries tries = byStaff.getOrDefault(staffId, new Tries(0, Instant.MIN));
        if (tries.lockedUntil().isAfter(now)) {
            return Duration.between(now, tries.lockedUntil());
        }
        int failed = tries.failed() + 1;
        byStaff.put(staffId, new Tries(failed, lockedUntil(failed, now)));
        return Duration.ZERO;
    }

    synchronized void succeeded(StreamId staffId) {
        byStaff.remove(staffId);
    }

    private static Instant lockedUntil(int failed, Instant now) {
        if (failed < FREE_TRIES) {
            return Instant.MIN;
        }
        int doublings = Math.min(failed - FREE_TRIES, 10);
        Duration lock = FIRST_LOCK.multipliedBy(1L << doublings);
        return now.plus(lock.compareTo(LONGEST_LOCK) < 0 ? lock : LONGEST_LOCK);
    }
}
