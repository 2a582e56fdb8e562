package clinic.daybook.desk.attention;

import clinic.daybook.event.Command;
import clinic.daybook.event.Decision;
import clinic.daybook.event.Refusal;
import clinic.daybook.reservation.Reservation;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.ReservationCommand.*;
import clinic.daybook.reservation.ReservationDecider;
import clinic.daybook.reservation.ReservationEvent;
import clinic.daybook.reservation.Slot;
import clinic.daybook.reservation.TaskState;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whether a change that was refused can be done after all, by a person who has seen how things
 * stand now. Pure: the same meaning, with the values seen now in place of those seen then.
 */
sealed interface Redo {

    /** It can: this command says so. */
    record Possible(ReservationCommand command) implements Redo {}

    /** It is so already; there is nothing left to do. */
    record AlreadySo() implements Redo {}

    /** It cannot, also by who has seen everything. */
    record Impossible(Refusal why) implements Redo {}

    /** Not from here: what it needs is typed in on the reservation itself. */
    record Elsewhere() implements Redo {}

    ReservationDecider DECIDER = new ReservationDecider();

    /** What a command comes to on the state as it is now. */
    static Redo of(Command meant, Reservation now) {
        if (!(meant instanceof ReservationCommand command)) {
            return new Elsewhere();
        }
        ReservationCommand seenNow = seenNow(command, now);
        if (seenNow == null) {
            return new Elsewhere();
        }
        return switch (DECIDER.decide(seenNow, now)) {
            case Decision.Refused<ReservationEvent>(Refusal why) -> new Impossible(why);
            case Decision.Accepted<ReservationEvent>(var events, var _) ->
                    events.isEmpty() ? new AlreadySo() : new Possible(seenNow);
        };
    }

    /** The command with what stands now as what was seen; {@code null}: it cannot be said so. */
    private static @Nullable ReservationCommand seenNow(
            ReservationCommand command, Reservation now) {
        return switch (command) {
            case Reschedule c ->
                    now.startsAt() == null
                            ? null
                            : new Reschedule(
                                    c.startsAt(),
                                    c.minutes(),
                                    c.practitionerId(),
                                    c.roomId(),
                                    new Slot(
                                            now.startsAt(),
                                            now.minutes(),
                                            now.practitionerId(),
                                            now.roomId()));
            case ChangeCustomer c ->
                    now.customerId() == null
                            ? null
                            : new ChangeCustomer(c.customerId(), now.customerId());
            case AssignPractitioner c ->
                    new AssignPractitioner(c.practitionerId(), now.practitionerId());
            case AssignRoom c -> new AssignRoom(c.roomId(), now.roomId());
            case AddTreatment c ->
                    new AddTreatment(c.task(), c.origin(), c.sellerId(), ids(now), true);
            case ChangeTreatment c -> changeTreatment(c, now);
            case CorrectTreatmentTime c -> correct(c, now);
            case ReceivePayment c ->
                    new ReceivePayment(
                            c.paymentId(),
                            c.method(),
                            c.amount(),
                            c.registerId(),
                            c.handlerId(),
                            now.balance().open(),
                            c.session());
            // The memo's text is not kept with the command, and an order of treatments that are no
            // longer the same ones means nothing: both are done where they can be seen.
            case ChangeMemo _, ReorderTreatments _, Book _ -> null;
            case Confirm _,
                    Cancel _,
                    ChargeCancellationFee _,
                    RecordNoShow _,
                    Reinstate _,
                    Arrive _,
                    UndoArrival _,
                    CheckIn _,
                    UndoCheckIn _,
                    StartConsultation _,
                    FinishConsultation _,
                    RemoveTreatment _,
                    StartTreatment _,
                    UndoTreatmentStart _,
                    FinishTreatment _,
                    ReopenTreatment _,
                    SkipTreatment _,
                    StartCheckout _,
                    UndoCheckout _,
                    Depart _,
                    LeaveUnseen _,
                    ReopenVisit _,
                    ApplyDiscount _,
                    WithdrawDiscount _,
                    VoidPayment _,
                    RequestRefund _,
                    IssueRefund _,
                    DeclineRefund _,
                    EnterInError _ ->
                    command;
        };
    }

    private static ReservationCommand changeTreatment(ChangeTreatment c, Reservation now) {
        return now.task(c.taskId())
                .map(TaskState::task)
                .map(task ->
                        new ChangeTreatment(
                                c.taskId(),
                                c.minutes(),
                                c.price(),
                                c.minutes() == null ? null : task.minutes(),
                                c.price() == null ? null : task.price()))
                .orElse(c);
    }

    private static ReservationCommand correct(CorrectTreatmentTime c, Reservation now) {
        TaskState task = now.task(c.taskId()).orElse(null);
        return task == null || task.startedAt() == null || task.finishedAt() == null
                ? c
                : new CorrectTreatmentTime(
                        c.taskId(),
                        c.startedAt(),
                        c.finishedAt(),
                        task.startedAt(),
                        task.finishedAt());
    }

    private static List<UUID> ids(Reservation now) {
        return now.tasks().stream().map(t -> t.task().taskId()).toList();
    }
}
