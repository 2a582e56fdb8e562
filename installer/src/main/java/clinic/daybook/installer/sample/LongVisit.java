package clinic.daybook.installer.sample;

import clinic.daybook.event.StreamId;
import clinic.daybook.event.Uuid7;
import clinic.daybook.reservation.CancelledBy;
import clinic.daybook.reservation.Channel;
import clinic.daybook.reservation.PaymentMethod;
import clinic.daybook.reservation.Reservation;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.ReservationDecider;
import clinic.daybook.reservation.ReservationEvent;
import clinic.daybook.reservation.TaskOrigin;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One visit of a {@link LongHistory}, from the booking through its steps, one commit at a time. */
final class LongVisit {

    /** What is done when; decided only then, on what the visit has become. */
    private record Step(
            Instant at, Supplier<ReservationCommand> command, Map<String, String> personal) {}

    private final LongHistory history;
    private final RandomGenerator random;
    private final StreamId customer;
    private final StreamWriter<ReservationCommand, ReservationEvent, Reservation> writer;
    private final Deque<Step> steps = new ArrayDeque<>();
    private @Nullable TimedCommit registration;

    LongVisit(
            LongHistory history,
            RandomGenerator random,
            StreamId customer,
            @Nullable TimedCommit registration,
            Instant bookedAt,
            Instant startsAt) {
        this.history = history;
        this.random = random;
        this.customer = customer;
        this.registration = registration;
        this.writer =
                new StreamWriter<>(
                        new ReservationDecider(),
                        new StreamId("reservation", Uuid7.of(bookedAt, random)),
                        random);
        plan(bookedAt, startsAt);
    }

    StreamId streamId() {
        return writer.streamId();
    }

    Instant nextAt() {
        return registration != null ? registration.at() : steps.getFirst().at();
    }

    boolean more() {
        return registration != null || !steps.isEmpty();
    }

    /** The next commit. */
    TimedCommit write() {
        if (registration != null) {
            TimedCommit first = registration;
            registration = null;
            return first;
        }
        Step step = steps.removeFirst();
        return new TimedCommit(
                step.at(),
                random.nextBoolean() ? "A" : "B",
                writer.write(
                        step.command().get(),
                        step.at(),
                        history.anyFrontDesk(),
                        customer,
                        step.personal()));
    }

    private void plan(Instant bookedAt, Instant startsAt) {
        StreamId practitioner = history.anyPractitioner();
        StreamId room = history.anyRoom();
        List<ReservationCommand.TaskOrder> booked =
                history.order(2 + random.nextInt(3)).stream().map(e -> order(e, bookedAt)).toList();
        step(bookedAt, () -> book(booked, startsAt, practitioner), memo("전화로 예약"));
        step(bookedAt.plusSeconds(3_600), ReservationCommand.Confirm::new, Map.of());
        int dice = random.nextInt(100);
        if (dice < 6) {
            step(
                    startsAt.minusSeconds(7_200),
                    () -> new ReservationCommand.Cancel(CancelledBy.CUSTOMER),
                    Map.of());
            return;
        }
        step(
                startsAt.minusSeconds(3_600),
                () -> new ReservationCommand.AssignRoom(room, writer.state().roomId()),
                Map.of());
        if (dice < 10) {
            step(startsAt.plusSeconds(1_800), ReservationCommand.RecordNoShow::new, Map.of());
            return;
        }
        visit(startsAt, booked, practitioner, room);
    }

    private void visit(
            Instant startsAt,
            List<ReservationCommand.TaskOrder> booked,
            StreamId practitioner,
            StreamId room) {
        Instant at = startsAt.minusSeconds(random.nextInt(600));
        step(at, ReservationCommand.Arrive::new, Map.of());
        at = at.plusSeconds(120);
        step(at, ReservationCommand.CheckIn::new, Map.of());
        at = at.plusSeconds(60);
        step(
                at,
                () -> new ReservationCommand.ChangeMemo(writer.state().memoEventId()),
                memo("알레르기 없음"));
        at = at.plusSeconds(300);
        step(at, () -> new ReservationCommand.StartConsultation(practitioner), Map.of());
        at = at.plusSeconds(600);
        List<ReservationCommand.TaskOrder> treatments = new ArrayList<>(booked);
        treatments.add(order(history.order(1).getFirst(), at));
        step(at, () -> add(treatments.getLast()), Map.of());
        step(at.plusSeconds(60), ReservationCommand.FinishConsultation::new, Map.of());
        for (ReservationCommand.TaskOrder treatment : treatments) {
            UUID task = treatment.taskId();
            at = at.plusSeconds(300);
            step(
                    at,
                    () -> new ReservationCommand.StartTreatment(task, practitioner, room, false),
                    Map.of());
            at = at.plusSeconds(900);
            step(at, () -> new ReservationCommand.FinishTreatment(task), Map.of());
        }
        Instant pays = at.plusSeconds(240);
        step(
                pays,
                () -> new ReservationCommand.ApplyDiscount(Uuid7.of(pays, random), 1_000),
                Map.of());
        step(pays.plusSeconds(30), () -> pay(pays, PaymentMethod.CASH, 5_000), Map.of());
        step(
                pays.plusSeconds(60),
                () -> pay(pays, PaymentMethod.CARD, writer.state().balance().open()),
                Map.of());
        step(pays.plusSeconds(120), ReservationCommand.Depart::new, Map.of());
    }

    private void step(
            Instant at, Supplier<ReservationCommand> command, Map<String, String> personal) {
        Step last = steps.peekLast();
        Instant notBefore = last == null || last.at().isBefore(at) ? at : last.at().plusSeconds(1);
        steps.add(new Step(notBefore, command, personal));
    }

    private static Map<String, String> memo(String text) {
        return Map.of("memo", text);
    }

    private ReservationCommand book(
            List<ReservationCommand.TaskOrder> booked, Instant startsAt, StreamId practitioner) {
        return new ReservationCommand.Book(
                customer, startsAt, 60, practitioner, null, Channel.PHONE, booked, false);
    }

    private ReservationCommand.TaskOrder order(SampleVisit.MenuEntry entry, Instant at) {
        return new ReservationCommand.TaskOrder(
                Uuid7.of(at, random),
                entry.procedureId(),
                entry.name(),
                entry.minutes(),
                entry.price());
    }

    private static ReservationCommand add(ReservationCommand.TaskOrder treatment) {
        return new ReservationCommand.AddTreatment(
                treatment, TaskOrigin.UPSELL, null, List.of(), true);
    }

    private ReservationCommand pay(Instant at, PaymentMethod method, long amount) {
        return new ReservationCommand.ReceivePayment(
                Uuid7.of(at, random), method, amount, null, null, writer.state().balance().open());
    }
}
