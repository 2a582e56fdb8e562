package clinic.daybook.desk.local;

import clinic.daybook.sync.InvariantBroken;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts how often something was not as it must be. Reading everything again heals what went wrong
 * in memory; where that happens again and again, it does not help, and the sync ends by itself.
 */
final class Breaches {

    private static final Logger LOG = LoggerFactory.getLogger(Breaches.class);

    /** So many within {@link #WITHIN} are one too many. */
    private static final int TOO_MANY = 4;

    private static final long WITHIN = Duration.ofMinutes(10).toNanos();

    private final DeskPlatform platform;
    private final Deque<Long> last = new ArrayDeque<>();

    Breaches(DeskPlatform platform) {
        this.platform = platform;
    }

    /**
     * Notes one.
     *
     * @param during what was being done: the kind of a task or an input, no content
     * @return false: there have been too many
     */
    boolean note(InvariantBroken what, String during) {
        LOG.error("{} (during {})", what.getMessage(), during);
        platform.broken(what);
        long now = platform.nanoTime();
        last.addLast(now);
        while (now - last.getFirst() > WITHIN) {
            last.removeFirst();
        }
        return last.size() < TOO_MANY;
    }
}
