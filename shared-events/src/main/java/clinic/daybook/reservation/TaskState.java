package clinic.daybook.reservation;

import clinic.daybook.event.StreamId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A task as it stands now.
 *
 * @param task as ordered, with later changes of minutes and price
 * @param origin why it was ordered; {@link TaskOrigin#BOOKED} for those of the booking
 * @param startedAt when it was last started, corrected times included
 * @param finishedAt when it was finished, corrected times included
 * @param practitionerId who treats, where the start said so
 * @param roomId where, where the start said so
 * @param statusBeforeStart the reservation's status before the start, for undoing it
 */
public record TaskState(
        Task task,
        TaskStatus status,
        TaskOrigin origin,
        @Nullable StreamId sellerId,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable StreamId practitionerId,
        @Nullable StreamId roomId,
        @Nullable ReservationStatus statusBeforeStart) {

    /** Neither finished, skipped nor removed. */
    public boolean open() {
        return status == TaskStatus.WAITING || status == TaskStatus.RUNNING;
    }
}
