package clinic.daybook.reservation;

import static clinic.daybook.event.DeciderSpecification.eventId;
import static clinic.daybook.reservation.Visit.*;
import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.event.Previous;
import clinic.daybook.event.Refusals;
import clinic.daybook.reservation.ReservationCommand.*;
import clinic.daybook.reservation.ReservationEvent.*;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What may be done with a reservation before the customer comes. */
class BookingTest {

    private static final Slot SEEN = new Slot(TEN, 60, KIM, null);

    @Nested
    @DisplayName("book")
    class Booking {

        private Book book(boolean arrived, TaskOrder... orders) {
            return new Book(CUSTOMER, TEN, 60, KIM, null, Channel.PHONE, List.of(orders), arrived);
        }

        @Test
        void givesTheTreatmentsTheirNumbers() {
            reservation()
                    .given()
                    .when(book(false, order(taskA()), order(taskB())))
                    .then(booked())
                    .andState(s -> {
                        assertThat(s.status()).isEqualTo(ReservationStatus.BOOKED);
                        assertThat(s.lastSequence()).isEqualTo(2);
                        assertThat(s.memoEventId()).isEqualTo(eventId(1));
                        assertThat(s.tasks())
                                .extracting(TaskState::origin)
                                .containsOnly(TaskOrigin.BOOKED);
                    });
        }

        @Test
        void aWalkInIsInTheHouseAlready() {
            reservation()
                    .given()
                    .when(book(true, order(taskA())))
                    .then(booked(taskA()), new CustomerArrived());
        }

        @Test
        void mayComeWithoutTreatments() {
            reservation().given().when(book(false)).then(booked(new Task[0]));
        }

        @Test
        void happensOnce() {
            reservation()
                    .given(booked())
                    .when(book(false, order(taskA())))
                    .thenRefused(Refusals.ALREADY_EXISTS, Map.of("event", "ReservationBooked"));
        }

        @Test
        void refusesTheSameTaskTwice() {
            reservation()
                    .given()
                    .when(book(false, order(taskA()), order(taskA())))
                    .thenRefused(Refusals.ID_REUSED, Map.of("field", "taskId"));
        }

        @Test
        void refusesAnInvalidValueInsteadOfThrowing() {
            TaskOrder free = new TaskOrder(A, LASER, "laser", 30, 0);
            reservation().given().when(book(false, free)).thenRefused(Refusals.INVALID_VALUE);
        }

        @Test
        void numbersFromElsewhereMustCountFromOne() {
            reservation().given().thenIllegal(booked(taskB()), ReservationRefusals.WRONG_SEQUENCE);
            reservation()
                    .given()
                    .thenIllegal(booked(taskA(), taskC(3)), ReservationRefusals.WRONG_SEQUENCE);
        }

        @Test
        void nothingElseBeginsAStream() {
            reservation()
                    .given()
                    .when(new Confirm())
                    .thenRefused(
                            Refusals.ILLEGAL_IN_STATE,
                            Map.of("state", "new", "event", "ReservationConfirmed"));
        }
    }

    @Nested
    @DisplayName("confirm")
    class Confirming {

        @Test
        void confirms() {
            reservation()
                    .given(booked())
                    .when(new Confirm())
                    .then(new ReservationConfirmed())
                    .andState(s -> assertThat(s.confirmed()).isTrue());
        }

        @Test
        void isSoAlready() {
            reservation()
                    .given(booked(), new ReservationConfirmed())
                    .when(new Confirm())
                    .thenNothing();
        }

        @Test
        void isTooLateWhenCancelled() {
            reservation()
                    .given(
                            booked(),
                            new ReservationConfirmed(),
                            new ReservationCancelled(CancelledBy.CLINIC))
                    .when(new Confirm())
                    .thenRefused(Refusals.ILLEGAL_IN_STATE);
        }
    }

    @Nested
    @DisplayName("reschedule")
    class Rescheduling {

        @Test
        void movesAndKeepsWhatIsLeftOut() {
            reservation()
                    .given(booked(), new ReservationConfirmed())
                    .when(new Reschedule(ELEVEN, 45, null, null, SEEN))
                    .then(
                            new ReservationRescheduled(
                                    ELEVEN, 45, null, null, new Slot(TEN, 60, null, null)))
                    .andState(s -> {
                        assertThat(s.startsAt()).isEqualTo(ELEVEN);
                        assertThat(s.minutes()).isEqualTo(45);
                        assertThat(s.practitionerId()).isEqualTo(KIM);
                        assertThat(s.confirmed()).isFalse();
                    });
        }

        @Test
        void mayBringAnotherPractitionerAndRoom() {
            reservation()
                    .given(booked())
                    .when(new Reschedule(ELEVEN, 60, LEE, ROOM_1, SEEN))
                    .then(new ReservationRescheduled(ELEVEN, 60, LEE, ROOM_1, SEEN))
                    .andState(s -> {
                        assertThat(s.practitionerId()).isEqualTo(LEE);
                        assertThat(s.roomId()).isEqualTo(ROOM_1);
                    });
        }

        @Test
        void isSoAlready() {
            reservation()
                    .given(booked())
                    .when(new Reschedule(TEN, 60, KIM, null, new Slot(ELEVEN, 30, null, null)))
                    .thenNothing();
        }

        @Test
        void refusesWhatNobodySaw() {
            reservation()
                    .given(booked())
                    .when(new Reschedule(ELEVEN, 60, null, null, new Slot(ELEVEN, 30, KIM, null)))
                    .thenRefused(Refusals.CHANGED_SINCE, Map.of("field", "startsAt"));
            reservation()
                    .given(booked())
                    .when(new Reschedule(ELEVEN, 60, null, null, new Slot(TEN, 30, KIM, null)))
                    .thenRefused(Refusals.CHANGED_SINCE, Map.of("field", "minutes"));
            reservation()
                    .given(booked())
                    .when(new Reschedule(ELEVEN, 60, LEE, null, new Slot(TEN, 60, null, null)))
                    .thenRefused(Refusals.CHANGED_SINCE, Map.of("field", "practitionerId"));
            reservation()
                    .given(booked())
                    .when(new Reschedule(ELEVEN, 60, null, ROOM_1, new Slot(TEN, 60, KIM, ROOM_2)))
                    .thenRefused(Refusals.CHANGED_SINCE, Map.of("field", "roomId"));
        }

        @Test
        void doesNotCompareWhatItKeeps() {
            reservation()
                    .given(booked())
                    .thenLegal(
                            new ReservationRescheduled(
                                    ELEVEN, 60, null, null, new Slot(TEN, 60, LEE, ROOM_2)));
        }

        @Test
        void isTooLateOnceTheCustomerIsThereOrTheVisitIsOff() {
            reservation()
                    .given(arrived())
                    .when(new Reschedule(ELEVEN, 60, null, null, SEEN))
                    .thenRefused(Refusals.ILLEGAL_IN_STATE);
            reservation()
                    .given(cancelled())
                    .when(new Reschedule(TEN, 60, null, null, SEEN))
                    .thenRefused(
                            Refusals.ILLEGAL_IN_STATE,
                            Map.of("state", "cancelled", "event", "ReservationRescheduled"));
        }
    }

    @Nested
    @DisplayName("customer, practitioner, room")
    class Assigning {

        @Test
        void changesTheCustomer() {
            reservation()
                    .given(booked())
                    .when(new ChangeCustomer(OTHER_CUSTOMER, CUSTOMER))
                    .then(new ReservationCustomerChanged(OTHER_CUSTOMER, CUSTOMER))
                    .andState(s -> assertThat(s.customerId()).isEqualTo(OTHER_CUSTOMER));
            reservation()
                    .given(booked())
                    .when(new ChangeCustomer(CUSTOMER, OTHER_CUSTOMER))
                    .thenNothing();
            reservation()
                    .given(booked())
                    .when(new ChangeCustomer(OTHER_CUSTOMER, id("customer", 9)))
                    .thenRefused(Refusals.CHANGED_SINCE, Map.of("field", "customerId"));
            reservation()
                    .given(departed())
                    .when(new ChangeCustomer(OTHER_CUSTOMER, CUSTOMER))
                    .thenRefused(Refusals.ILLEGAL_IN_STATE);
        }

        @Test
        void assignsAPractitioner() {
            reservation()
                    .given(booked())
                    .when(new AssignPractitioner(LEE, KIM))
                    .then(new PractitionerAssigned(LEE, new Previous<>(KIM)))
                    .andState(s -> assertThat(s.practitionerId()).isEqualTo(LEE));
            reservation().given(booked()).when(new AssignPractitioner(KIM, LEE)).thenNothing();
            reservation()
                    .given(booked())
                    .when(new AssignPractitioner(LEE, null))
                    .thenRefused(Refusals.CHANGED_SINCE, Map.of("field", "practitionerId"));
            reservation()
                    .given(leftUnseen())
                    .when(new AssignPractitioner(KIM, KIM))
                    .thenRefused(Refusals.ILLEGAL_IN_STATE);
        }

        @Test
        void assignsARoom() {
            reservation()
                    .given(booked())
                    .when(new AssignRoom(ROOM_1, null))
                    .then(new RoomAssigned(ROOM_1, new Previous<>(null)))
                    .andState(s -> assertThat(s.roomId()).isEqualTo(ROOM_1));
            reservation()
                    .given(booked(), new RoomAssigned(ROOM_1, null))
                    .when(new AssignRoom(ROOM_1, null))
                    .thenNothing();
            reservation()
                    .given(booked(), new RoomAssigned(ROOM_1, null))
                    .when(new AssignRoom(ROOM_2, null))
                    .thenRefused(Refusals.CHANGED_SINCE, Map.of("field", "roomId"));
            reservation()
                    .given(departed())
                    .when(new AssignRoom(ROOM_1, null))
                    .thenRefused(Refusals.ILLEGAL_IN_STATE);
        }

        @Test
        void whoClaimsNothingIsNotChecked() {
            reservation().given(booked()).thenLegal(new PractitionerAssigned(LEE, null));
            reservation().given(booked()).thenLegal(new RoomAssigned(ROOM_2, null));
        }
    }

    @Nested
    @DisplayName("memo")
    class Memo {

        private final MemoChanged first = new MemoChanged(new Previous<>(null));

        @Test
        void afterTheBookingNoneOrTheBookingsOwnMayHaveBeenSeen() {
            reservation().given(booked()).when(new ChangeMemo(null)).then(first);
            reservation()
                    .given(booked())
                    .when(new ChangeMemo(eventId(1)))
                    .then(new MemoChanged(new Previous<>(eventId(1))))
                    .andState(s -> assertThat(s.memoEventId()).isEqualTo(eventId(2)));
        }

        @Test
        void afterAChangeOnlyThatOneMayHaveBeenSeen() {
            reservation()
                    .given(booked(), first)
                    .when(new ChangeMemo(eventId(2)))
                    .then(new MemoChanged(new Previous<>(eventId(2))));
            reservation()
                    .given(booked(), first)
                    .when(new ChangeMemo(null))
                    .thenRefused(Refusals.CHANGED_SINCE, Map.of("field", "memo"));
            reservation()
                    .given(booked(), first)
                    .when(new ChangeMemo(eventId(1)))
                    .thenRefused(Refusals.CHANGED_SINCE);
        }

        @Test
        void whoClaimsNothingIsNotChecked() {
            reservation().given(booked(), first).thenLegal(new MemoChanged(null));
        }

        @Test
        void mayFollowAVisitButNotAnError() {
            reservation().given(departed()).when(new ChangeMemo(null)).then(first);
            reservation()
                    .given(inError())
                    .when(new ChangeMemo(null))
                    .thenRefused(Refusals.ILLEGAL_IN_STATE);
        }
    }

    @Nested
    @DisplayName("cancel, no-show, reinstate, fee")
    class CallingOff {

        @Test
        void cancels() {
            reservation()
                    .given(booked())
                    .when(new Cancel(CancelledBy.CUSTOMER))
                    .then(new ReservationCancelled(CancelledBy.CUSTOMER));
            reservation().given(cancelled()).when(new Cancel(CancelledBy.CLINIC)).thenNothing();
            reservation()
                    .given(checkedIn())
                    .when(new Cancel(CancelledBy.CLINIC))
                    .thenRefused(
                            Refusals.ILLEGAL_IN_STATE,
                            Map.of("state", "checked-in", "event", "ReservationCancelled"));
        }

        @Test
        void recordsANoShow() {
            reservation().given(booked()).when(new RecordNoShow()).then(new NoShowRecorded());
            reservation().given(noShow()).when(new RecordNoShow()).thenNothing();
            reservation()
                    .given(arrived())
                    .when(new RecordNoShow())
                    .thenRefused(Refusals.ILLEGAL_IN_STATE);
        }

        @Test
        void reinstates() {
            reservation()
                    .given(cancelled())
                    .when(new Reinstate())
                    .then(new ReservationReinstated())
                    .andState(s -> assertThat(s.status()).isEqualTo(ReservationStatus.BOOKED));
            reservation().given(noShow()).when(new Reinstate()).then(new ReservationReinstated());
            reservation().given(booked()).when(new Reinstate()).thenNothing();
            reservation()
                    .given(departed())
                    .when(new Reinstate())
                    .thenRefused(Refusals.ILLEGAL_IN_STATE);
        }

        @Test
        void aReinstatedBookingIsToBeConfirmedAgain() {
            reservation()
                    .given(
                            booked(),
                            new ReservationConfirmed(),
                            new NoShowRecorded(),
                            new ReservationReinstated())
                    .thenState(s -> assertThat(s.confirmed()).isFalse());
        }

        @Test
        void chargesAFee() {
            reservation()
                    .given(cancelled())
                    .when(new ChargeCancellationFee(10_000))
                    .then(new CancellationFeeCharged(10_000))
                    .andState(s -> assertThat(s.balance().open()).isEqualTo(10_000));
            reservation()
                    .given(booked())
                    .when(new ChargeCancellationFee(10_000))
                    .thenRefused(Refusals.ILLEGAL_IN_STATE);
            reservation()
                    .given(noShow())
                    .when(new ChargeCancellationFee(0))
                    .thenRefused(Refusals.INVALID_VALUE);
        }

        @Test
        void aSecondFeeIsRemarked() {
            reservation()
                    .given(then(noShow(), new CancellationFeeCharged(10_000)))
                    .when(new ChargeCancellationFee(10_000))
                    .thenRemark(
                            ReservationRemarks.FEE_CHARGED_BEFORE,
                            new CancellationFeeCharged(10_000));
        }
    }

    @Nested
    @DisplayName("entered in error")
    class InError {

        @Test
        void endsEverything() {
            reservation().given(departed()).when(new EnterInError()).then(new EnteredInError());
            reservation().given(inError()).when(new EnterInError()).thenNothing();
            reservation().given().when(new EnterInError()).thenRefused(Refusals.ILLEGAL_IN_STATE);
        }

        @Test
        void nothingIsSoAlreadyAfterIt() {
            reservation()
                    .given(then(departed(), new EnteredInError()))
                    .when(new FinishTreatment(A))
                    .thenRefused(Refusals.ILLEGAL_IN_STATE);
            reservation()
                    .given(inError())
                    .when(new ReceivePayment(P, PaymentMethod.CASH, 1, null, null, null))
                    .thenRefused(Refusals.ILLEGAL_IN_STATE);
        }
    }
}
