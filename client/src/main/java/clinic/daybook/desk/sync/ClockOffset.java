package clinic.daybook.desk.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * How far this desk's clock is ahead of the server's. A message says when it was sent; its way here
 * only ever makes the desk look more ahead, so that the least of the last few is the nearest.
 */
final class ClockOffset {

    private static final int SAMPLES = 8;

    /** A smaller change is noise and not worth a write. */
    private static final long NOISE_MILLIS = 250;

    private final Deque<Long> samples = new ArrayDeque<>();

    /** Takes a sample; the offset in milliseconds where it is news, else {@code null}. */
    @Nullable Long measured(Instant here, Instant sentAt, @Nullable Long known) {
        if (samples.size() == SAMPLES) {
            samples.removeFirst();
        }
        samples.addLast(Duration.between(sentAt, here).toMillis());
        long least = samples.stream().mapToLong(Long::longValue).min().orElse(0);
        return known != null && Math.abs(known - least) < NOISE_MILLIS ? null : least;
    }
}
