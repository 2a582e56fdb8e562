package clinic.daybook.reservation;

import static clinic.daybook.event.Refusals.changedSince;
import static clinic.daybook.reservation.ReservationRefusals.ofTask;
import static clinic.daybook.reservation.ReservationStatus.ARRIVED;
import static clinic.daybook.reservation.ReservationStatus.BOOKED;
import static clinic.daybook.reservation.ReservationStatus.CANCELLED;
import static clinic.daybook.reservation.ReservationStatus.CHECKED_IN;
import static clinic.daybook.reservation.ReservationStatus.DEPARTED;
import static clinic.daybook.reservation.ReservationStatus.ENTERED_IN_ERROR;
import static clinic.daybook.reservation.ReservationStatus.IN_CONSULTATION;
import static clinic.daybook.reservation.ReservationStatus.IN_TREATMENT;
import static clinic.daybook.reservation.ReservationStatus.LEFT_UNSEEN;
import static clinic.daybook.reservation.ReservationStatus.NEW;
import static clinic.daybook.reservation.ReservationStatus.NO_SHOW;
import static clinic.daybook.reservation.ReservationStatus.READY_TO_LEAVE;
import static clinic.daybook.reservation.ReservationStatus.WAITING_TREATMENT;

import clinic.daybook.event.Previous;
import clinic.daybook.event.Refusal;
import clinic.daybook.event.Refusals;
import clinic.daybook.reservation.ReservationEvent.*;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which event may follow on which state. The status is looked at first, then what the event names;
 * the rules of money are in {@link MoneyLegality}.
 */
final class ReservationLegality {

    private static final Set<ReservationStatus> NOT_ENDED =
            Set.of(
                    BOOKED,
                    ARRIVED,
                    CHECKED_IN,
                    IN_CONSULTATION,
                    WAITING_TREATMENT,
                    IN_TREATMENT,
                    READY_TO_LEAVE);

    private ReservationLegality() {}

    /** Why the event must not follow; {@code null} when it may. */
    static @Nullable Refusal check(Reservation state, ReservationEvent event) {
        if (event instanceof ReservationBooked booked) {
            return booking(state, booked);
        }
        if (!mayFollow(state, event)) {
            return outOfPlace(state, event);
        }
        return switch (event) {
            case ReservationRescheduled e -> rescheduling(state, e);
            case ReservationCustomerChanged e ->
                    stands("customerId", e.previous(), state.customerId());
            case PractitionerAssigned e ->
                    claim("practitionerId", e.previous(), state.practitionerId());
            case RoomAssigned e -> claim("roomId", e.previous(), state.roomId());
            case MemoChanged e -> memo(state, e.replaces());
            case CheckInUndone e ->
                    state.treatmentEverStarted()
                            ? Refusal.of(ReservationRefusals.TREATMENT_STARTED)
                            : null;
            case TreatmentAdded e -> adding(state, e.task());
            case TreatmentChanged e -> changing(state, e);
            case TreatmentRemoved e -> removing(state, e.taskId());
            case TreatmentsReordered e -> reordering(state, e);
            case TreatmentStarted e -> starting(state, e);
            case TreatmentStartUndone e -> running(state, e.taskId());
            case TreatmentFinished e -> running(state, e.taskId());
            case TreatmentReopened e -> reopening(state, e.taskId());
            case TreatmentSkipped e -> waiting(state, e.taskId());
            case TreatmentTimeCorrected e -> correcting(state, e);
            case CustomerDeparted e -> departing(state);
            case DiscountApplied e -> MoneyLegality.discount(state, e);
            case DiscountWithdrawn e -> MoneyLegality.withdrawing(state, e.discountId());
            case PaymentReceived e -> MoneyLegality.payment(state, e.paymentId());
            case PaymentVoided e -> MoneyLegality.voiding(state, e.paymentId());
            case RefundRequested e -> MoneyLegality.requesting(state, e);
            case RefundIssued e -> MoneyLegality.settling(state, e.refundId());
            case RefundDeclined e -> MoneyLegality.settling(state, e.refundId());
            case ReservationBooked _,
                    ReservationConfirmed _,
                    ReservationCancelled _,
                    CancellationFeeCharged _,
                    NoShowRecorded _,
                    ReservationReinstated _,
                    CustomerArrived _,
                    ArrivalUndone _,
                    CustomerCheckedIn _,
                    ConsultationStarted _,
                    ConsultationFinished _,
                    CheckoutStarted _,
                    CheckoutUndone _,
                    CustomerLeftUnseen _,
                    VisitReopened _,
                    EnteredInError _ ->
                    null;
        };
    }

    /** The column "legal in" of the table of events, as far as it speaks of the status. */
    private static boolean mayFollow(Reservation state, ReservationEvent event) {
        ReservationStatus s = state.status();
        return switch (event) {
            case ReservationBooked _ -> s == NEW;
            case ReservationConfirmed _,
                    ReservationRescheduled _,
                    ReservationCancelled _,
                    NoShowRecorded _ ->
                    s == BOOKED;
            case CancellationFeeCharged _, ReservationReinstated _ ->
                    s == CANCELLED || s == NO_SHOW;
            case CustomerArrived _ -> s == BOOKED || s == NO_SHOW || s == LEFT_UNSEEN;
            case ArrivalUndone _, CustomerCheckedIn _ -> s == ARRIVED;
            case CheckInUndone _ -> s == CHECKED_IN;
            case ConsultationStarted _ -> s == CHECKED_IN || s == WAITING_TREATMENT;
            case ConsultationFinished _ -> s == IN_CONSULTATION;
            case TreatmentStarted _ ->
                    switch (s) {
                        case CHECKED_IN,
                                IN_CONSULTATION,
                                WAITING_TREATMENT,
                                IN_TREATMENT,
                                READY_TO_LEAVE ->
                                true;
                        case NEW,
                                BOOKED,
                                ARRIVED,
                                DEPARTED,
                                LEFT_UNSEEN,
                                CANCELLED,
                                NO_SHOW,
                                ENTERED_IN_ERROR ->
                                false;
                    };
            case CheckoutStarted _ ->
                    s == CHECKED_IN || s == IN_CONSULTATION || s == WAITING_TREATMENT;
            case CheckoutUndone _ -> s == READY_TO_LEAVE;
            case CustomerDeparted _ ->
                    s == READY_TO_LEAVE || s == CHECKED_IN || s == WAITING_TREATMENT;
            case CustomerLeftUnseen _ -> s == ARRIVED || s == CHECKED_IN;
            case VisitReopened _ -> s == DEPARTED;
            case ReservationCustomerChanged _,
                    PractitionerAssigned _,
                    RoomAssigned _,
                    TreatmentAdded _,
                    TreatmentChanged _,
                    TreatmentRemoved _,
                    TreatmentsReordered _,
                    TreatmentStartUndone _,
                    TreatmentFinished _,
                    TreatmentReopened _,
                    TreatmentSkipped _ ->
                    NOT_ENDED.contains(s);
            case MemoChanged _,
                    TreatmentTimeCorrected _,
                    DiscountApplied _,
                    DiscountWithdrawn _,
                    PaymentReceived _,
                    PaymentVoided _,
                    RefundRequested _,
                    RefundIssued _,
                    RefundDeclined _,
                    EnteredInError _ ->
                    s != NEW && s != ENTERED_IN_ERROR;
        };
    }

    private static Refusal outOfPlace(Reservation state, ReservationEvent event) {
        // What keeps somebody from leaving is said as such, so that a screen can offer to skip it.
        boolean inTheMidst = state.status() == IN_CONSULTATION || state.status() == IN_TREATMENT;
        if (event instanceof CustomerDeparted && inTheMidst && state.anyOpen()) {
            return ReservationRefusals.tasksOpen(state);
        }
        return Refusals.illegalInState(state.status().wireName(), event);
    }

    private static @Nullable Refusal booking(Reservation state, ReservationBooked e) {
        if (state.status() != NEW) {
            return Refusals.alreadyExists(e);
        }
        Set<UUID> ids = new HashSet<>();
        int expected = 1;
        for (Task task : e.treatments()) {
            if (task.sequence() != expected) {
                return ReservationRefusals.wrongSequence(expected);
            }
            if (!ids.add(task.taskId())) {
                return Refusals.idReused("taskId");
            }
            expected++;
        }
        return null;
    }

    private static @Nullable Refusal rescheduling(Reservation state, ReservationRescheduled e) {
        Slot previous = e.previous();
        Refusal refusal = stands("startsAt", previous.startsAt(), state.startsAt());
        if (refusal == null) {
            refusal = stands("minutes", previous.minutes(), state.minutes());
        }
        if (refusal == null && e.practitionerId() != null) {
            refusal = stands("practitionerId", previous.practitionerId(), state.practitionerId());
        }
        if (refusal == null && e.roomId() != null) {
            refusal = stands("roomId", previous.roomId(), state.roomId());
        }
        return refusal;
    }

    private static @Nullable Refusal memo(Reservation state, @Nullable Previous<UUID> replaces) {
        boolean onlyTheBooking = Objects.equals(state.memoEventId(), state.bookingEventId());
        if (replaces != null && replaces.value() == null && onlyTheBooking) {
            // The booking may have come without a memo: who saw none then saw what there is.
            return null;
        }
        return claim("memo", replaces, state.memoEventId());
    }

    private static @Nullable Refusal adding(Reservation state, Task task) {
        if (state.task(task.taskId()).isPresent()) {
            return Refusals.idReused("taskId");
        }
        int expected = state.lastSequence() + 1;
        return task.sequence() == expected ? null : ReservationRefusals.wrongSequence(expected);
    }

    private static @Nullable Refusal changing(Reservation state, TreatmentChanged e) {
        TaskState task = state.task(e.taskId()).orElse(null);
        if (task == null) {
            return Refusal.of(ReservationRefusals.UNKNOWN_TASK);
        }
        Refusal refusal =
                switch (task.status()) {
                    case WAITING, RUNNING, SKIPPED -> null;
                    case FINISHED -> ofTask(ReservationRefusals.TASK_FINISHED, task);
                    case REMOVED -> ofTask(ReservationRefusals.TASK_REMOVED, task);
                };
        if (refusal == null && e.minutes() != null) {
            refusal = stands("minutes", e.previous().minutes(), task.task().minutes());
        }
        if (refusal == null && e.price() != null) {
            refusal = stands("price", e.previous().price(), task.task().price());
        }
        return refusal;
    }

    private static @Nullable Refusal removing(Reservation state, UUID taskId) {
        TaskState task = state.task(taskId).orElse(null);
        if (task == null) {
            return Refusal.of(ReservationRefusals.UNKNOWN_TASK);
        }
        return switch (task.status()) {
            case WAITING, SKIPPED -> null;
            case RUNNING -> ofTask(ReservationRefusals.TASK_RUNNING, task);
            case FINISHED -> ofTask(ReservationRefusals.TASK_FINISHED, task);
            case REMOVED -> ofTask(ReservationRefusals.TASK_REMOVED, task);
        };
    }

    private static @Nullable Refusal reordering(Reservation state, TreatmentsReordered e) {
        List<UUID> waiting = state.waiting().stream().map(t -> t.task().taskId()).toList();
        if (!e.previous().equals(waiting)) {
            return changedSince("order");
        }
        boolean sameTasks =
                e.order().size() == waiting.size()
                        && new HashSet<>(e.order()).equals(new HashSet<>(waiting));
        return sameTasks ? null : Refusal.of(ReservationRefusals.WRONG_ORDER);
    }

    private static @Nullable Refusal starting(Reservation state, TreatmentStarted e) {
        Refusal refusal = waiting(state, e.taskId());
        if (refusal != null) {
            return refusal;
        }
        boolean parallel = Boolean.TRUE.equals(e.parallel());
        return state.status() == IN_TREATMENT && !parallel
                ? Refusal.of(ReservationRefusals.ANOTHER_RUNNING)
                : null;
    }

    private static @Nullable Refusal reopening(Reservation state, UUID taskId) {
        Refusal refusal = inStatus(state, taskId, TaskStatus.FINISHED);
        if (refusal != null) {
            return refusal;
        }
        return state.anyRunning() ? Refusal.of(ReservationRefusals.ANOTHER_RUNNING) : null;
    }

    private static @Nullable Refusal correcting(Reservation state, TreatmentTimeCorrected e) {
        Refusal refusal = inStatus(state, e.taskId(), TaskStatus.FINISHED);
        if (refusal != null) {
            return refusal;
        }
        TaskState task = state.task(e.taskId()).orElseThrow();
        refusal = stands("startedAt", e.previous().startedAt(), task.startedAt());
        return refusal != null
                ? refusal
                : stands("finishedAt", e.previous().finishedAt(), task.finishedAt());
    }

    private static @Nullable Refusal departing(Reservation state) {
        return state.status() != READY_TO_LEAVE && state.anyOpen()
                ? ReservationRefusals.tasksOpen(state)
                : null;
    }

    private static @Nullable Refusal waiting(Reservation state, UUID taskId) {
        return inStatus(state, taskId, TaskStatus.WAITING);
    }

    private static @Nullable Refusal running(Reservation state, UUID taskId) {
        return inStatus(state, taskId, TaskStatus.RUNNING);
    }

    private static @Nullable Refusal inStatus(Reservation state, UUID taskId, TaskStatus expected) {
        TaskState task = state.task(taskId).orElse(null);
        if (task == null) {
            return Refusal.of(ReservationRefusals.UNKNOWN_TASK);
        }
        if (task.status() == expected) {
            return null;
        }
        return switch (expected) {
            case WAITING -> ofTask(ReservationRefusals.TASK_NOT_WAITING, task);
            case RUNNING -> ofTask(ReservationRefusals.TASK_NOT_RUNNING, task);
            case FINISHED -> ofTask(ReservationRefusals.TASK_NOT_FINISHED, task);
            case SKIPPED, REMOVED ->
                    throw new IllegalStateException("no event asks for a task that is " + expected);
        };
    }

    private static @Nullable Refusal claim(
            String field, @Nullable Previous<?> claimed, @Nullable Object current) {
        return claimed == null ? null : stands(field, claimed.value(), current);
    }

    private static @Nullable Refusal stands(
            String field, @Nullable Object seen, @Nullable Object current) {
        return Objects.equals(seen, current) ? null : changedSince(field);
    }
}
