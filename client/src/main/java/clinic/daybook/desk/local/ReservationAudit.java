package clinic.daybook.desk.local;

import clinic.daybook.reservation.PaymentState;
import clinic.daybook.reservation.RefundState;
import clinic.daybook.reservation.Reservation;
import clinic.daybook.reservation.ReservationEvent;
import clinic.daybook.reservation.ReservationEvent.*;
import clinic.daybook.reservation.ReservationStatus;
import clinic.daybook.reservation.Task;
import clinic.daybook.reservation.TaskState;
import clinic.daybook.reservation.TaskStatus;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an event of a reservation changed, with the values before and after. */
final class ReservationAudit {

    private ReservationAudit() {}

    /** What it was about, for example the treatment's name; empty where the type says it all. */
    static String subject(ReservationEvent event, Reservation after) {
        UUID taskId = taskOf(event);
        return taskId == null ? "" : after.task(taskId).map(t -> t.task().name()).orElse("");
    }

    /** The fields that are different, in the order in which they are shown. */
    static AuditDiff changes(
            ReservationEvent event, UUID eventId, Reservation before, Reservation after) {
        AuditDiff diff = new AuditDiff();
        boolean first = before.status() == ReservationStatus.NEW;
        diff.word("status", "status", first ? null : before.status(), after.status());
        if (!first) {
            diff.yesNo("confirmed", before.confirmed(), after.confirmed());
        }
        diff.reference("customerId", before.customerId(), after.customerId())
                .at("startsAt", before.startsAt(), after.startsAt())
                .minutes("minutes", first ? null : before.minutes(), after.minutes())
                .reference("practitionerId", before.practitionerId(), after.practitionerId())
                .reference("roomId", before.roomId(), after.roomId())
                .word("channel", "channel", before.channel(), after.channel());
        own(event, eventId, before, after, diff);
        if (!first) {
            diff.money("open", before.balance().open(), after.balance().open());
        }
        return diff;
    }

    private static void own(
            ReservationEvent event,
            UUID eventId,
            Reservation before,
            Reservation after,
            AuditDiff diff) {
        switch (event) {
            case ReservationBooked e -> {
                e.treatments().forEach(t -> diff.text("task", null, t.name()));
                diff.personal("memo", null, eventId);
            }
            case MemoChanged _ -> diff.personal("memo", before.memoEventId(), eventId);
            case ReservationCancelled e -> diff.word("by", "by", null, e.by());
            case CancellationFeeCharged e -> diff.money("amount", null, e.amount());
            case ConsultationStarted e ->
                    diff.reference("practitionerId", null, e.practitionerId());
            case TreatmentAdded e -> {
                added(e.task(), diff);
                diff.word("origin", "origin", null, e.origin())
                        .reference("sellerId", null, e.sellerId());
            }
            case TreatmentsReordered _ -> diff.text("order", names(before), names(after));
            case DiscountApplied e -> diff.money("amount", null, e.amount());
            case DiscountWithdrawn e ->
                    diff.money("amount", before.discounts().get(e.discountId()), null);
            case PaymentReceived e -> {
                diff.word("method", "method", null, e.method())
                        .money("amount", null, e.amount())
                        .reference("handlerId", null, e.handlerId());
                if (e.session() != null) {
                    before.task(e.session().taskId())
                            .ifPresent(t -> diff.text("task", null, t.task().name()));
                }
            }
            case PaymentVoided e -> {
                PaymentState payment = before.payments().get(e.paymentId());
                if (payment != null) {
                    diff.word("method", "method", payment.method(), null)
                            .money("amount", payment.amount(), null);
                }
            }
            case RefundRequested e -> {
                diff.money("amount", null, e.amount());
                refund(e.refundId(), before, after, diff);
            }
            case RefundIssued e -> {
                refund(e.refundId(), before, after, diff);
                diff.word("method", "method", null, e.method());
            }
            case RefundDeclined e -> refund(e.refundId(), before, after, diff);
            case TreatmentChanged _,
                    TreatmentRemoved _,
                    TreatmentStarted _,
                    TreatmentStartUndone _,
                    TreatmentFinished _,
                    TreatmentReopened _,
                    TreatmentSkipped _,
                    TreatmentTimeCorrected _ -> {
                UUID taskId = taskOf(event);
                if (taskId != null) {
                    task(
                            before.task(taskId).orElse(null),
                            after.task(taskId).orElse(null),
                            diff,
                            event instanceof TreatmentTimeCorrected);
                }
            }
            case ReservationConfirmed _,
                    ReservationRescheduled _,
                    ReservationCustomerChanged _,
                    PractitionerAssigned _,
                    RoomAssigned _,
                    NoShowRecorded _,
                    ReservationReinstated _,
                    CustomerArrived _,
                    ArrivalUndone _,
                    CustomerCheckedIn _,
                    CheckInUndone _,
                    ConsultationFinished _,
                    CheckoutStarted _,
                    CheckoutUndone _,
                    CustomerDeparted _,
                    CustomerLeftUnseen _,
                    VisitReopened _,
                    EnteredInError _ -> {
                // The state says all that there is to say.
            }
        }
    }

    private static void added(Task task, AuditDiff diff) {
        diff.text("task", null, task.name())
                .number("sequence", null, (long) task.sequence())
                .minutes("minutes", null, task.minutes())
                .money("price", null, task.price());
    }

    private static void task(
            @Nullable TaskState before, @Nullable TaskState after, AuditDiff diff, boolean times) {
        if (before == null || after == null) {
            return;
        }
        diff.word("taskStatus", "task", before.status(), after.status())
                .minutes("minutes", before.task().minutes(), after.task().minutes())
                .money("price", before.task().price(), after.task().price())
                .reference("practitionerId", before.practitionerId(), after.practitionerId())
                .reference("roomId", before.roomId(), after.roomId());
        if (times) {
            diff.at("startedAt", before.startedAt(), after.startedAt())
                    .at("finishedAt", before.finishedAt(), after.finishedAt());
        }
    }

    private static void refund(
            UUID refundId, Reservation before, Reservation after, AuditDiff diff) {
        RefundState was = before.refunds().get(refundId);
        RefundState is = after.refunds().get(refundId);
        if (was != null) {
            diff.money("amount", null, was.amount());
        }
        diff.word(
                "refundStatus",
                "refund",
                was == null ? null : was.status(),
                is == null ? null : is.status());
    }

    private static String names(Reservation state) {
        List<TaskState> waiting =
                state.tasks().stream().filter(t -> t.status() == TaskStatus.WAITING).toList();
        return waiting.stream().map(t -> t.task().name()).collect(Collectors.joining(", "));
    }

    private static @Nullable UUID taskOf(ReservationEvent event) {
        return switch (event) {
            case TreatmentAdded e -> e.task().taskId();
            case TreatmentChanged e -> e.taskId();
            case TreatmentRemoved e -> e.taskId();
            case TreatmentStarted e -> e.taskId();
            case TreatmentStartUndone e -> e.taskId();
            case TreatmentFinished e -> e.taskId();
            case TreatmentReopened e -> e.taskId();
            case TreatmentSkipped e -> e.taskId();
            case TreatmentTimeCorrected e -> e.taskId();
            default -> null;
        };
    }
}
