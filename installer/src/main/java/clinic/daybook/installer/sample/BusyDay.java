package clinic.daybook.installer.sample;

import clinic.daybook.customer.Customer;
import clinic.daybook.customer.CustomerCommand;
import clinic.daybook.customer.CustomerDecider;
import clinic.daybook.customer.CustomerEvent;
import clinic.daybook.event.StreamId;
import clinic.daybook.event.Uuid7;
import clinic.daybook.protocol.Commit;
import clinic.daybook.reservation.Channel;
import clinic.daybook.reservation.PaymentMethod;
import clinic.daybook.reservation.Reservation;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.ReservationDecider;
import clinic.daybook.reservation.ReservationEvent;
import clinic.daybook.reservation.TaskOrigin;
import clinic.daybook.server.store.EventStore;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * One clinic day with many cards on the board, each with as many events as asked for: booked, checked
 * in, treated over and over, paid in parts. For measuring a full board.
 */
public final class BusyDay {

    /** The day. */
    public static final LocalDate DAY = LocalDate.of(2027, 1, 6);

    private static final long SEED = 20270106;

    /** Arrival, check-in and the booking itself; then treatments and payments in turn. */
    private static final int FIRST = 3;

    private final StreamId staff;
    private final Random random = new Random(SEED);
    private final List<TimedCommit> commits = new ArrayList<>();

    private BusyDay(StreamId staff) {
        this.staff = staff;
    }

    /**
     * Puts the day into a store, past every check.
     *
     * @param staff a member of staff whom the store knows
     * @param events of each card's stream, at least one
     */
    public static void fill(EventStore store, StreamId staff, int cards, int events) {
        BusyDay day = new BusyDay(staff);
        Instant opens = DAY.atTime(9, 0).atZone(LongHistory.ZONE).toInstant();
        for (int card = 0; card < cards; card++) {
            day.visit(card, opens.plusSeconds(300L * card), events);
        }
        long written = day.commits.stream().mapToLong(c -> c.commit().events().size()).sum();
        StreamId desk = store.identity().systemDesk();
        new LongLog(store.identity().clinicId(), desk, day.commits.iterator())
                .fill(store, store.head() + written);
    }

    private void visit(int card, Instant startsAt, int events) {
        Instant booked = startsAt.minusSeconds(86_400);
        StreamWriter<CustomerCommand, CustomerEvent, Customer> customer =
                new StreamWriter<>(new CustomerDecider(), id("customer", booked), random);
        add(
                booked,
                customer.write(
                        new CustomerCommand.Register(null, "KR", "B%05d".formatted(card)),
                        booked,
                        staff,
                        customer.streamId(),
                        Map.of("name", "김민준", "phone", "010-0000-%04d".formatted(card))));
        StreamWriter<ReservationCommand, ReservationEvent, Reservation> visit =
                new StreamWriter<>(new ReservationDecider(), id("reservation", booked), random);
        for (int i = 0; i < events; i++) {
            Instant at = i == 0 ? booked : startsAt.plusSeconds(20L * i);
            add(
                    at,
                    visit.write(
                            step(visit.state(), i, customer.streamId(), startsAt),
                            at,
                            staff,
                            null,
                            Map.of()));
        }
    }

    private ReservationCommand step(
            Reservation state, int number, StreamId customer, Instant startsAt) {
        return switch (number) {
            case 0 ->
                    new ReservationCommand.Book(
                            customer,
                            startsAt,
                            30,
                            null,
                            null,
                            Channel.PHONE,
                            List.of(order(startsAt)),
                            false);
            case 1 -> new ReservationCommand.Arrive();
            case 2 -> new ReservationCommand.CheckIn();
            default -> treatment(state, number - FIRST, startsAt);
        };
    }

    private ReservationCommand treatment(Reservation state, int number, Instant at) {
        UUID last = state.tasks().getLast().task().taskId();
        return switch (number % 4) {
            case 0 -> new ReservationCommand.StartTreatment(last, staff, null, false);
            case 1 -> new ReservationCommand.FinishTreatment(last);
            case 2 ->
                    new ReservationCommand.ReceivePayment(
                            Uuid7.of(at, random),
                            PaymentMethod.CARD,
                            10_000,
                            null,
                            null,
                            state.balance().open());
            default ->
                    new ReservationCommand.AddTreatment(
                            order(at),
                            TaskOrigin.UPSELL,
                            staff,
                            state.tasks().stream().map(t -> t.task().taskId()).toList(),
                            true);
        };
    }

    private ReservationCommand.TaskOrder order(Instant at) {
        return new ReservationCommand.TaskOrder(
                Uuid7.of(at, random), id("procedure", at), "레이저 토닝", 30, 150_000);
    }

    private StreamId id(String kind, Instant at) {
        return new StreamId(kind, Uuid7.of(at, random));
    }

    private void add(Instant at, Commit commit) {
        commits.add(new TimedCommit(at, "A", commit));
    }
}
