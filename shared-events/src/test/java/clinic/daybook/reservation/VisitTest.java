package clinic.daybook.reservation;

import static clinic.daybook.reservation.Visit.*;
import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.event.Refusals;
import clinic.daybook.reservation.ReservationCommand.*;
import clinic.daybook.reservation.ReservationEvent.*;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** From arrival to departure. */
class VisitTest {

    private static Consumer<Reservation> stands(ReservationStatus status) {
        return s -> assertThat(s.status()).isEqualTo(status);
    }

    @Test
    void aCustomerArrives() {
        reservation().given(booked()).when(new Arrive()).then(new CustomerArrived());
        reservation().given(noShow()).when(new Arrive()).then(new CustomerArrived());
        reservation().given(leftUnseen()).when(new Arrive()).then(new CustomerArrived());
    }

    @Test
    void whoIsThereOrFurtherHasArrived() {
        for (var further : List.of(arrived(), checkedIn(), inTreatment(), departed())) {
            reservation().given(further).when(new Arrive()).thenNothing();
        }
        reservation().given(cancelled()).when(new Arrive()).thenRefused(Refusals.ILLEGAL_IN_STATE);
    }

    @Test
    void anArrivalIsUndone() {
        reservation()
                .given(arrived())
                .when(new UndoArrival())
                .then(new ArrivalUndone())
                .andState(stands(ReservationStatus.BOOKED));
        reservation().given(booked()).when(new UndoArrival()).thenNothing();
        reservation()
                .given(checkedIn())
                .when(new UndoArrival())
                .thenRefused(Refusals.ILLEGAL_IN_STATE);
    }

    @Test
    void aCustomerIsCheckedIn() {
        reservation().given(arrived()).when(new CheckIn()).then(new CustomerCheckedIn());
    }

    @Test
    void whoIsCheckedInOrFurtherIsCheckedIn() {
        for (var further :
                List.of(
                        checkedIn(),
                        inConsultation(),
                        waiting(),
                        inTreatment(),
                        ready(),
                        departed())) {
            reservation().given(further).when(new CheckIn()).thenNothing();
        }
        reservation().given(booked()).when(new CheckIn()).thenRefused(Refusals.ILLEGAL_IN_STATE);
        reservation()
                .given(leftUnseen())
                .when(new CheckIn())
                .thenRefused(Refusals.ILLEGAL_IN_STATE);
    }

    @Test
    void aCheckInIsUndone() {
        reservation()
                .given(checkedIn())
                .when(new UndoCheckIn())
                .then(new CheckInUndone())
                .andState(stands(ReservationStatus.ARRIVED));
        reservation().given(arrived()).when(new UndoCheckIn()).thenNothing();
        reservation()
                .given(waiting())
                .when(new UndoCheckIn())
                .thenRefused(Refusals.ILLEGAL_IN_STATE);
    }

    @Test
    void aCheckInIsNotUndoneOnceATreatmentWasStarted() {
        reservation()
                .given(then(checkedIn(), started(A), new TreatmentStartUndone(A)))
                .when(new UndoCheckIn())
                .thenRefused(ReservationRefusals.TREATMENT_STARTED);
    }

    @Test
    void aConsultationStartsAndFinishes() {
        reservation()
                .given(checkedIn())
                .when(new StartConsultation(KIM))
                .then(new ConsultationStarted(KIM))
                .andState(stands(ReservationStatus.IN_CONSULTATION));
        reservation()
                .given(waiting())
                .when(new StartConsultation(LEE))
                .then(new ConsultationStarted(LEE));
        reservation()
                .given(inConsultation())
                .when(new StartConsultation(LEE))
                .thenRefused(Refusals.ILLEGAL_IN_STATE);
        reservation()
                .given(inConsultation())
                .when(new FinishConsultation())
                .then(new ConsultationFinished())
                .andState(stands(ReservationStatus.WAITING_TREATMENT));
    }

    @Test
    void aConsultationWithoutTreatmentsEndsReadyToLeave() {
        reservation()
                .given(
                        booked(new Task[0]),
                        new CustomerArrived(),
                        new CustomerCheckedIn(),
                        new ConsultationStarted(KIM))
                .when(new FinishConsultation())
                .then(new ConsultationFinished())
                .andState(stands(ReservationStatus.READY_TO_LEAVE));
    }

    @Test
    void aConsultationIsOverForThoseWhoAreFurther() {
        for (var further : List.of(waiting(), inTreatment(), ready(), departed())) {
            reservation().given(further).when(new FinishConsultation()).thenNothing();
        }
        reservation()
                .given(checkedIn())
                .when(new FinishConsultation())
                .thenRefused(Refusals.ILLEGAL_IN_STATE);
    }

    @Test
    void checkoutIsStartedAndUndone() {
        for (var inTheHouse : List.of(checkedIn(), inConsultation(), waiting())) {
            reservation()
                    .given(inTheHouse)
                    .when(new StartCheckout())
                    .then(new CheckoutStarted())
                    .andState(stands(ReservationStatus.READY_TO_LEAVE));
        }
        reservation().given(ready()).when(new StartCheckout()).thenNothing();
        reservation().given(departed()).when(new StartCheckout()).thenNothing();
        reservation()
                .given(inTreatment())
                .when(new StartCheckout())
                .thenRefused(Refusals.ILLEGAL_IN_STATE);
        reservation()
                .given(ready())
                .when(new UndoCheckout())
                .then(new CheckoutUndone())
                .andState(stands(ReservationStatus.WAITING_TREATMENT));
        reservation().given(waiting()).when(new UndoCheckout()).thenNothing();
        reservation()
                .given(departed())
                .when(new UndoCheckout())
                .thenRefused(Refusals.ILLEGAL_IN_STATE);
    }

    @Test
    void aCustomerDeparts() {
        reservation()
                .given(ready())
                .when(new Depart())
                .then(new CustomerDeparted())
                .andState(stands(ReservationStatus.DEPARTED));
        reservation().given(departed()).when(new Depart()).thenNothing();
        reservation().given(arrived()).when(new Depart()).thenRefused(Refusals.ILLEGAL_IN_STATE);
    }

    @Test
    void nobodyDepartsWithTreatmentsOpen() {
        Map<String, String> both = Map.of("count", "2");
        for (var open : List.of(checkedIn(), waiting(), inConsultation(), inTreatment())) {
            reservation()
                    .given(open)
                    .when(new Depart())
                    .thenRefused(ReservationRefusals.TASKS_OPEN, both);
        }
        reservation()
                .given(then(checkedIn(), new TreatmentSkipped(A), new TreatmentRemoved(B)))
                .when(new Depart())
                .then(new CustomerDeparted());
    }

    @Test
    void checkoutLetsSomebodyGoWithTreatmentsOpen() {
        reservation()
                .given(then(waiting(), new CheckoutStarted()))
                .when(new Depart())
                .then(new CustomerDeparted());
    }

    @Test
    void aCustomerLeavesUnseen() {
        reservation().given(arrived()).when(new LeaveUnseen()).then(new CustomerLeftUnseen());
        reservation().given(checkedIn()).when(new LeaveUnseen()).then(new CustomerLeftUnseen());
        reservation().given(leftUnseen()).when(new LeaveUnseen()).thenNothing();
        reservation()
                .given(waiting())
                .when(new LeaveUnseen())
                .thenRefused(Refusals.ILLEGAL_IN_STATE);
    }

    @Test
    void aVisitIsReopened() {
        reservation()
                .given(departed())
                .when(new ReopenVisit())
                .then(new VisitReopened())
                .andState(stands(ReservationStatus.READY_TO_LEAVE));
        reservation().given(ready()).when(new ReopenVisit()).thenNothing();
        reservation()
                .given(leftUnseen())
                .when(new ReopenVisit())
                .thenRefused(Refusals.ILLEGAL_IN_STATE);
    }
}
