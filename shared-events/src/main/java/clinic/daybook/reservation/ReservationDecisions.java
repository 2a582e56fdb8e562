package clinic.daybook.reservation;

import static clinic.daybook.event.Decision.accept;
import static clinic.daybook.event.Decision.nothing;

import clinic.daybook.event.Decision;
import clinic.daybook.event.Previous;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.ReservationCommand.*;
import clinic.daybook.reservation.ReservationEvent.*;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a command leads to. Here is decided only whether it already is so and which event says what
 * is wanted; whether that event may follow is {@link ReservationLegality}'s alone.
 */
final class ReservationDecisions {

    private ReservationDecisions() {}

    static Decision<ReservationEvent> decide(ReservationCommand command, Reservation state) {
        return alreadySo(command, state) ? nothing() : wanted(command, state);
    }

    /**
     * Whether the state is what the command wants, so that nothing needs to happen. Nothing is ever
     * "already so" on an empty stream or on one that was entered in error.
     */
    private static boolean alreadySo(ReservationCommand command, Reservation state) {
        ReservationStatus s = state.status();
        if (s == ReservationStatus.NEW) {
            return false;
        }
        if (s == ReservationStatus.ENTERED_IN_ERROR) {
            return command instanceof EnterInError;
        }
        boolean going = !s.ended();
        return switch (command) {
            case Confirm _ -> going && state.confirmed();
            case Reschedule c -> going && stands(c, state);
            case ChangeCustomer c -> going && c.customerId().equals(state.customerId());
            case AssignPractitioner c -> going && c.practitionerId().equals(state.practitionerId());
            case AssignRoom c -> going && c.roomId().equals(state.roomId());
            case Cancel _ -> s == ReservationStatus.CANCELLED;
            case RecordNoShow _ -> s == ReservationStatus.NO_SHOW;
            case Reinstate _, UndoArrival _ -> s == ReservationStatus.BOOKED;
            case Arrive _ -> s == ReservationStatus.ARRIVED || beyondArrival(s);
            case CheckIn _ -> beyondArrival(s);
            case UndoCheckIn _ -> s == ReservationStatus.ARRIVED;
            case FinishConsultation _ -> afterConsultation(s);
            case AddTreatment c -> isThere(c, state);
            case ChangeTreatment c -> going && taskIs(c.taskId(), state, t -> stands(c, t));
            case RemoveTreatment c -> hasStatus(c.taskId(), state, TaskStatus.REMOVED);
            case ReorderTreatments c -> going && c.order().equals(waitingIds(state));
            case StartTreatment c -> hasStatus(c.taskId(), state, TaskStatus.RUNNING);
            case UndoTreatmentStart c -> going && hasStatus(c.taskId(), state, TaskStatus.WAITING);
            case FinishTreatment c -> hasStatus(c.taskId(), state, TaskStatus.FINISHED);
            case ReopenTreatment c -> hasStatus(c.taskId(), state, TaskStatus.RUNNING);
            case SkipTreatment c -> hasStatus(c.taskId(), state, TaskStatus.SKIPPED);
            case CorrectTreatmentTime c -> taskIs(c.taskId(), state, t -> stands(c, t));
            case StartCheckout _ ->
                    s == ReservationStatus.READY_TO_LEAVE || s == ReservationStatus.DEPARTED;
            case UndoCheckout _ -> s == ReservationStatus.WAITING_TREATMENT;
            case Depart _ -> s == ReservationStatus.DEPARTED;
            case LeaveUnseen _ -> s == ReservationStatus.LEFT_UNSEEN;
            case ReopenVisit _ -> s == ReservationStatus.READY_TO_LEAVE;
            case ApplyDiscount c ->
                    Objects.equals(state.discounts().get(c.discountId()), c.amount());
            case WithdrawDiscount c -> state.withdrawnDiscounts().contains(c.discountId());
            case ReceivePayment c -> isThere(c, state);
            case VoidPayment c -> {
                PaymentState payment = state.payments().get(c.paymentId());
                yield payment != null && payment.voided();
            }
            case RequestRefund c -> isThere(c, state);
            case IssueRefund c -> hasStatus(c.refundId(), state, RefundState.Status.ISSUED);
            case DeclineRefund c -> hasStatus(c.refundId(), state, RefundState.Status.DECLINED);
            // A memo's text is not seen here, and these happen each time that they are said.
            case Book _,
                    ChangeMemo _,
                    ChargeCancellationFee _,
                    StartConsultation _,
                    EnterInError _ ->
                    false;
        };
    }

    private static Decision<ReservationEvent> wanted(
            ReservationCommand command, Reservation state) {
        return switch (command) {
            case Book c -> book(c);
            case Confirm _ -> accept(new ReservationConfirmed());
            case Reschedule c -> accept(reschedule(c));
            case ChangeCustomer c ->
                    accept(new ReservationCustomerChanged(c.customerId(), c.seen()));
            case AssignPractitioner c ->
                    accept(new PractitionerAssigned(c.practitionerId(), new Previous<>(c.seen())));
            case AssignRoom c -> accept(new RoomAssigned(c.roomId(), new Previous<>(c.seen())));
            case ChangeMemo c -> accept(new MemoChanged(new Previous<>(c.seenMemoEventId())));
            case Cancel c -> accept(new ReservationCancelled(c.by()));
            case ChargeCancellationFee c -> charge(c, state);
            case RecordNoShow _ -> accept(new NoShowRecorded());
            case Reinstate _ -> accept(new ReservationReinstated());
            case Arrive _ -> accept(new CustomerArrived());
            case UndoArrival _ -> accept(new ArrivalUndone());
            case CheckIn _ -> accept(new CustomerCheckedIn());
            case UndoCheckIn _ -> accept(new CheckInUndone());
            case StartConsultation c -> accept(new ConsultationStarted(c.practitionerId()));
            case FinishConsultation _ -> accept(new ConsultationFinished());
            case AddTreatment c -> add(c, state);
            case ChangeTreatment c -> accept(change(c, state));
            case RemoveTreatment c -> accept(new TreatmentRemoved(c.taskId()));
            case ReorderTreatments c -> accept(new TreatmentsReordered(c.order(), c.seen()));
            case StartTreatment c ->
                    accept(
                            new TreatmentStarted(
                                    c.taskId(),
                                    c.practitionerId(),
                                    c.roomId(),
                                    c.parallel() ? true : null));
            case UndoTreatmentStart c -> accept(new TreatmentStartUndone(c.taskId()));
            case FinishTreatment c -> accept(new TreatmentFinished(c.taskId()));
            case ReopenTreatment c -> accept(new TreatmentReopened(c.taskId()));
            case SkipTreatment c -> accept(new TreatmentSkipped(c.taskId()));
            case CorrectTreatmentTime c ->
                    accept(
                            new TreatmentTimeCorrected(
                                    c.taskId(),
                                    c.startedAt(),
                                    c.finishedAt(),
                                    new TreatmentTimeCorrected.Times(
                                            c.seenStartedAt(), c.seenFinishedAt())));
            case StartCheckout _ -> accept(new CheckoutStarted());
            case UndoCheckout _ -> accept(new CheckoutUndone());
            case Depart _ -> accept(new CustomerDeparted());
            case LeaveUnseen _ -> accept(new CustomerLeftUnseen());
            case ReopenVisit _ -> accept(new VisitReopened());
            case ApplyDiscount c -> accept(new DiscountApplied(c.discountId(), c.amount()));
            case WithdrawDiscount c -> accept(new DiscountWithdrawn(c.discountId()));
            case ReceivePayment c -> receive(c, state);
            case VoidPayment c -> accept(new PaymentVoided(c.paymentId()));
            case RequestRefund c ->
                    accept(new RefundRequested(c.refundId(), c.paymentId(), c.amount()));
            case IssueRefund c -> accept(new RefundIssued(c.refundId(), c.method()));
            case DeclineRefund c -> accept(new RefundDeclined(c.refundId()));
            case EnterInError _ -> accept(new EnteredInError());
        };
    }

    private static Decision<ReservationEvent> book(Book c) {
        List<Task> tasks = new ArrayList<>();
        for (TaskOrder order : c.treatments()) {
            tasks.add(task(order, tasks.size() + 1));
        }
        ReservationBooked booked =
                new ReservationBooked(
                        c.customerId(),
                        c.startsAt(),
                        c.minutes(),
                        c.practitionerId(),
                        c.roomId(),
                        c.channel(),
                        tasks);
        return c.arrived() ? accept(booked, new CustomerArrived()) : accept(booked);
    }

    private static ReservationRescheduled reschedule(Reschedule c) {
        Slot previous =
                new Slot(
                        c.seen().startsAt(),
                        c.seen().minutes(),
                        c.practitionerId() == null ? null : c.seen().practitionerId(),
                        c.roomId() == null ? null : c.seen().roomId());
        return new ReservationRescheduled(
                c.startsAt(), c.minutes(), c.practitionerId(), c.roomId(), previous);
    }

    private static Decision<ReservationEvent> charge(ChargeCancellationFee c, Reservation state) {
        // A fee has no id by which a second one could be told from the first, so a person is told.
        List<String> remarks =
                state.fees() > 0 ? List.of(ReservationRemarks.FEE_CHARGED_BEFORE) : List.of();
        return new Decision.Accepted<>(List.of(new CancellationFeeCharged(c.amount())), remarks);
    }

    private static Decision<ReservationEvent> add(AddTreatment c, Reservation state) {
        TaskOrder order = c.task();
        TreatmentAdded added =
                new TreatmentAdded(task(order, state.lastSequence() + 1), c.origin(), c.sellerId());
        boolean unseenTwin =
                !c.repeat()
                        && state.tasks().stream()
                                .filter(TaskState::open)
                                .map(TaskState::task)
                                .filter(t -> t.procedureId().equals(order.procedureId()))
                                .filter(t -> !t.taskId().equals(order.taskId()))
                                .anyMatch(t -> !c.seenTasks().contains(t.taskId()));
        // In a visit that is over, that is what the person is told, not which treatments it had.
        return unseenTwin && !state.status().ended()
                ? Decision.refuse(ReservationRefusals.sameTreatment(order.name()))
                : accept(added);
    }

    private static TreatmentChanged change(ChangeTreatment c, Reservation state) {
        Task task = state.task(c.taskId()).map(TaskState::task).orElse(null);
        boolean minutesStand = task != null && Objects.equals(c.minutes(), task.minutes());
        boolean priceStands = task != null && Objects.equals(c.price(), task.price());
        // The half that already stands is left out, unless nothing would be left.
        boolean dropMinutes = minutesStand && c.price() != null && !priceStands;
        boolean dropPrice = priceStands && c.minutes() != null && !minutesStand;
        Integer minutes = dropMinutes ? null : c.minutes();
        Long price = dropPrice ? null : c.price();
        return new TreatmentChanged(
                c.taskId(),
                minutes,
                price,
                new TreatmentChanged.Values(
                        minutes == null ? null : c.seenMinutes(),
                        price == null ? null : c.seenPrice()));
    }

    private static Decision<ReservationEvent> receive(ReceivePayment c, Reservation state) {
        PaymentReceived received =
                new PaymentReceived(
                        c.paymentId(),
                        c.method(),
                        c.amount(),
                        c.registerId(),
                        c.handlerId(),
                        c.session());
        boolean moved = c.seenOpen() != null && c.seenOpen() != state.balance().open();
        return new Decision.Accepted<>(
                List.of(received), moved ? List.of(ReservationRemarks.BALANCE_MOVED) : List.of());
    }

    private static Task task(TaskOrder order, int sequence) {
        return new Task(
                order.taskId(),
                order.procedureId(),
                order.name(),
                order.minutes(),
                order.price(),
                sequence);
    }

    /** Checked in, or further in this visit, departure included. */
    private static boolean beyondArrival(ReservationStatus s) {
        return switch (s) {
            case CHECKED_IN,
                    IN_CONSULTATION,
                    WAITING_TREATMENT,
                    IN_TREATMENT,
                    READY_TO_LEAVE,
                    DEPARTED ->
                    true;
            case NEW, BOOKED, ARRIVED, LEFT_UNSEEN, CANCELLED, NO_SHOW, ENTERED_IN_ERROR -> false;
        };
    }

    private static boolean afterConsultation(ReservationStatus s) {
        return beyondArrival(s)
                && s != ReservationStatus.CHECKED_IN
                && s != ReservationStatus.IN_CONSULTATION;
    }

    private static boolean stands(Reschedule c, Reservation state) {
        return c.startsAt().equals(state.startsAt())
                && c.minutes() == state.minutes()
                && keptOr(c.practitionerId(), state.practitionerId())
                && keptOr(c.roomId(), state.roomId());
    }

    private static boolean keptOr(@Nullable StreamId wanted, @Nullable StreamId current) {
        return wanted == null || wanted.equals(current);
    }

    private static boolean stands(ChangeTreatment c, TaskState t) {
        boolean something = c.minutes() != null || c.price() != null;
        return something
                && t.status() != TaskStatus.REMOVED
                && (c.minutes() == null || c.minutes() == t.task().minutes())
                && (c.price() == null || c.price() == t.task().price());
    }

    private static boolean stands(CorrectTreatmentTime c, TaskState t) {
        return t.status() == TaskStatus.FINISHED
                && c.startedAt().equals(t.startedAt())
                && c.finishedAt().equals(t.finishedAt());
    }

    private static boolean isThere(AddTreatment c, Reservation state) {
        TaskOrder order = c.task();
        return taskIs(
                order.taskId(),
                state,
                t ->
                        t.task().equals(task(order, t.task().sequence()))
                                && t.origin() == c.origin()
                                && Objects.equals(t.sellerId(), c.sellerId()));
    }

    private static boolean isThere(ReceivePayment c, Reservation state) {
        PaymentState payment = state.payments().get(c.paymentId());
        return payment != null && payment.method() == c.method() && payment.amount() == c.amount();
    }

    private static boolean isThere(RequestRefund c, Reservation state) {
        RefundState refund = state.refunds().get(c.refundId());
        return refund != null
                && refund.paymentId().equals(c.paymentId())
                && refund.amount() == c.amount();
    }

    private static boolean hasStatus(UUID taskId, Reservation state, TaskStatus status) {
        return taskIs(taskId, state, t -> t.status() == status);
    }

    private static boolean hasStatus(UUID refundId, Reservation state, RefundState.Status status) {
        RefundState refund = state.refunds().get(refundId);
        return refund != null && refund.status() == status;
    }

    private static boolean taskIs(UUID taskId, Reservation state, Predicate<TaskState> condition) {
        return state.task(taskId).filter(condition).isPresent();
    }

    private static List<UUID> waitingIds(Reservation state) {
        return state.waiting().stream().map(t -> t.task().taskId()).toList();
    }
}
