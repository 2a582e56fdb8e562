package clinic.daybook.server.access;

import clinic.daybook.event.StreamId;
import clinic.daybook.server.store.AccessStore;
import clinic.daybook.server.store.ContentHash;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Slows down guessing a PIN: after five wrong ones in a row a member of staff is locked for a
 * minute, and twice as long after each further one, up to an hour. Counted in the store, so that
 * all servers of it count together.
 */
final class PinLocks {

    private static final int FREE_TRIES = 5;
    private static final Duration FIRST_LOCK = Duration.ofMinutes(1);
    private static final Duration LONGEST_LOCK = Duration.ofHours(1);

    /** From so many on the lock is the longest one. */
    private static final int COUNTED = 16;

    private final AccessStore access;
    private final InstantSource clock;

    PinLocks(AccessStore access, InstantSource clock) {
        this.access = access;
        this.clock = clock;
    }

    /**
     * Begins a try and counts it as failed until {@link #succeeded}, so that tries made at the same
     * time count as well. Returns how long to wait; zero when the try may go on.
     */
    Duration begin(StreamId staffId) {
        Instant now = clock.instant();
        ContentHash who = who(staffId);
        Duration locked = locked(access.tries(who), now);
        if (locked.isPositive()) {
            return locked;
        }
        return locked(access.changeTries(who, failed -> begun(failed, now)), now);
    }

    void succeeded(StreamId staffId) {
        access.changeTries(who(staffId), _ -> List.of());
    }

    private static List<Instant> begun(List<Instant> failed, Instant now) {
        if (locked(failed, now).isPositive()) {
            return failed;
        }
        List<Instant> begun =
                new ArrayList<>(
                        failed.subList(Math.max(0, failed.size() - COUNTED), failed.size()));
        begun.add(now);
        return begun;
    }

    private static Duration locked(List<Instant> failed, Instant now) {
        if (failed.size() < FREE_TRIES) {
            return Duration.ZERO;
        }
        int doublings = Math.min(failed.size() - FREE_TRIES, 10);
        Duration lock = FIRST_LOCK.multipliedBy(1L << doublings);
        Duration shorter = lock.compareTo(LONGEST_LOCK) < 0 ? lock : LONGEST_LOCK;
        Duration left = Duration.between(now, failed.getLast().plus(shorter));
        return left.isPositive() ? left : Duration.ZERO;
    }

    private static ContentHash who(StreamId staffId) {
        return ContentHash.of(("pin " + staffId).getBytes(StandardCharsets.UTF_8));
    }
}
