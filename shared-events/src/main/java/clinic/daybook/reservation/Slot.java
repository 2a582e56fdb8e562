package clinic.daybook.reservation;

import clinic.daybook.event.StreamId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When, how long, with whom and where a reservation stood before it was rescheduled. Practitioner
 * and room count only where the event gives new ones; {@code null} says there was none.
 */
public record Slot(
        Instant startsAt,
        int minutes,
        @Nullable StreamId practitionerId,
        @Nullable StreamId roomId) {}
