package clinic.daybook.desk.local;

import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.Balance;
import clinic.daybook.reservation.Channel;
import clinic.daybook.reservation.Reservation;
import clinic.daybook.reservation.ReservationStatus;
import clinic.daybook.reservation.TaskOrigin;
import clinic.daybook.reservation.TaskState;
import clinic.daybook.reservation.TaskStatus;
import clinic.daybook.reservation.VisitTimes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A reservation as the board's projection keeps it: everything but names, which are looked up when
 * it is shown.
 */
record CardRow(
        StreamId id,
        ReservationStatus status,
        boolean confirmed,
        Instant startsAt,
        int minutes,
        Instant statusSince,
        Channel channel,
        StreamId customerId,
        List<TaskRow> tasks,
        @Nullable StreamId practitionerId,
        @Nullable StreamId roomId,
        long charged,
        long discounted,
        long received,
        @Nullable Instant arrivedAt,
        @Nullable Instant departedAt,
        boolean hasMemo,
        long version) {

    /** A task on it. */
    record TaskRow(
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
            @Nullable StreamId practitionerId,
            @Nullable StreamId roomId) {}

    /** The row of a reservation that has been booked; {@code null} before. */
    static @Nullable CardRow of(StreamId id, VisitTimes times, boolean hasMemo, long version) {
        Reservation r = times.reservation();
        Instant since = times.statusSince();
        if (r.startsAt() == null
                || r.channel() == null
                || r.customerId() == null
                || since == null) {
            return null;
        }
        Balance balance = r.balance();
        return new CardRow(
                id,
                r.status(),
                r.confirmed(),
                r.startsAt(),
                r.minutes(),
                since,
                r.channel(),
                r.customerId(),
                r.tasks().stream()
                        .filter(t -> t.status() != TaskStatus.REMOVED)
                        .map(CardRow::task)
                        .toList(),
                r.practitionerId(),
                r.roomId(),
                balance.charged(),
                balance.discounted(),
                balance.received(),
                times.arrivedAt(),
                times.departedAt(),
                hasMemo,
                version);
    }

    private static TaskRow task(TaskState t) {
        return new TaskRow(
                t.task().taskId(),
                t.task().procedureId(),
                t.task().name(),
                t.task().minutes(),
                t.task().price(),
                t.task().sequence(),
                t.status(),
                t.origin(),
                t.startedAt(),
                t.finishedAt(),
                t.practitionerId(),
                t.roomId());
    }

    Instant endsAt() {
        return startsAt.plus(minutes, ChronoUnit.MINUTES);
    }

    Balance balance() {
        return new Balance(charged, discounted, received);
    }

    /** Whether it overlaps the time and has the same practitioner or room. */
    boolean clashes(Instant from, Instant until, List<StreamId> practitionerAndRoom) {
        return !status.ended()
                && startsAt.isBefore(until)
                && from.isBefore(endsAt())
                && practitionerAndRoom.stream()
                        .anyMatch(id ->
                                Objects.equals(id, practitionerId) || Objects.equals(id, roomId));
    }
}
