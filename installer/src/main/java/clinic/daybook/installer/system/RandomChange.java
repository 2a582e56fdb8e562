package clinic.daybook.installer.system;

import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.event.StreamId;
import clinic.daybook.event.Uuid7;
import clinic.daybook.reservation.CancelledBy;
import clinic.daybook.reservation.Channel;
import clinic.daybook.reservation.PaymentMethod;
import clinic.daybook.reservation.PaymentState;
import clinic.daybook.reservation.RefundState;
import clinic.daybook.reservation.Reservation;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.Slot;
import clinic.daybook.reservation.TaskOrigin;
import clinic.daybook.reservation.TaskState;
import clinic.daybook.reservation.TaskStatus;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** What people do with a visit, drawn at random; each on what the person saw. */
final class RandomChange {

    private static final ZoneId ZONE = ZoneId.of("Asia/Seoul");
    private static final int PROCEDURES = 6;

    private final StreamId staff;
    private final Random random;

    RandomChange(StreamId staff, Random random) {
        this.staff = staff;
        this.random = random;
    }

    /** A booking by phone of a customer whom nobody knows yet. */
    Change booking() {
        StreamId customer = new StreamId("customer", id());
        return new Change(
                new StreamId("reservation", id()),
                new ReservationCommand.Book(
                        customer, time(), 30, null, null, Channel.PHONE, List.of(order()), false),
                null,
                null,
                customer,
                Map.of("memo", "memo " + random.nextInt()));
    }

    /** A next step of a visit, possible or not. */
    Change step(ReservationDetail seen) {
        Reservation state = seen.state();
        StreamId id = seen.card().id();
        if (random.nextInt(8) == 0) {
            return new Change(
                    id,
                    new ReservationCommand.ChangeMemo(state.memoEventId()),
                    null,
                    null,
                    seen.card().customerId(),
                    Map.of("memo", "memo " + random.nextInt()));
        }
        return Change.of(
                id,
                switch (random.nextInt(3)) {
                    case 0 -> visit(seen);
                    case 1 -> treatment(state);
                    default -> money(seen);
                });
    }

    private ReservationCommand visit(ReservationDetail seen) {
        return switch (random.nextInt(16)) {
            case 0, 1, 2 -> new ReservationCommand.Arrive();
            case 3, 4 -> new ReservationCommand.CheckIn();
            case 5 -> new ReservationCommand.UndoArrival();
            case 6 -> new ReservationCommand.UndoCheckIn();
            case 7 -> new ReservationCommand.Confirm();
            case 8 -> new ReservationCommand.StartCheckout();
            case 9 -> new ReservationCommand.Depart();
            case 10 -> new ReservationCommand.Cancel(CancelledBy.CUSTOMER);
            case 11 -> new ReservationCommand.Reinstate();
            case 12 -> new ReservationCommand.StartConsultation(staff);
            case 13 -> new ReservationCommand.FinishConsultation();
            default ->
                    new ReservationCommand.Reschedule(
                            time(),
                            30,
                            null,
                            null,
                            new Slot(seen.card().startsAt(), seen.card().minutes(), null, null));
        };
    }

    private ReservationCommand treatment(Reservation state) {
        List<TaskState> tasks =
                state.tasks().stream().filter(t -> t.status() != TaskStatus.REMOVED).toList();
        if (tasks.isEmpty() || random.nextInt(3) == 0) {
            return new ReservationCommand.AddTreatment(
                    order(),
                    TaskOrigin.UPSELL,
                    staff,
                    state.tasks().stream().map(t -> t.task().taskId()).toList(),
                    random.nextInt(8) == 0);
        }
        TaskState task = tasks.get(random.nextInt(tasks.size()));
        UUID taskId = task.task().taskId();
        return switch (random.nextInt(7)) {
            case 0, 1 -> new ReservationCommand.StartTreatment(taskId, staff, null, false);
            case 2 -> new ReservationCommand.FinishTreatment(taskId);
            case 3 ->
                    new ReservationCommand.ChangeTreatment(
                            taskId,
                            null,
                            10_000L + random.nextInt(10_000),
                            null,
                            task.task().price());
            case 4 -> new ReservationCommand.RemoveTreatment(taskId);
            case 5 -> new ReservationCommand.SkipTreatment(taskId);
            default -> {
                List<UUID> order = state.waiting().stream().map(t -> t.task().taskId()).toList();
                List<UUID> other = new ArrayList<>(order);
                Collections.shuffle(other, random);
                yield new ReservationCommand.ReorderTreatments(other, order);
            }
        };
    }

    private ReservationCommand money(ReservationDetail seen) {
        Reservation state = seen.state();
        List<PaymentState> payments = List.copyOf(state.payments().values());
        List<RefundState> refunds = List.copyOf(state.refunds().values());
        int what = random.nextInt(8);
        if (what < 2 && !payments.isEmpty()) {
            PaymentState payment = payments.get(random.nextInt(payments.size()));
            return what == 0
                    ? new ReservationCommand.VoidPayment(payment.paymentId())
                    : new ReservationCommand.RequestRefund(
                            id(), payment.paymentId(), Math.max(1, payment.amount() / 2));
        }
        if (what == 2 && !refunds.isEmpty()) {
            UUID refund = refunds.get(random.nextInt(refunds.size())).refundId();
            return random.nextBoolean()
                    ? new ReservationCommand.IssueRefund(refund, null)
                    : new ReservationCommand.DeclineRefund(refund);
        }
        return what == 3
                ? new ReservationCommand.ApplyDiscount(id(), 1_000)
                : new ReservationCommand.ReceivePayment(
                        id(),
                        PaymentMethod.CARD,
                        1_000 + random.nextInt(1_000),
                        null,
                        null,
                        seen.card().balance().open());
    }

    private ReservationCommand.TaskOrder order() {
        int procedure = random.nextInt(PROCEDURES);
        // The same few everywhere, so that two desks add the same treatment at the same time.
        StreamId id =
                new StreamId("procedure", new UUID(0x0194300000007000L, procedure | 1L << 63));
        return new ReservationCommand.TaskOrder(id(), id, "레이저 토닝 " + procedure, 30, 150_000);
    }

    private Instant time() {
        return AgentWork.DAY.atTime(9 + random.nextInt(10), 0).atZone(ZONE).toInstant();
    }

    private UUID id() {
        return Uuid7.of(Instant.now(), random);
    }
}
