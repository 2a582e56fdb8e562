package clinic.daybook.installer.sample;

import clinic.daybook.event.StreamId;
import clinic.daybook.event.Uuid7;
import clinic.daybook.reservation.Channel;
import clinic.daybook.reservation.PaymentMethod;
import clinic.daybook.reservation.Reservation;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.ReservationDecider;
import clinic.daybook.reservation.ReservationEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * A visit of a former day, from the booking to going home, without anything out of the ordinary.
 */
final class EarlierVisit {

    private EarlierVisit() {}

    static List<TimedCommit> of(
            SampleHistory history, StreamId customer, Instant startsAt, RandomGenerator random) {
        StreamWriter<ReservationCommand, ReservationEvent, Reservation> writer =
                new StreamWriter<>(
                        new ReservationDecider(),
                        new StreamId("reservation", Uuid7.of(startsAt, random)),
                        random);
        SampleVisit.MenuEntry entry = history.menuEntry("laser-toning");
        UUID task = Uuid7.of(startsAt, random);
        StreamId practitioner = history.staff("an-sol");
        StreamId room = history.room("laser-1");
        List<ReservationCommand> steps =
                List.of(
                        new ReservationCommand.Book(
                                customer,
                                startsAt,
                                entry.minutes(),
                                practitioner,
                                room,
                                Channel.PHONE,
                                List.of(
                                        new ReservationCommand.TaskOrder(
                                                task,
                                                entry.procedureId(),
                                                entry.name(),
                                                entry.minutes(),
                                                entry.price())),
                                true),
                        new ReservationCommand.CheckIn(),
                        new ReservationCommand.StartTreatment(task, practitioner, room, false),
                        new ReservationCommand.FinishTreatment(task),
                        new ReservationCommand.ReceivePayment(
                                Uuid7.of(startsAt, random),
                                PaymentMethod.CARD,
                                entry.price(),
                                null,
                                null,
                                entry.price()),
                        new ReservationCommand.Depart());
        List<TimedCommit> commits = new ArrayList<>();
        Instant at = startsAt;
        for (ReservationCommand step : steps) {
            commits.add(
                    new TimedCommit(
                            at,
                            "A",
                            writer.write(
                                    step, at, history.staff("bae-soyun"), customer, Map.of())));
            at = at.plusSeconds(5 * 60);
        }
        return commits;
    }
}
