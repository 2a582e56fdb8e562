package clinic.daybook.installer.sample;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.codec.EventCodec;
import clinic.daybook.event.Occurred;
import clinic.daybook.event.StreamId;
import clinic.daybook.event.Uuid7;
import clinic.daybook.protocol.Commit;
import clinic.daybook.protocol.CommitEvent;
import clinic.daybook.reservation.Reservation;
import clinic.daybook.reservation.ReservationDecider;
import clinic.daybook.reservation.ReservationEvent;
import clinic.daybook.reservation.ReservationStatus;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SampleHistoryTest {

    private static final LocalDate DAY = LocalDate.of(2027, 1, 6);
    private static final ZoneId ZONE = ZoneId.of("Asia/Seoul");

    private final List<TimedCommit> history = history();

    @Test
    void everyKindOfStateStandsOnTheBoardAtTheReferenceTime() {
        Map<StreamId, Reservation> states = new HashMap<>();
        ReservationDecider decider = new ReservationDecider();
        for (TimedCommit timed : history) {
            Commit commit = timed.commit();
            if (!commit.streamId().is("reservation")) {
                continue;
            }
            for (CommitEvent event : commit.events()) {
                Reservation before = states.getOrDefault(commit.streamId(), Reservation.NEW);
                ReservationEvent fact = decode(event);
                assertThat(decider.legal(before, fact)).isEmpty();
                states.put(
                        commit.streamId(),
                        decider.evolve(
                                before, new Occurred<>(event.eventId(), event.occurredAt(), fact)));
            }
        }
        Map<ReservationStatus, Integer> counts = new TreeMap<>();
        states.values().stream()
                .filter(state -> DAY.equals(dayOf(state)))
                .forEach(state -> counts.merge(state.status(), 1, Integer::sum));
        assertThat(counts)
                .containsOnly(
                        Map.entry(ReservationStatus.BOOKED, 20),
                        Map.entry(ReservationStatus.ARRIVED, 2),
                        Map.entry(ReservationStatus.CHECKED_IN, 3),
                        Map.entry(ReservationStatus.IN_CONSULTATION, 2),
                        Map.entry(ReservationStatus.WAITING_TREATMENT, 3),
                        Map.entry(ReservationStatus.IN_TREATMENT, 4),
                        Map.entry(ReservationStatus.READY_TO_LEAVE, 2),
                        Map.entry(ReservationStatus.DEPARTED, 20),
                        Map.entry(ReservationStatus.LEFT_UNSEEN, 1),
                        Map.entry(ReservationStatus.CANCELLED, 2),
                        Map.entry(ReservationStatus.NO_SHOW, 1));
    }

    @Test
    void theSameSeedGivesTheSameHistory() {
        assertThat(history()).isEqualTo(history);
    }

    @Test
    void commitsAreInTheOrderOfTimeWithVersionsThatFollow() {
        Map<StreamId, Long> versions = new HashMap<>();
        TimedCommit before = history.getFirst();
        for (TimedCommit timed : history) {
            assertThat(timed.at()).isAfterOrEqualTo(before.at());
            Commit commit = timed.commit();
            assertThat(commit.expectedVersion())
                    .isEqualTo(versions.getOrDefault(commit.streamId(), 0L));
            versions.merge(commit.streamId(), (long) commit.events().size(), Long::sum);
            before = timed;
        }
    }

    private static LocalDate dayOf(Reservation state) {
        return LocalDate.ofInstant(Objects.requireNonNull(state.startsAt()), ZONE);
    }

    private static ReservationEvent decode(CommitEvent event) {
        return switch (EventCodec.decode(event.type(), event.schema(), event.data())) {
            case EventCodec.Decoded.Known known -> (ReservationEvent) known.event();
            case EventCodec.Decoded.Unknown unknown ->
                    throw new AssertionError("unknown: " + event.type() + unknown);
            case EventCodec.Decoded.Malformed malformed ->
                    throw new AssertionError(event.type() + ": " + malformed.message());
        };
    }

    private static List<TimedCommit> history() {
        Random random = new Random(7);
        Map<String, StreamId> staff = new HashMap<>();
        SampleClinic.staff()
                .forEach(employee ->
                        staff.put(
                                employee.key(),
                                new StreamId(
                                        "staff",
                                        Uuid7.of(SampleHistory.begins(DAY, ZONE), random))));
        return SampleHistory.of(DAY, ZONE, staff, random);
    }
}
