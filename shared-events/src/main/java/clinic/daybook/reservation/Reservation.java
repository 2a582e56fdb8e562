package clinic.daybook.reservation;

import clinic.daybook.event.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A reservation's state, folded from its events. Immutable.
 *
 * @param confirmed whether the booking was confirmed; falls back when it is rescheduled or
 *     reinstated
 * @param customerId {@code null} only before the first event, like {@code startsAt} and {@code
 *     channel}
 * @param minutes planned length of the visit; 0 only before the first event
 * @param tasks in the order in which they are to be done, removed ones included
 * @param lastSequence the highest sequence number ever given; 0: none
 * @param treatmentEverStarted whether any treatment was ever started, undone starts included
 * @param payments by their ids, in the order received
 * @param refunds by their ids, in the order requested
 * @param discounts applied and not withdrawn: amounts by their ids
 * @param withdrawnDiscounts ids that may not be used again
 * @param fees sum of the cancellation fees
 * @param memoEventId the event that had set the memo; the booking's while nothing else has, whether
 *     it gave a memo or not, because the fold never sees personal values; {@code null} only before
 *     the first event
 * @param bookingEventId the event that began the stream; {@code null} only before it
 */
public record Reservation(
        ReservationStatus status,
        boolean confirmed,
        @Nullable StreamId customerId,
        @Nullable Instant startsAt,
        int minutes,
        @Nullable StreamId practitionerId,
        @Nullable StreamId roomId,
        @Nullable Channel channel,
        List<TaskState> tasks,
        int lastSequence,
        boolean treatmentEverStarted,
        Map<UUID, PaymentState> payments,
        Map<UUID, RefundState> refunds,
        Map<UUID, Long> discounts,
        List<UUID> withdrawnDiscounts,
        long fees,
        @Nullable UUID memoEventId,
        @Nullable UUID bookingEventId) {

    /** Before the first event. */
    public static final Reservation NEW =
            new Reservation(
                    ReservationStatus.NEW,
                    false,
                    null,
                    null,
                    0,
                    null,
                    null,
                    null,
                    List.of(),
                    0,
                    false,
                    Map.of(),
                    Map.of(),
                    Map.of(),
                    List.of(),
                    0,
                    null,
                    null);

    /** The task with this id, removed ones included. */
    public Optional<TaskState> task(UUID taskId) {
        return tasks.stream().filter(t -> t.task().taskId().equals(taskId)).findFirst();
    }

    /** Whether any task is neither finished, skipped nor removed. */
    public boolean anyOpen() {
        return tasks.stream().anyMatch(TaskState::open);
    }

    /** Whether any task runs. */
    public boolean anyRunning() {
        return tasks.stream().anyMatch(t -> t.status() == TaskStatus.RUNNING);
    }

    /** The tasks that wait, in their order. */
    public List<TaskState> waiting() {
        return tasks.stream().filter(t -> t.status() == TaskStatus.WAITING).toList();
    }

    /** Requested and issued refunds of a payment, in whole units of the currency. */
    public long refundedOrRequested(UUID paymentId) {
        return refunds.values().stream()
                .filter(r -> r.paymentId().equals(paymentId))
                .filter(r -> r.status() != RefundState.Status.DECLINED)
                .mapToLong(RefundState::amount)
                .sum();
    }

    /** What the visit costs, received and is still open. */
    public Balance balance() {
        return Balance.of(this);
    }
}
