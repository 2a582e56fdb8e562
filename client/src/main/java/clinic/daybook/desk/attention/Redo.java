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
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whether a change that was refused can be done after all, by a person who has seen how things
 * stand now. Pure: the same meaning, with the values seen now in place of those seen then.
 */
sealed interface Redo {

    /** It can: this command says so. */
    record Possible(ReservationCommand command) implements Redo {}

    /** It can, in the dialog that asks for it, filled in with what was meant. */
    record Ask() implements Redo {}

    /** It is so already; there is nothing left to do. */
    record AlreadySo() implements Redo {}

    /** It cannot, also by who has seen everything. */
    record Impossible(Refusal why) implements Redo {}

    /** Not from here: it is done on the thing itself. */
    record Elsewhere() implements Redo {}

    ReservationDecider DECIDER = new ReservationDecider();

    /** Refusals that other values, typed into the dialog, may get around. */
    Set<String> VALUES = Set.of("payment-not-covering", "same-treatment", "invalid-value");

    /** What a command comes to where there is no reservation yet. */
    static Redo of(Command meant) {
        return meant instanceof Book ? new Ask() : new Elsewhere();
    }

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
            case Decision.Refused<ReservationEvent>(Refusal why) ->
                    asked(command) && VALUES.contains(why.code()) ? new Ask() : new Impossible(why);
            case Decision.Accepted<ReservationEvent>(var events, var _) -> {
                if (events.isEmpty()) {
                    yield new AlreadySo();
                }
                yield asked(command) ? new Ask() : new Possible(seenNow);
            }
        };
    }

    /** Whether a dialog asks for its values; the others are done again as they were meant. */
    private static boolean asked(ReservationCommand command) {
        return switch (command) {
            case Book _,
                    Reschedule _,
                    Cancel _,
                    AssignPractitioner _,
                    AssignRoom _,
                    ChangeMemo _,
                    AddTreatment _,
                    ChangeTreatment _,
                    CorrectTreatmentTime _,
                    ApplyDiscount _,
                    RequestRefund _,
                    IssueRefund _ ->
                    true;
            // A session of a package is given by who had chosen it, not typed in.
            case ReceivePayment c -> c.session() == null;
            default -> false;
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
            case ChangeMemo _ -> new ChangeMemo(now.memoEventId());
            // An order of treatments that are no longer the same ones means nothing.
            case ReorderTreatments _ -> null;
            case Book _,
                    Confirm _,
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
