package clinic.daybook.desk.model;

import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.Slot;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which command takes a step back, for the toast that offers it. Undoing is a new fact: what
 * happened stays recorded. Pure; the decider has the last word when the person asks for it.
 */
public final class Undo {

    private Undo() {}

    /** The command that takes {@code done} back; empty where there is none for one click. */
    public static Optional<ReservationCommand> of(ReservationCommand done) {
        return Optional.ofNullable(reverse(done));
    }

    private static @Nullable ReservationCommand reverse(ReservationCommand done) {
        return switch (done) {
            case ReservationCommand.Arrive _ -> new ReservationCommand.UndoArrival();
            case ReservationCommand.UndoArrival _ -> new ReservationCommand.Arrive();
            case ReservationCommand.CheckIn _ -> new ReservationCommand.UndoCheckIn();
            case ReservationCommand.UndoCheckIn _ -> new ReservationCommand.CheckIn();
            case ReservationCommand.StartTreatment start ->
                    new ReservationCommand.UndoTreatmentStart(start.taskId());
            case ReservationCommand.FinishTreatment finish ->
                    new ReservationCommand.ReopenTreatment(finish.taskId());
            case ReservationCommand.ReopenTreatment reopen ->
                    new ReservationCommand.FinishTreatment(reopen.taskId());
            case ReservationCommand.StartCheckout _ -> new ReservationCommand.UndoCheckout();
            case ReservationCommand.UndoCheckout _ -> new ReservationCommand.StartCheckout();
            case ReservationCommand.Cancel _, ReservationCommand.RecordNoShow _ ->
                    new ReservationCommand.Reinstate();
            case ReservationCommand.AddTreatment add ->
                    new ReservationCommand.RemoveTreatment(add.task().taskId());
            case ReservationCommand.ApplyDiscount discount ->
                    new ReservationCommand.WithdrawDiscount(discount.discountId());
            case ReservationCommand.ReceivePayment payment ->
                    new ReservationCommand.VoidPayment(payment.paymentId());
            case ReservationCommand.Reschedule move -> back(move);
            case ReservationCommand.LeaveUnseen _ -> new ReservationCommand.Arrive();
            case ReservationCommand.Book _,
                    ReservationCommand.Confirm _,
                    ReservationCommand.ChangeCustomer _,
                    ReservationCommand.AssignPractitioner _,
                    ReservationCommand.AssignRoom _,
                    ReservationCommand.ChangeMemo _,
                    ReservationCommand.ChargeCancellationFee _,
                    ReservationCommand.Reinstate _,
                    ReservationCommand.StartConsultation _,
                    ReservationCommand.FinishConsultation _,
                    ReservationCommand.ChangeTreatment _,
                    ReservationCommand.RemoveTreatment _,
                    ReservationCommand.ReorderTreatments _,
                    ReservationCommand.UndoTreatmentStart _,
                    ReservationCommand.SkipTreatment _,
                    ReservationCommand.CorrectTreatmentTime _,
                    ReservationCommand.Depart _,
                    ReservationCommand.ReopenVisit _,
                    ReservationCommand.WithdrawDiscount _,
                    ReservationCommand.VoidPayment _,
                    ReservationCommand.RequestRefund _,
                    ReservationCommand.IssueRefund _,
                    ReservationCommand.DeclineRefund _,
                    ReservationCommand.EnterInError _ ->
                    null;
        };
    }

    /**
     * A move cannot be undone by moving where it gave a practitioner or room and there was none.
     */
    private static @Nullable ReservationCommand back(ReservationCommand.Reschedule move) {
        Slot seen = move.seen();
        boolean lostPractitioner = move.practitionerId() != null && seen.practitionerId() == null;
        boolean lostRoom = move.roomId() != null && seen.roomId() == null;
        if (lostPractitioner || lostRoom) {
            return null;
        }
        return new ReservationCommand.Reschedule(
                seen.startsAt(),
                seen.minutes(),
                move.practitionerId() == null ? null : seen.practitionerId(),
                move.roomId() == null ? null : seen.roomId(),
                new Slot(
                        move.startsAt(),
                        move.minutes(),
                        move.practitionerId() == null
                                ? seen.practitionerId()
                                : move.practitionerId(),
                        move.roomId() == null ? seen.roomId() : move.roomId()));
    }
}
