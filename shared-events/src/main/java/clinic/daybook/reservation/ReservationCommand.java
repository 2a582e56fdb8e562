package clinic.daybook.reservation;

import clinic.daybook.event.Command;
import clinic.daybook.event.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What people do with a reservation. Fields named {@code seen…} hold what the person saw and meant
 * to replace: where the state has moved away from it, the command is refused with {@code
 * changed-since} and a person decides again. Personal values (memo, reason) travel beside the
 * command, never in it.
 */
public sealed interface ReservationCommand extends Command {

    /** A treatment to order; its sequence number is given when deciding. */
    record TaskOrder(UUID taskId, StreamId procedureId, String name, int minutes, long price) {}

    /** {@code arrived}: a walk-in, who is in the house already. */
    record Book(
            StreamId customerId,
            Instant startsAt,
            int minutes,
            @Nullable StreamId practitionerId,
            @Nullable StreamId roomId,
            Channel channel,
            List<TaskOrder> treatments,
            boolean arrived)
            implements ReservationCommand {
        public Book {
            treatments = List.copyOf(treatments);
        }
    }

    record Confirm() implements ReservationCommand {}

    /** Practitioner and room: {@code null} keeps them. */
    record Reschedule(
            Instant startsAt,
            int minutes,
            @Nullable StreamId practitionerId,
            @Nullable StreamId roomId,
            Slot seen)
            implements ReservationCommand {}

    record ChangeCustomer(StreamId customerId, StreamId seen) implements ReservationCommand {}

    record AssignPractitioner(StreamId practitionerId, @Nullable StreamId seen)
            implements ReservationCommand {}

    record AssignRoom(StreamId roomId, @Nullable StreamId seen) implements ReservationCommand {}

    /** {@code seenMemoEventId}: the event that had set the memo seen; {@code null}: none. */
    record ChangeMemo(@Nullable UUID seenMemoEventId) implements ReservationCommand {}

    record Cancel(CancelledBy by) implements ReservationCommand {}

    record ChargeCancellationFee(long amount) implements ReservationCommand {}

    record RecordNoShow() implements ReservationCommand {}

    record Reinstate() implements ReservationCommand {}

    record Arrive() implements ReservationCommand {}

    record UndoArrival() implements ReservationCommand {}

    record CheckIn() implements ReservationCommand {}

    record UndoCheckIn() implements ReservationCommand {}

    record StartConsultation(StreamId practitionerId) implements ReservationCommand {}

    record FinishConsultation() implements ReservationCommand {}

    /**
     * {@code seenTasks}: every task the person saw. An open task of the same procedure that is not
     * among them refuses the command with {@code same-treatment}, unless {@code repeat} says that a
     * second one is meant.
     */
    record AddTreatment(
            TaskOrder task,
            TaskOrigin origin,
            @Nullable StreamId sellerId,
            List<UUID> seenTasks,
            boolean repeat)
            implements ReservationCommand {
        public AddTreatment {
            seenTasks = List.copyOf(seenTasks);
        }
    }

    /** Gives minutes, price or both, and the seen value of each one given. */
    record ChangeTreatment(
            UUID taskId,
            @Nullable Integer minutes,
            @Nullable Long price,
            @Nullable Integer seenMinutes,
            @Nullable Long seenPrice)
            implements ReservationCommand {}

    record RemoveTreatment(UUID taskId) implements ReservationCommand {}

    record ReorderTreatments(List<UUID> order, List<UUID> seen) implements ReservationCommand {
        public ReorderTreatments {
            order = List.copyOf(order);
            seen = List.copyOf(seen);
        }
    }

    record StartTreatment(
            UUID taskId,
            @Nullable StreamId practitionerId,
            @Nullable StreamId roomId,
            boolean parallel)
            implements ReservationCommand {}

    record UndoTreatmentStart(UUID taskId) implements ReservationCommand {}

    record FinishTreatment(UUID taskId) implements ReservationCommand {}

    record ReopenTreatment(UUID taskId) implements ReservationCommand {}

    record SkipTreatment(UUID taskId) implements ReservationCommand {}

    record CorrectTreatmentTime(
            UUID taskId,
            Instant startedAt,
            Instant finishedAt,
            Instant seenStartedAt,
            Instant seenFinishedAt)
            implements ReservationCommand {}

    record StartCheckout() implements ReservationCommand {}

    record UndoCheckout() implements ReservationCommand {}

    record Depart() implements ReservationCommand {}

    record LeaveUnseen() implements ReservationCommand {}

    record ReopenVisit() implements ReservationCommand {}

    record ApplyDiscount(UUID discountId, long amount) implements ReservationCommand {}

    record WithdrawDiscount(UUID discountId) implements ReservationCommand {}

    /**
     * Takes a payment.
     *
     * @param seenOpen the open amount that the person saw; another one is remarked
     * @param session the one that pays, where the method is a package
     */
    record ReceivePayment(
            UUID paymentId,
            PaymentMethod method,
            long amount,
            @Nullable StreamId registerId,
            @Nullable StreamId handlerId,
            @Nullable Long seenOpen,
            @Nullable PackageSession session)
            implements ReservationCommand {

        /** A payment that no session of a package makes. */
        public ReceivePayment(
                UUID paymentId,
                PaymentMethod method,
                long amount,
                @Nullable StreamId registerId,
                @Nullable StreamId handlerId,
                @Nullable Long seenOpen) {
            this(paymentId, method, amount, registerId, handlerId, seenOpen, null);
        }
    }

    record VoidPayment(UUID paymentId) implements ReservationCommand {}

    record RequestRefund(UUID refundId, UUID paymentId, long amount)
            implements ReservationCommand {}

    record IssueRefund(UUID refundId, @Nullable PaymentMethod method)
            implements ReservationCommand {}

    record DeclineRefund(UUID refundId) implements ReservationCommand {}

    record EnterInError() implements ReservationCommand {}
}
