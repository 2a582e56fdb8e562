package clinic.daybook.reservation;

import clinic.daybook.event.StreamId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A reservation while one event is folded into it: every field may be set, then {@link #done} gives
 * the next state. Collections are copied only where an event changes them.
 */
final class ReservationDraft {

    ReservationStatus status;
    boolean confirmed;
    @Nullable StreamId customerId;
    @Nullable Instant startsAt;
    int minutes;
    @Nullable StreamId practitionerId;
    @Nullable StreamId roomId;
    @Nullable Channel channel;
    List<TaskState> tasks;
    int lastSequence;
    boolean treatmentEverStarted;
    long fees;
    @Nullable UUID memoEventId;
    @Nullable UUID bookingEventId;
    private Map<UUID, PaymentState> payments;
    private Map<UUID, RefundState> refunds;
    private Map<UUID, Long> discounts;
    private List<UUID> withdrawnDiscounts;

    ReservationDraft(Reservation from) {
        status = from.status();
        confirmed = from.confirmed();
        customerId = from.customerId();
        startsAt = from.startsAt();
        minutes = from.minutes();
        practitionerId = from.practitionerId();
        roomId = from.roomId();
        channel = from.channel();
        tasks = from.tasks();
        lastSequence = from.lastSequence();
        treatmentEverStarted = from.treatmentEverStarted();
        payments = from.payments();
        refunds = from.refunds();
        discounts = from.discounts();
        withdrawnDiscounts = from.withdrawnDiscounts();
        fees = from.fees();
        memoEventId = from.memoEventId();
        bookingEventId = from.bookingEventId();
    }

    void add(Task task, TaskOrigin origin, @Nullable StreamId sellerId) {
        List<TaskState> next = new ArrayList<>(tasks);
        next.add(
                new TaskState(
                        task, TaskStatus.WAITING, origin, sellerId, null, null, null, null, null));
        tasks = Collections.unmodifiableList(next);
        lastSequence = Math.max(lastSequence, task.sequence());
    }

    void replace(UUID taskId, UnaryOperator<TaskState> change) {
        List<TaskState> next = new ArrayList<>(tasks);
        next.replaceAll(t -> t.task().taskId().equals(taskId) ? change.apply(t) : t);
        tasks = Collections.unmodifiableList(next);
    }

    /** Puts the waiting tasks into this order; the others keep their places. */
    void reorder(List<UUID> order) {
        Map<UUID, TaskState> byId = new LinkedHashMap<>();
        tasks.forEach(t -> byId.put(t.task().taskId(), t));
        List<TaskState> next = new ArrayList<>();
        int nextWaiting = 0;
        for (TaskState task : tasks) {
            boolean waits = task.status() == TaskStatus.WAITING && nextWaiting < order.size();
            next.add(waits ? byId.getOrDefault(order.get(nextWaiting++), task) : task);
        }
        tasks = Collections.unmodifiableList(next);
    }

    void put(PaymentState payment) {
        payments = with(payments, payment.paymentId(), payment);
    }

    @Nullable PaymentState payment(UUID paymentId) {
        return payments.get(paymentId);
    }

    void put(RefundState refund) {
        refunds = with(refunds, refund.refundId(), refund);
    }

    @Nullable RefundState refund(UUID refundId) {
        return refunds.get(refundId);
    }

    void applyDiscount(UUID discountId, long amount) {
        discounts = with(discounts, discountId, amount);
    }

    void withdrawDiscount(UUID discountId) {
        Map<UUID, Long> left = new LinkedHashMap<>(discounts);
        left.remove(discountId);
        discounts = Collections.unmodifiableMap(left);
        List<UUID> withdrawn = new ArrayList<>(withdrawnDiscounts);
        withdrawn.add(discountId);
        withdrawnDiscounts = Collections.unmodifiableList(withdrawn);
    }

    boolean anyOpen() {
        return tasks.stream().anyMatch(TaskState::open);
    }

    boolean anyRunning() {
        return tasks.stream().anyMatch(t -> t.status() == TaskStatus.RUNNING);
    }

    Reservation done() {
        return new Reservation(
                status,
                confirmed,
                customerId,
                startsAt,
                minutes,
                practitionerId,
                roomId,
                channel,
                tasks,
                lastSequence,
                treatmentEverStarted,
                payments,
                refunds,
                discounts,
                withdrawnDiscounts,
                fees,
                memoEventId,
                bookingEventId);
    }

    // Map.copyOf would lose the order of the keys, which digests of projections rely on.
    private static <V> Map<UUID, V> with(Map<UUID, V> map, UUID key, V value) {
        Map<UUID, V> next = new LinkedHashMap<>(map);
        next.put(key, value);
        return Collections.unmodifiableMap(next);
    }
}
