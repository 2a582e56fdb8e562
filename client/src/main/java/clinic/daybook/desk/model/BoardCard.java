package clinic.daybook.desk.model;

import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.Balance;
import clinic.daybook.reservation.Channel;
import clinic.daybook.reservation.ReservationStatus;
import clinic.daybook.reservation.TaskOrigin;
import clinic.daybook.reservation.TaskStatus;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A reservation as the board shows it; read from the projections, without replaying events.
 *
 * @param statusSince since when it stands in this status, by the server's clock
 * @param customerName empty when the name has not reached this desk or has been erased
 * @param firstVisit whether the customer has no earlier reservation that was departed
 * @param tasks those not removed, in their order
 * @param practitionerName empty when there is none
 * @param arrivedAt when the customer arrived; {@code null}: not yet
 * @param departedAt when the customer left; {@code null}: not yet
 * @param hasMemo whether there is a memo to read
 * @param version of the stream that this shows, changes not yet on the server included
 * @param position in the server's log of the last event that this shows and the server has told;
 *     {@code null}: none yet
 */
public record BoardCard(
        StreamId id,
        ReservationStatus status,
        boolean confirmed,
        Instant startsAt,
        int minutes,
        Instant statusSince,
        Channel channel,
        StreamId customerId,
        String customerName,
        boolean firstVisit,
        List<CardTask> tasks,
        @Nullable StreamId practitionerId,
        String practitionerName,
        @Nullable StreamId roomId,
        String roomName,
        Balance balance,
        @Nullable Instant arrivedAt,
        @Nullable Instant departedAt,
        boolean hasMemo,
        SyncMark mark,
        long version,
        @Nullable Long position) {

    public BoardCard {
        tasks = List.copyOf(tasks);
    }

    /**
     * A task on a card.
     *
     * @param minutes planned
     * @param startedAt of a running or finished task
     * @param finishedAt of a finished task
     * @param performer name of who treats, empty where nobody was named
     * @param place name of the room, empty where none was named
     */
    public record CardTask(
            UUID taskId,
            StreamId procedureId,
            String name,
            int minutes,
            long price,
            int sequence,
            TaskStatus status,
            TaskOrigin origin,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            String performer,
            String place) {}
}
