package clinic.daybook.simulation;

import clinic.daybook.customer.CustomerCommand;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.model.Undo;
import clinic.daybook.event.Command;
import clinic.daybook.event.StreamId;
import clinic.daybook.event.Uuid7;
import clinic.daybook.reservation.CancelledBy;
import clinic.daybook.reservation.Channel;
import clinic.daybook.reservation.PaymentMethod;
import clinic.daybook.reservation.Reservation;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.ReservationCommand.TaskOrder;
import clinic.daybook.reservation.Slot;
import clinic.daybook.reservation.TaskOrigin;
import clinic.daybook.reservation.TaskState;
import clinic.daybook.reservation.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people come upon to do, given what they see. */
final class Ideas {

    private static final int COMMANDS = 30;

    private final Chance chance;
    private final StreamId staffId;
    private final int days;
    private @Nullable ReservationCommand last;

    /** {@code days}: on so many days people come. */
    Ideas(Chance chance, StreamId staffId, int days) {
        this.chance = chance;
        this.staffId = staffId;
        this.days = days;
    }

    UUID newId() {
        return Uuid7.of(World.BEGINNING, chance);
    }

    private StreamId newStream(String kind) {
        return new StreamId(kind, newId());
    }

    Change register() {
        StreamId customer = newStream("customer");
        return new Change(
                customer,
                new CustomerCommand.Register(null, null, null),
                null,
                null,
                customer,
                Map.of("name", "김민준", "phone", "010-1234-" + chance.between(1000, 9999)));
    }

    Change book(StreamId customer) {
        List<TaskOrder> tasks = new ArrayList<>();
        for (int i = chance.between(0, 2); i > 0; i--) {
            tasks.add(order());
        }
        ReservationCommand book =
                new ReservationCommand.Book(
                        customer,
                        slot(),
                        30,
                        chance.oneIn(2) ? staffId : null,
                        chance.oneIn(2) ? chance.pick(Template.ROOMS) : null,
                        Channel.PHONE,
                        tasks,
                        chance.oneIn(4));
        StreamId id = newStream("reservation");
        return chance.oneIn(3)
                ? new Change(id, book, null, null, customer, memo())
                : Change.of(id, book);
    }

    private Map<String, String> memo() {
        return Map.of("memo", "메모 " + chance.between(0, 999_999));
    }

    private TaskOrder order() {
        return new TaskOrder(newId(), chance.pick(Template.PROCEDURES), "레이저", 30, amount());
    }

    private long amount() {
        return 10_000L * chance.between(1, 5);
    }

    private Instant slot() {
        return World.BEGINNING
                .plus(Duration.ofMinutes(30L * chance.between(0, 24)))
                .plus(Duration.ofDays(chance.below(days)));
    }

    /** A change of this reservation and one of another, meant as one. */
    List<Change> together(UUID intent, ReservationDetail seen, StreamId other) {
        ReservationCommand one =
                chance.oneIn(2)
                        ? new ReservationCommand.Cancel(CancelledBy.CUSTOMER)
                        : add(seen.state());
        ReservationCommand two =
                new ReservationCommand.AddTreatment(
                        order(), TaskOrigin.UPSELL, null, List.of(), chance.oneIn(2));
        return List.of(
                new Change(seen.card().id(), one, intent, null, null, Map.of()),
                new Change(other, two, intent, null, null, Map.of()));
    }

    /** Something to do about a reservation. */
    Change about(ReservationDetail seen) {
        StreamId id = seen.card().id();
        Reservation state = seen.state();
        ReservationCommand undo = last == null ? null : Undo.of(last).orElse(null);
        if (undo != null && chance.oneIn(12)) {
            last = null;
            return Change.of(id, undo);
        }
        ReservationCommand command = command(state);
        last = command;
        if (command instanceof ReservationCommand.ChangeMemo) {
            StreamId customer = state.customerId();
            return new Change(
                    id, command, null, null, customer, customer == null ? Map.of() : memo());
        }
        return Change.of(id, (Command) command);
    }

    private ReservationCommand command(Reservation state) {
        return switch (chance.between(1, COMMANDS)) {
            case 1 -> new ReservationCommand.Confirm();
            case 2, 3 -> move(state);
            case 4 ->
                    new ReservationCommand.AssignPractitioner(
                            chance.pick(Template.STAFF), state.practitionerId());
            case 5, 28 ->
                    new ReservationCommand.AssignRoom(chance.pick(Template.ROOMS), state.roomId());
            case 6, 7, 29, 30 -> new ReservationCommand.ChangeMemo(state.memoEventId());
            case 8 -> new ReservationCommand.Cancel(CancelledBy.CLINIC);
            case 9 -> new ReservationCommand.Reinstate();
            case 10, 11, 12 -> new ReservationCommand.Arrive();
            case 13, 14 -> new ReservationCommand.CheckIn();
            case 15, 16 -> add(state);
            case 17 -> new ReservationCommand.RemoveTreatment(task(state, TaskStatus.WAITING));
            case 18, 19 ->
                    new ReservationCommand.StartTreatment(
                            task(state, TaskStatus.WAITING), staffId, null, chance.oneIn(4));
            case 20, 21 -> new ReservationCommand.FinishTreatment(task(state, TaskStatus.RUNNING));
            case 22 -> reorder(state);
            case 23, 24 -> pay(state);
            case 25 -> refund(state);
            default ->
                    chance.oneIn(2)
                            ? new ReservationCommand.StartCheckout()
                            : new ReservationCommand.Depart();
        };
    }

    private ReservationCommand move(Reservation state) {
        Instant startsAt = state.startsAt();
        return new ReservationCommand.Reschedule(
                slot(),
                30,
                null,
                chance.oneIn(3) ? chance.pick(Template.ROOMS) : null,
                new Slot(
                        startsAt == null ? World.BEGINNING : startsAt,
                        state.minutes(),
                        state.practitionerId(),
                        state.roomId()));
    }

    private ReservationCommand.AddTreatment add(Reservation state) {
        return new ReservationCommand.AddTreatment(
                order(),
                TaskOrigin.UPSELL,
                null,
                state.tasks().stream().map(t -> t.task().taskId()).toList(),
                chance.oneIn(3));
    }

    private UUID task(Reservation state, TaskStatus status) {
        List<TaskState> found = state.tasks().stream().filter(t -> t.status() == status).toList();
        return found.isEmpty() ? newId() : chance.pick(found).task().taskId();
    }

    private ReservationCommand reorder(Reservation state) {
        List<UUID> seen = state.waiting().stream().map(t -> t.task().taskId()).toList();
        List<UUID> order = new ArrayList<>(seen.reversed());
        return new ReservationCommand.ReorderTreatments(order, seen);
    }

    private ReservationCommand pay(Reservation state) {
        return new ReservationCommand.ReceivePayment(
                newId(), PaymentMethod.CARD, amount(), null, null, state.balance().open());
    }

    private ReservationCommand refund(Reservation state) {
        List<UUID> payments = List.copyOf(state.payments().keySet());
        List<UUID> refunds = List.copyOf(state.refunds().keySet());
        if (!refunds.isEmpty() && chance.oneIn(2)) {
            return new ReservationCommand.IssueRefund(chance.pick(refunds), null);
        }
        UUID payment = payments.isEmpty() ? newId() : chance.pick(payments);
        return chance.oneIn(4)
                ? new ReservationCommand.VoidPayment(payment)
                : new ReservationCommand.RequestRefund(newId(), payment, 10_000);
    }
}
