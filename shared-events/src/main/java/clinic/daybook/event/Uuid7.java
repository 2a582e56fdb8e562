package clinic.daybook.event;

import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** UUIDs of version 7 (RFC 9562, section 5.7): they sort by the time at which they were made. */
public final class Uuid7 {

    private Uuid7() {}

    /** A new id: 48 bits of milliseconds, 74 random bits. */
    public static UUID of(Instant now, RandomGenerator random) {
        long high = (now.toEpochMilli() << 16) | 0x7000L | (random.nextLong() & 0x0FFFL);
        long low = (random.nextLong() >>> 2) | Long.MIN_VALUE;
        return new UUID(high, low);
    }
}
