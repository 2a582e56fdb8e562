package clinic.daybook.reservation;

import clinic.daybook.event.Occurred;
import clinic.daybook.reservation.ReservationEvent.*;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The state after a legal event. */
final class ReservationEvolution {

    private ReservationEvolution() {}

    static Reservation evolve(Reservation state, Occurred<ReservationEvent> occurred) {
        ReservationDraft next = new ReservationDraft(state);
        Instant at = occurred.at();
        switch (occurred.event()) {
            case ReservationBooked e -> book(next, e, occurred.eventId());
            case ReservationConfirmed e -> next.confirmed = true;
            case ReservationRescheduled e -> reschedule(next, e);
            case ReservationCustomerChanged e -> next.customerId = e.customerId();
            case PractitionerAssigned e -> next.practitionerId = e.practitionerId();
            case RoomAssigned e -> next.roomId = e.roomId();
            case MemoChanged e -> next.memoEventId = occurred.eventId();
            case ReservationCancelled e -> next.status = ReservationStatus.CANCELLED;
            case CancellationFeeCharged e -> next.fees += e.amount();
            case NoShowRecorded e -> next.status = ReservationStatus.NO_SHOW;
            case ReservationReinstated e -> {
                next.status = ReservationStatus.BOOKED;
                next.confirmed = false;
            }
            case CustomerArrived e -> next.status = ReservationStatus.ARRIVED;
            case ArrivalUndone e -> next.status = ReservationStatus.BOOKED;
            case CustomerCheckedIn e -> next.status = ReservationStatus.CHECKED_IN;
            case CheckInUndone e -> next.status = ReservationStatus.ARRIVED;
            case ConsultationStarted e -> next.status = ReservationStatus.IN_CONSULTATION;
            case ConsultationFinished e -> next.status = waitingOrReady(next);
            case TreatmentAdded e -> {
                next.add(e.task(), e.origin(), e.sellerId());
                if (next.status == ReservationStatus.READY_TO_LEAVE) {
                    next.status = ReservationStatus.WAITING_TREATMENT;
                }
            }
            case TreatmentChanged e -> next.replace(e.taskId(), t -> changed(t, e));
            case TreatmentRemoved e ->
                    next.replace(e.taskId(), t -> withStatus(t, TaskStatus.REMOVED));
            case TreatmentsReordered e -> next.reorder(e.order());
            case TreatmentStarted e -> start(next, e, at);
            case TreatmentStartUndone e -> undoStart(next, state, e.taskId());
            case TreatmentFinished e -> {
                next.replace(e.taskId(), t -> withTimes(t, TaskStatus.FINISHED, t.startedAt(), at));
                next.status =
                        next.anyRunning() ? ReservationStatus.IN_TREATMENT : waitingOrReady(next);
            }
            case TreatmentReopened e -> {
                next.replace(
                        e.taskId(), t -> withTimes(t, TaskStatus.RUNNING, t.startedAt(), null));
                next.status = ReservationStatus.IN_TREATMENT;
            }
            case TreatmentSkipped e -> {
                next.replace(e.taskId(), t -> withStatus(t, TaskStatus.SKIPPED));
                if (next.status == ReservationStatus.WAITING_TREATMENT) {
                    next.status = waitingOrReady(next);
                }
            }
            case TreatmentTimeCorrected e ->
                    next.replace(
                            e.taskId(),
                            t -> withTimes(t, t.status(), e.startedAt(), e.finishedAt()));
            case CheckoutStarted e -> next.status = ReservationStatus.READY_TO_LEAVE;
            case CheckoutUndone e -> next.status = ReservationStatus.WAITING_TREATMENT;
            case CustomerDeparted e -> next.status = ReservationStatus.DEPARTED;
            case CustomerLeftUnseen e -> next.status = ReservationStatus.LEFT_UNSEEN;
            case VisitReopened e -> next.status = ReservationStatus.READY_TO_LEAVE;
            case DiscountApplied e -> next.applyDiscount(e.discountId(), e.amount());
            case DiscountWithdrawn e -> next.withdrawDiscount(e.discountId());
            case PaymentReceived e ->
                    next.put(
                            new PaymentState(
                                    e.paymentId(), e.method(), e.amount(), false, at, e.session()));
            case PaymentVoided e -> voidPayment(next, e.paymentId());
            case RefundRequested e ->
                    next.put(
                            new RefundState(
                                    e.refundId(),
                                    e.paymentId(),
                                    e.amount(),
                                    RefundState.Status.REQUESTED));
            case RefundIssued e -> settle(next, e.refundId(), RefundState.Status.ISSUED);
            case RefundDeclined e -> settle(next, e.refundId(), RefundState.Status.DECLINED);
            case EnteredInError e -> next.status = ReservationStatus.ENTERED_IN_ERROR;
        }
        return next.done();
    }

    private static void book(ReservationDraft next, ReservationBooked e, UUID eventId) {
        next.status = ReservationStatus.BOOKED;
        next.customerId = e.customerId();
        next.startsAt = e.startsAt();
        next.minutes = e.minutes();
        next.practitionerId = e.practitionerId();
        next.roomId = e.roomId();
        next.channel = e.channel();
        next.memoEventId = eventId;
        next.bookingEventId = eventId;
        e.treatments().forEach(task -> next.add(task, TaskOrigin.BOOKED, null));
    }

    private static void reschedule(ReservationDraft next, ReservationRescheduled e) {
        next.startsAt = e.startsAt();
        next.minutes = e.minutes();
        if (e.practitionerId() != null) {
            next.practitionerId = e.practitionerId();
        }
        if (e.roomId() != null) {
            next.roomId = e.roomId();
        }
        // Whoever confirmed had agreed to the time before.
        next.confirmed = false;
    }

    private static void start(ReservationDraft next, TreatmentStarted e, Instant at) {
        ReservationStatus before = next.status;
        next.replace(
                e.taskId(),
                t ->
                        new TaskState(
                                t.task(),
                                TaskStatus.RUNNING,
                                t.origin(),
                                t.sellerId(),
                                at,
                                null,
                                e.practitionerId(),
                                e.roomId(),
                                before));
        next.status = ReservationStatus.IN_TREATMENT;
        next.treatmentEverStarted = true;
    }

    private static void undoStart(ReservationDraft next, Reservation state, UUID taskId) {
        ReservationStatus before =
                state.task(taskId)
                        .map(TaskState::statusBeforeStart)
                        .orElse(ReservationStatus.WAITING_TREATMENT);
        next.replace(
                taskId,
                t ->
                        new TaskState(
                                t.task(),
                                TaskStatus.WAITING,
                                t.origin(),
                                t.sellerId(),
                                null,
                                null,
                                null,
                                null,
                                null));
        if (next.anyRunning()) {
            next.status = ReservationStatus.IN_TREATMENT;
        } else if (before == ReservationStatus.IN_TREATMENT) {
            // It was started beside another one, which is done by now: nothing runs any more.
            next.status = ReservationStatus.WAITING_TREATMENT;
        } else {
            next.status = before;
        }
    }

    private static void voidPayment(ReservationDraft next, UUID paymentId) {
        PaymentState p = next.payment(paymentId);
        if (p != null) {
            next.put(p.asVoided());
        }
    }

    private static void settle(ReservationDraft next, UUID refundId, RefundState.Status status) {
        RefundState r = next.refund(refundId);
        if (r != null) {
            next.put(new RefundState(r.refundId(), r.paymentId(), r.amount(), status));
        }
    }

    private static ReservationStatus waitingOrReady(ReservationDraft next) {
        return next.anyOpen()
                ? ReservationStatus.WAITING_TREATMENT
                : ReservationStatus.READY_TO_LEAVE;
    }

    private static TaskState changed(TaskState t, TreatmentChanged e) {
        Task old = t.task();
        Task task =
                new Task(
                        old.taskId(),
                        old.procedureId(),
                        old.name(),
                        e.minutes() == null ? old.minutes() : e.minutes(),
                        e.price() == null ? old.price() : e.price(),
                        old.sequence());
        return new TaskState(
                task,
                t.status(),
                t.origin(),
                t.sellerId(),
                t.startedAt(),
                t.finishedAt(),
                t.practitionerId(),
                t.roomId(),
                t.statusBeforeStart());
    }

    private static TaskState withStatus(TaskState t, TaskStatus status) {
        return withTimes(t, status, t.startedAt(), t.finishedAt());
    }

    private static TaskState withTimes(
            TaskState t,
            TaskStatus status,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt) {
        return new TaskState(
                t.task(),
                status,
                t.origin(),
                t.sellerId(),
                startedAt,
                finishedAt,
                t.practitionerId(),
                t.roomId(),
                t.statusBeforeStart());
    }
}
