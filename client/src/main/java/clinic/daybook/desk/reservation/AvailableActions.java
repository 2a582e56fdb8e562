package clinic.daybook.desk.reservation;

import clinic.daybook.access.RolePermissions;
import clinic.daybook.event.Decision;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.CancelledBy;
import clinic.daybook.reservation.PaymentMethod;
import clinic.daybook.reservation.PaymentState;
import clinic.daybook.reservation.RefundState;
import clinic.daybook.reservation.Reservation;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.ReservationDecider;
import clinic.daybook.reservation.ReservationEvent;
import clinic.daybook.reservation.Slot;
import clinic.daybook.reservation.TaskOrigin;
import clinic.daybook.reservation.TaskState;
import clinic.daybook.reservation.TaskStatus;
import clinic.daybook.staff.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What can be done to a reservation now. Pure: each action is tried on the decider, so that the
 * menu never offers what would be refused and never hides what would be taken. What is legal but
 * not for this role is offered as not permitted, so that people learn whom to ask.
 */
final class AvailableActions {

    /** Stands for ids and people that a dialog asks for; a probe is never submitted. */
    private static final UUID PROBE = new UUID(0x7000L, Long.MIN_VALUE);

    private static final StreamId SOMEBODY = new StreamId("staff", PROBE);
    private static final ReservationDecider DECIDER = new ReservationDecider();

    private final Reservation state;
    private final Role role;
    private final List<Offer> offers = new ArrayList<>();

    private AvailableActions(Reservation state, Role role) {
        this.state = state;
        this.role = role;
    }

    /** Every legal action, in the order of {@link Action}, per thing in the order of the visit. */
    static List<Offer> of(Reservation state, Role role) {
        AvailableActions actions = new AvailableActions(state, role);
        actions.visit();
        actions.tasks();
        actions.money();
        actions.offers.sort(Comparator.comparing(Offer::action));
        return List.copyOf(actions.offers);
    }

    /** Whether a command leads to something on this state, and this role may do it. */
    static boolean legal(Reservation state, ReservationCommand command, Role role) {
        return DECIDER.decide(command, state)
                        instanceof Decision.Accepted<ReservationEvent>(var events, var _)
                && !events.isEmpty()
                && may(role, events);
    }

    /** The offers about one task, payment, refund or discount. */
    static List<Offer> about(List<Offer> offers, UUID target) {
        return offers.stream().filter(o -> target.equals(o.target())).toList();
    }

    private void visit() {
        tryOut(Action.ADD_TREATMENT, null, addProbe());
        tryOut(Action.RECEIVE_PAYMENT, null, paymentProbe());
        tryOut(
                Action.ASSIGN,
                null,
                new ReservationCommand.AssignPractitioner(SOMEBODY, state.practitionerId()));
        tryOut(Action.CONFIRM, null, new ReservationCommand.Confirm());
        if (state.startsAt() != null) {
            Slot seen =
                    new Slot(
                            state.startsAt(),
                            state.minutes(),
                            state.practitionerId(),
                            state.roomId());
            tryOut(
                    Action.RESCHEDULE,
                    null,
                    new ReservationCommand.Reschedule(
                            state.startsAt().plusSeconds(60), state.minutes(), null, null, seen));
        }
        tryOut(Action.ARRIVE, null, new ReservationCommand.Arrive());
        if (state.practitionerId() != null) {
            tryOut(
                    Action.START_CONSULTATION,
                    null,
                    new ReservationCommand.StartConsultation(state.practitionerId()));
        }
        tryOut(Action.START_CHECKOUT, null, new ReservationCommand.StartCheckout());
        tryOut(Action.DEPART, null, new ReservationCommand.Depart());
        tryOut(Action.UNDO_ARRIVAL, null, new ReservationCommand.UndoArrival());
        tryOut(Action.UNDO_CHECK_IN, null, new ReservationCommand.UndoCheckIn());
        tryOut(Action.UNDO_CHECKOUT, null, new ReservationCommand.UndoCheckout());
        tryOut(Action.REINSTATE, null, new ReservationCommand.Reinstate());
        tryOut(Action.LEAVE_UNSEEN, null, new ReservationCommand.LeaveUnseen());
        tryOut(Action.NO_SHOW, null, new ReservationCommand.RecordNoShow());
        tryOut(Action.CANCEL, null, new ReservationCommand.Cancel(CancelledBy.CUSTOMER));
        tryOut(Action.REOPEN_VISIT, null, new ReservationCommand.ReopenVisit());
        tryOut(Action.ENTER_IN_ERROR, null, new ReservationCommand.EnterInError());
    }

    private void tasks() {
        List<UUID> waiting = state.waiting().stream().map(t -> t.task().taskId()).toList();
        for (TaskState task : state.tasks()) {
            UUID id = task.task().taskId();
            start(task);
            tryOut(Action.FINISH_TASK, id, new ReservationCommand.FinishTreatment(id));
            if (task.status() == TaskStatus.RUNNING) {
                tryOut(Action.UNDO_START, id, new ReservationCommand.UndoTreatmentStart(id));
                change(task);
            }
            if (task.status() == TaskStatus.FINISHED) {
                tryOut(Action.REOPEN_TASK, id, new ReservationCommand.ReopenTreatment(id));
                correct(task);
            }
            if (task.status() == TaskStatus.WAITING) {
                int at = waiting.indexOf(id);
                move(Action.MOVE_UP, id, waiting, at, at - 1);
                move(Action.MOVE_DOWN, id, waiting, at, at + 1);
                change(task);
                tryOut(Action.SKIP_TASK, id, new ReservationCommand.SkipTreatment(id));
                tryOut(Action.REMOVE_TASK, id, new ReservationCommand.RemoveTreatment(id));
            }
        }
    }

    private void start(TaskState task) {
        if (task.status() != TaskStatus.WAITING) {
            return;
        }
        UUID id = task.task().taskId();
        boolean parallel = state.anyRunning();
        tryOut(
                parallel ? Action.START_PARALLEL : Action.START_TASK,
                id,
                new ReservationCommand.StartTreatment(
                        id, state.practitionerId(), state.roomId(), parallel));
    }

    private void change(TaskState task) {
        int minutes = task.task().minutes();
        tryOut(
                Action.CHANGE_TASK,
                task.task().taskId(),
                new ReservationCommand.ChangeTreatment(
                        task.task().taskId(), other(minutes), null, minutes, null));
    }

    private void correct(TaskState task) {
        if (task.startedAt() == null || task.finishedAt() == null) {
            return;
        }
        tryOut(
                Action.CORRECT_TIMES,
                task.task().taskId(),
                new ReservationCommand.CorrectTreatmentTime(
                        task.task().taskId(),
                        task.startedAt().minusSeconds(60),
                        task.finishedAt(),
                        task.startedAt(),
                        task.finishedAt()));
    }

    private void move(Action action, UUID taskId, List<UUID> waiting, int from, int to) {
        if (from < 0 || to < 0 || to >= waiting.size()) {
            return;
        }
        List<UUID> order = new ArrayList<>(waiting);
        Collections.swap(order, from, to);
        tryOut(action, taskId, new ReservationCommand.ReorderTreatments(order, waiting));
    }

    private void money() {
        tryOut(Action.APPLY_DISCOUNT, null, new ReservationCommand.ApplyDiscount(PROBE, 1));
        // Sold to the visit's customer wherever money can be taken, by whoever may take it.
        tryOut(Action.SELL_PACKAGE, null, paymentProbe());
        for (UUID discount : state.discounts().keySet()) {
            tryOut(
                    Action.WITHDRAW_DISCOUNT,
                    discount,
                    new ReservationCommand.WithdrawDiscount(discount));
        }
        for (PaymentState payment : state.payments().values()) {
            UUID id = payment.paymentId();
            tryOut(Action.REQUEST_REFUND, id, new ReservationCommand.RequestRefund(PROBE, id, 1));
            tryOut(Action.VOID_PAYMENT, id, new ReservationCommand.VoidPayment(id));
        }
        for (RefundState refund : state.refunds().values()) {
            if (refund.status() == RefundState.Status.REQUESTED) {
                UUID id = refund.refundId();
                tryOut(Action.ISSUE_REFUND, id, new ReservationCommand.IssueRefund(id, null));
                tryOut(Action.DECLINE_REFUND, id, new ReservationCommand.DeclineRefund(id));
            }
        }
    }

    private ReservationCommand addProbe() {
        ReservationCommand.TaskOrder order =
                new ReservationCommand.TaskOrder(
                        PROBE, new StreamId("procedure", PROBE), "probe", 1, 1);
        List<UUID> seen = state.tasks().stream().map(t -> t.task().taskId()).toList();
        return new ReservationCommand.AddTreatment(order, TaskOrigin.UPSELL, null, seen, true);
    }

    private static ReservationCommand paymentProbe() {
        return new ReservationCommand.ReceivePayment(
                PROBE, PaymentMethod.CARD, 1, null, null, null);
    }

    private static int other(int minutes) {
        return minutes > 1 ? minutes - 1 : minutes + 1;
    }

    private void tryOut(Action action, @Nullable UUID target, ReservationCommand command) {
        switch (DECIDER.decide(command, state)) {
            case Decision.Accepted<ReservationEvent>(var events, var _) -> {
                if (!events.isEmpty()) {
                    offers.add(new Offer(action, target, command, needs(events)));
                }
            }
            case Decision.Refused<ReservationEvent> _ -> {
                // What is not legal now is not offered.
            }
        }
    }

    /** The lowest role that may record all of these, where this one may not. */
    private @Nullable Role needs(List<ReservationEvent> events) {
        if (may(role, events)) {
            return null;
        }
        return may(Role.FRONT_DESK, events) ? Role.FRONT_DESK : Role.MANAGER;
    }

    private static boolean may(Role role, List<ReservationEvent> events) {
        return events.stream().allMatch(e -> RolePermissions.permits(role, e));
    }
}
