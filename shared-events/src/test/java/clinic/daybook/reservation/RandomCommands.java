package clinic.daybook.reservation;

import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.ReservationCommand.*;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Commands as two desks might give them: most of them sensible where the reservation stands, some
 * late, some on values that nobody saw, and now and then one that no screen would let through.
 */
final class RandomCommands {

    private final RandomGenerator random;
    private int ids;

    RandomCommands(RandomGenerator random) {
        this.random = random;
    }

    ReservationCommand next(Reservation state) {
        if (state.status() == ReservationStatus.NEW) {
            return book();
        }
        return switch (random.nextInt(44)) {
            case 0 -> new Confirm();
            case 1 -> reschedule(state);
            case 2 -> new ChangeCustomer(pick("customer"), seen(state.customerId(), "customer"));
            case 3 -> new AssignPractitioner(pick("staff"), state.practitionerId());
            case 4 -> new AssignRoom(pick("room"), oneIn(4) ? pick("room") : state.roomId());
            case 5 -> new ChangeMemo(oneIn(3) ? null : state.memoEventId());
            case 6 -> rarely(new Cancel(CancelledBy.CUSTOMER));
            case 7 -> new ChargeCancellationFee(amount());
            case 8 -> rarely(new RecordNoShow());
            case 9, 10 -> new Reinstate();
            case 11, 12 -> new Arrive();
            case 13 -> rarely(new UndoArrival());
            case 14, 15 -> new CheckIn();
            case 16 -> rarely(new UndoCheckIn());
            case 17 -> new StartConsultation(pick("staff"));
            case 18, 19 -> new FinishConsultation();
            case 20, 21 -> add(state);
            case 22 -> change(state);
            case 23 -> new RemoveTreatment(task(state));
            case 24 -> reorder(state);
            case 25, 26 -> new StartTreatment(task(state), null, null, oneIn(3));
            case 27 -> new UndoTreatmentStart(task(state));
            case 28, 29 -> new FinishTreatment(task(state));
            case 30 -> new ReopenTreatment(task(state));
            case 31 -> new SkipTreatment(task(state));
            case 32 -> correct(state);
            case 33 -> new StartCheckout();
            case 34 -> new UndoCheckout();
            case 35 -> rarely(new Depart());
            case 36 -> oneIn(2) ? rarely(new LeaveUnseen()) : new ReopenVisit();
            case 37 -> new ApplyDiscount(oldOrNew(discounts(state)), amount());
            case 38 -> new WithdrawDiscount(oldOrNew(discounts(state)));
            case 39 -> receive(state);
            case 40 -> new VoidPayment(oldOrNew(state.payments().keySet()));
            case 41 ->
                    new RequestRefund(
                            oldOrNew(state.refunds().keySet()),
                            oldOrNew(state.payments().keySet()),
                            amount());
            case 42 ->
                    oneIn(2)
                            ? new IssueRefund(oldOrNew(state.refunds().keySet()), null)
                            : new DeclineRefund(oldOrNew(state.refunds().keySet()));
            default -> oneIn(100) ? new EnterInError() : book();
        };
    }

    private Book book() {
        List<TaskOrder> orders = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            orders.add(order());
        }
        return new Book(
                pick("customer"),
                instant(),
                30 + random.nextInt(60),
                oneIn(2) ? null : pick("staff"),
                oneIn(2) ? null : pick("room"),
                Channel.PHONE,
                orders,
                oneIn(4));
    }

    private Reschedule reschedule(Reservation state) {
        Slot seen =
                new Slot(
                        state.startsAt() == null || oneIn(5) ? instant() : state.startsAt(),
                        state.minutes(),
                        state.practitionerId(),
                        state.roomId());
        return new Reschedule(
                instant(),
                30 + random.nextInt(60),
                oneIn(2) ? null : pick("staff"),
                oneIn(2) ? null : pick("room"),
                seen);
    }

    private AddTreatment add(Reservation state) {
        List<UUID> seen = new ArrayList<>(taskIds(state));
        if (!seen.isEmpty() && oneIn(3)) {
            seen.remove(random.nextInt(seen.size()));
        }
        return new AddTreatment(order(), TaskOrigin.UPSELL, null, seen, oneIn(4));
    }

    private ChangeTreatment change(Reservation state) {
        UUID id = task(state);
        Task task = state.task(id).map(TaskState::task).orElse(taskOf(id));
        boolean minutes = oneIn(2);
        boolean price = !minutes || oneIn(2);
        return new ChangeTreatment(
                id,
                minutes ? random.nextInt(90) : null,
                price ? amount() : null,
                minutes ? task.minutes() : null,
                price ? task.price() : null);
    }

    private static Task taskOf(UUID id) {
        return new Task(id, Visit.LASER, "laser", 30, 1, 1);
    }

    private ReorderTreatments reorder(Reservation state) {
        List<UUID> waiting = state.waiting().stream().map(t -> t.task().taskId()).toList();
        List<UUID> order = new ArrayList<>(waiting);
        Collections.rotate(order, 1);
        return new ReorderTreatments(order, oneIn(5) ? order : waiting);
    }

    private CorrectTreatmentTime correct(Reservation state) {
        UUID id = task(state);
        Instant startedAt = state.task(id).map(TaskState::startedAt).orElse(instant());
        Instant finishedAt = state.task(id).map(TaskState::finishedAt).orElse(instant());
        Instant from = instant();
        return new CorrectTreatmentTime(
                id, from, from.plusSeconds(random.nextInt(3600)), startedAt, finishedAt);
    }

    private ReceivePayment receive(Reservation state) {
        return new ReceivePayment(
                oldOrNew(state.payments().keySet()),
                PaymentMethod.CARD,
                amount(),
                null,
                null,
                oneIn(2) ? state.balance().open() : amount());
    }

    private TaskOrder order() {
        return new TaskOrder(newId(), pick("procedure"), "laser", 30, amount());
    }

    /** Mostly a few thousand won, so that refunds sometimes just do and just do not fit. */
    private long amount() {
        return oneIn(20) ? 0 : 1_000L * (1 + random.nextInt(5));
    }

    private Instant instant() {
        return Visit.TEN.plusSeconds(60L * random.nextInt(600));
    }

    private UUID task(Reservation state) {
        return oldOrNew(taskIds(state));
    }

    private static List<UUID> taskIds(Reservation state) {
        return state.tasks().stream().map(t -> t.task().taskId()).toList();
    }

    private static List<UUID> discounts(Reservation state) {
        List<UUID> ids = new ArrayList<>(state.discounts().keySet());
        ids.addAll(state.withdrawnDiscounts());
        return ids;
    }

    private UUID oldOrNew(java.util.Collection<UUID> known) {
        if (known.isEmpty() || oneIn(3)) {
            return newId();
        }
        return List.copyOf(known).get(random.nextInt(known.size()));
    }

    private UUID newId() {
        return new UUID(0xABC, ++ids);
    }

    private StreamId pick(String kind) {
        return Visit.id(kind, 1 + random.nextInt(3));
    }

    private StreamId seen(@Nullable StreamId current, String kind) {
        return current == null || oneIn(5) ? pick(kind) : current;
    }

    /** The command, or one that changes little: what ends a visit would make most walks short. */
    private ReservationCommand rarely(ReservationCommand command) {
        return oneIn(4) ? command : new Confirm();
    }

    private boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }
}
