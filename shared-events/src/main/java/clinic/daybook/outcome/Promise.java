package clinic.daybook.outcome;

import clinic.daybook.event.StreamId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a customer had been told: a time, and where it matters with whom and in which room.
 *
 * @param minutes from 1
 */
public record Promise(
        StreamId customerId,
        Instant startsAt,
        int minutes,
        @Nullable StreamId practitionerId,
        @Nullable StreamId roomId) {

    /**
     * @throws IllegalArgumentException for less than a minute
     */
    public Promise {
        if (minutes < 1) {
            throw new IllegalArgumentException("a promise lasts a minute or more");
        }
    }
}
