package clinic.daybook.desk.reservation;

import clinic.daybook.reservation.ReservationCommand;
import java.util.Optional;

/** Which command takes a step back at once, without giving a reason. Pure. */
final class Undo {

    private Undo() {}

    /** What takes the command back; empty where no event does, or where a reason must be given. */
    static Optional<ReservationCommand> of(ReservationCommand done) {
        return switch (done) {
            case ReservationCommand.Arrive _ -> Optional.of(new ReservationCommand.UndoArrival());
            case ReservationCommand.CheckIn _ -> Optional.of(new ReservationCommand.UndoCheckIn());
            case ReservationCommand.StartTreatment c ->
                    Optional.of(new ReservationCommand.UndoTreatmentStart(c.taskId()));
            case ReservationCommand.FinishTreatment c ->
                    Optional.of(new ReservationCommand.ReopenTreatment(c.taskId()));
            case ReservationCommand.StartCheckout _ ->
                    Optional.of(new ReservationCommand.UndoCheckout());
            case ReservationCommand.RecordNoShow _, ReservationCommand.Cancel _ ->
                    Optional.of(new ReservationCommand.Reinstate());
            case ReservationCommand.ApplyDiscount c ->
                    Optional.of(new ReservationCommand.WithdrawDiscount(c.discountId()));
            case ReservationCommand.ReorderTreatments c ->
                    Optional.of(new ReservationCommand.ReorderTreatments(c.seen(), c.order()));
            case ReservationCommand.Book _,
                    ReservationCommand.Confirm _,
                    ReservationCommand.Reschedule _,
                    ReservationCommand.ChangeCustomer _,
                    ReservationCommand.AssignPractitioner _,
                    ReservationCommand.AssignRoom _,
                    ReservationCommand.ChangeMemo _,
                    ReservationCommand.ChargeCancellationFee _,
                    ReservationCommand.Reinstate _,
                    ReservationCommand.UndoArrival _,
                    ReservationCommand.UndoCheckIn _,
                    ReservationCommand.StartConsultation _,
                    ReservationCommand.FinishConsultation _,
                    ReservationCommand.AddTreatment _,
                    ReservationCommand.ChangeTreatment _,
                    ReservationCommand.RemoveTreatment _,
                    ReservationCommand.UndoTreatmentStart _,
                    ReservationCommand.ReopenTreatment _,
                    ReservationCommand.SkipTreatment _,
                    ReservationCommand.CorrectTreatmentTime _,
                    ReservationCommand.UndoCheckout _,
                    ReservationCommand.Depart _,
                    ReservationCommand.LeaveUnseen _,
                    ReservationCommand.ReopenVisit _,
                    ReservationCommand.WithdrawDiscount _,
                    ReservationCommand.ReceivePayment _,
                    ReservationCommand.VoidPayment _,
                    ReservationCommand.RequestRefund _,
                    ReservationCommand.IssueRefund _,
                    ReservationCommand.DeclineRefund _,
                    ReservationCommand.EnterInError _ ->
                    Optional.empty();
        };
    }
}
