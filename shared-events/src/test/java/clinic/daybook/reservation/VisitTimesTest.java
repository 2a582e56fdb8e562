package clinic.daybook.reservation;

import static clinic.daybook.event.DeciderSpecification.at;
import static clinic.daybook.event.DeciderSpecification.eventId;
import static clinic.daybook.reservation.ReservationStatus.*;
import static clinic.daybook.reservation.Visit.*;
import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.event.Occurred;
import clinic.daybook.reservation.ReservationEvent.*;
import clinic.daybook.reservation.VisitTimes.Stay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every n-th event happens in minute n - 1; see {@code DeciderSpecification.at}. */
class VisitTimesTest {

    private static VisitTimes times(List<ReservationEvent> events) {
        List<Occurred<ReservationEvent>> occurred = new ArrayList<>();
        for (ReservationEvent event : events) {
            int n = occurred.size() + 1;
            occurred.add(new Occurred<>(eventId(n), at(n), event));
        }
        return VisitTimes.of(occurred);
    }

    private static Stay stay(ReservationStatus status, int from, int until) {
        return new Stay(status, at(from), at(until));
    }

    private static Stay since(ReservationStatus status, int from) {
        return new Stay(status, at(from), null);
    }

    @Test
    void aClockThatWasWrongForOneEventSpoilsNeitherOrderNorTheOtherTimes() {
        for (long wrong : new long[] {-3_600, -86_400 * 2, 86_400 * 2}) {
            List<Occurred<ReservationEvent>> occurred = new ArrayList<>();
            for (ReservationEvent event : departed()) {
                int n = occurred.size() + 1;
                occurred.add(
                        new Occurred<>(
                                eventId(n), n == 6 ? at(n).plusSeconds(wrong) : at(n), event));
            }
            VisitTimes visit = VisitTimes.of(occurred);
            assertThat(visit.stays())
                    .extracting(Stay::status)
                    .containsExactlyElementsOf(
                            times(departed()).stays().stream().map(Stay::status).toList());
            assertThat(visit.plausibleStays(at(99)))
                    .containsExactly(
                            stay(BOOKED, 1, 2),
                            stay(ARRIVED, 2, 3),
                            stay(CHECKED_IN, 3, 4),
                            stay(IN_CONSULTATION, 4, 5),
                            stay(WAITING_TREATMENT, 7, 8),
                            stay(IN_TREATMENT, 8, 9),
                            stay(READY_TO_LEAVE, 9, 10),
                            since(DEPARTED, 10));
            assertThat(visit.waited(at(99))).isEqualTo(Duration.ofMinutes(3));
            assertThat(visit.plausible(visit.tasks().get(A), at(99))).isFalse();
            assertThat(visit.plausible(visit.tasks().get(B), at(99))).isTrue();
        }
    }

    @Test
    void whatLastsLongerThanADayInTheHouseSaysNothing() {
        VisitTimes visit = times(checkedIn());
        assertThat(visit.plausibleStays(at(60))).hasSize(visit.stays().size());
        assertThat(visit.plausibleStays(at(3 + 25 * 60)))
                .hasSize(visit.stays().size() - 1)
                .first()
                .isEqualTo(stay(BOOKED, 1, 2));
    }

    @Test
    void nothingHappenedYet() {
        assertThat(VisitTimes.NONE.bookedAt()).isNull();
        assertThat(VisitTimes.NONE.statusSince()).isNull();
        assertThat(VisitTimes.NONE.waited(TEN)).isZero();
    }

    @Test
    void aVisitFromBookingToDeparture() {
        VisitTimes visit = times(departed());
        assertThat(visit.stays())
                .containsExactly(
                        stay(BOOKED, 1, 2),
                        stay(ARRIVED, 2, 3),
                        stay(CHECKED_IN, 3, 4),
                        stay(IN_CONSULTATION, 4, 5),
                        stay(WAITING_TREATMENT, 5, 6),
                        stay(IN_TREATMENT, 6, 7),
                        stay(WAITING_TREATMENT, 7, 8),
                        stay(IN_TREATMENT, 8, 9),
                        stay(READY_TO_LEAVE, 9, 10),
                        since(DEPARTED, 10));
        assertThat(visit.bookedAt()).isEqualTo(at(1));
        assertThat(visit.arrivedAt()).isEqualTo(at(2));
        assertThat(visit.checkedInAt()).isEqualTo(at(3));
        assertThat(visit.consultationStartedAt()).isEqualTo(at(4));
        assertThat(visit.consultationFinishedAt()).isEqualTo(at(5));
        assertThat(visit.departedAt()).isEqualTo(at(10));
        assertThat(visit.status()).isEqualTo(DEPARTED);
        assertThat(visit.statusSince()).isEqualTo(at(10));
        // Two minutes until the consultation, one before each treatment.
        assertThat(visit.waited(at(99))).isEqualTo(Duration.ofMinutes(4));
        assertThat(visit.tasks().get(A).length(at(99))).contains(Duration.ofMinutes(1));
        assertThat(visit.tasks().get(A).plannedMinutes()).isEqualTo(30);
    }

    @Test
    void whatIsNotFinishedCountsUpToNow() {
        VisitTimes visit = times(inTreatment());
        assertThat(visit.tasks().get(A).length(at(16))).contains(Duration.ofMinutes(10));
        assertThat(visit.tasks().get(B).length(at(16))).isEmpty();
        assertThat(times(arrived()).waited(at(12))).isEqualTo(Duration.ofMinutes(10));
        assertThat(times(inConsultation()).consultationFinishedAt()).isNull();
    }

    @Test
    void aClockThatWentBackMakesNoNegativeTime() {
        assertThat(times(arrived()).waited(at(1))).isZero();
        assertThat(times(inTreatment()).tasks().get(A).length(at(1))).contains(Duration.ZERO);
    }

    @Test
    void whatLeavesTheStatusLeavesTheStay() {
        VisitTimes visit = times(then(arrived(), paid(P, 1), new TreatmentSkipped(A)));
        assertThat(visit.stays()).containsExactly(stay(BOOKED, 1, 2), since(ARRIVED, 2));
    }

    @Test
    void anUndoneArrivalNeverWas() {
        VisitTimes visit = times(then(arrived(), new ArrivalUndone()));
        assertThat(visit.stays()).containsExactly(since(BOOKED, 1));
        assertThat(visit.arrivedAt()).isNull();
    }

    @Test
    void anUndoneArrivalAfterANoShowIsABookingFromThen() {
        VisitTimes visit = times(then(noShow(), new CustomerArrived(), new ArrivalUndone()));
        assertThat(visit.stays())
                .containsExactly(stay(BOOKED, 1, 2), stay(NO_SHOW, 2, 3), since(BOOKED, 3));
    }

    @Test
    void anUndoneCheckInNeverWas() {
        VisitTimes visit = times(then(checkedIn(), new CheckInUndone()));
        assertThat(visit.stays()).containsExactly(stay(BOOKED, 1, 2), since(ARRIVED, 2));
        assertThat(visit.checkedInAt()).isNull();
        assertThat(visit.arrivedAt()).isEqualTo(at(2));
    }

    @Test
    void anUndoneStartWasWaiting() {
        VisitTimes visit = times(then(inTreatment(), new TreatmentStartUndone(A)));
        assertThat(visit.stays().getLast()).isEqualTo(since(WAITING_TREATMENT, 5));
        assertThat(visit.tasks().get(A).startedAt()).isNull();
    }

    @Test
    void anUndoneStartBesideAnotherTreatmentLeavesThatOnesStay() {
        VisitTimes visit =
                times(
                        then(
                                inTreatment(),
                                startedBeside(B),
                                finished(B),
                                new TreatmentStartUndone(A)));
        assertThat(visit.stays()).endsWith(stay(IN_TREATMENT, 6, 9), since(WAITING_TREATMENT, 9));
    }

    @Test
    void aReopenedTreatmentRanAllAlong() {
        VisitTimes visit = times(then(inTreatment(), finished(A), new TreatmentReopened(A)));
        assertThat(visit.stays().getLast()).isEqualTo(since(IN_TREATMENT, 6));
        assertThat(visit.tasks().get(A).finishedAt()).isNull();
        assertThat(visit.tasks().get(A).length(at(10))).contains(Duration.ofMinutes(4));
    }

    @Test
    void aTreatmentReopenedLaterIsANewStay() {
        VisitTimes visit = times(then(ready(), new TreatmentReopened(A)));
        assertThat(visit.stays()).endsWith(stay(READY_TO_LEAVE, 9, 10), since(IN_TREATMENT, 10));
    }

    @Test
    void aCheckoutTakenBackWasWaiting() {
        VisitTimes visit = times(then(waiting(), new CheckoutStarted(), new CheckoutUndone()));
        assertThat(visit.stays().getLast()).isEqualTo(since(WAITING_TREATMENT, 5));
        VisitTimes other = times(then(checkedIn(), new CheckoutStarted(), new CheckoutUndone()));
        assertThat(other.stays()).endsWith(stay(CHECKED_IN, 3, 4), since(WAITING_TREATMENT, 4));
    }

    @Test
    void aReopenedVisitHasNotDeparted() {
        VisitTimes visit = times(then(departed(), new VisitReopened()));
        assertThat(visit.stays().getLast()).isEqualTo(since(READY_TO_LEAVE, 9));
        assertThat(visit.departedAt()).isNull();
    }

    @Test
    void whoComesBackAfterLeavingArrivesAnew() {
        VisitTimes visit = times(then(leftUnseen(), new CustomerArrived()));
        assertThat(visit.arrivedAt()).isEqualTo(at(4));
        assertThat(visit.checkedInAt()).isNull();
        assertThat(visit.waited(at(14))).isEqualTo(Duration.ofMinutes(11));
    }

    @Test
    void aTreatmentStartedInTheConsultationEndsIt() {
        VisitTimes visit = times(then(inConsultation(), started(A)));
        assertThat(visit.consultationFinishedAt()).isEqualTo(at(5));
    }

    @Test
    void correctedTimesCountAndTheRecordedOnesStay() {
        VisitTimes visit =
                times(
                        then(
                                departed(),
                                new TreatmentTimeCorrected(
                                        A,
                                        at(5),
                                        at(9),
                                        new TreatmentTimeCorrected.Times(at(6), at(7)))));
        VisitTimes.TaskTimes task = visit.tasks().get(A);
        assertThat(task.corrected()).isTrue();
        assertThat(task.length(at(99))).contains(Duration.ofMinutes(4));
        assertThat(task.recordedStartedAt()).isEqualTo(at(6));
        assertThat(task.recordedFinishedAt()).isEqualTo(at(7));
        assertThat(visit.tasks().get(B).corrected()).isFalse();
        assertThat(visit.departedAt()).isEqualTo(at(10));
    }

    @Test
    void aChangedPlanIsThePlan() {
        VisitTimes visit =
                times(
                        history(
                                booked(),
                                new TreatmentChanged(
                                        A, 45, null, new TreatmentChanged.Values(30, null))));
        assertThat(visit.tasks().get(A).plannedMinutes()).isEqualTo(45);
    }
}
