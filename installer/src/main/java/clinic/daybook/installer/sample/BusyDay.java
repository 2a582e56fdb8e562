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
 * A clinic day with many cards on the board, each with as many events as asked for: booked, checked
 * in, treated over and over, paid in parts. For measuring a full board.
 */
public final class BusyDay {

    /** The first such day; there may be others after it. */
    public static final LocalDate DAY = LocalDate.of(2027, 1, 6);

    /** Arrival, check-in and the booking itself; then treatments and payments in turn. */
    private static final int FIRST = 3;

    private final StreamId staff;
    private final LocalDate day;
    private final Random random;
    private final List<StreamWriter<ReservationCommand, ReservationEvent, Reservation>> visits =
            new ArrayList<>();
    private final List<TimedCommit> commits = new ArrayList<>();

    private BusyDay(StreamId staff, LocalDate day) {
        this.staff = staff;
        this.day = day;
        this.random = new Random(day.toEpochDay());
    }

    /**
     * A day that is not written down yet.
     *
     * @param staff a member of staff whom the store will know
     * @param events of each card's stream, at least one
     */
    public static BusyDay of(StreamId staff, LocalDate day, int cards, int events) {
        BusyDay busy = new BusyDay(staff, day);
        for (int card = 0; card < cards; card++) {
            busy.visit(card, busy.startsAt(card), events);
        }
        return busy;
    }

    /** One more thing happens to every visit: a treatment is sold. */
    public void moveOn() {
        for (int card = 0; card < visits.size(); card++) {
            StreamWriter<ReservationCommand, ReservationEvent, Reservation> visit =
                    visits.get(card);
            Instant at = startsAt(card).plusSeconds(7_200);
            add(at, visit.write(sale(visit.state(), at), at, staff, null, Map.of()));
        }
    }

    /** Puts what has happened since the last time into a store, past every check. */
    public void into(EventStore store) {
        long written = commits.stream().mapToLong(c -> c.commit().events().size()).sum();
        StreamId desk = store.identity().systemDesk();
        new LongLog(store.identity().clinicId(), desk, commits.iterator())
                .fill(store, store.currentHead() + written);
        commits.clear();
    }

    /** The reservations of the day. */
    public List<StreamId> reservations() {
        return visits.stream().map(StreamWriter::streamId).toList();
    }

    private Instant startsAt(int card) {
        return day.atTime(9, 0).atZone(LongHistory.ZONE).toInstant().plusSeconds(300L * card);
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
        visits.add(visit);
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
            default -> sale(state, at);
        };
    }

    private ReservationCommand sale(Reservation state, Instant at) {
        return new ReservationCommand.AddTreatment(
                order(at),
                TaskOrigin.UPSELL,
                staff,
                state.tasks().stream().map(t -> t.task().taskId()).toList(),
                true);
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
