package clinic.daybook.reservation;

import static clinic.daybook.event.DeciderSpecification.at;
import static clinic.daybook.reservation.Visit.*;
import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.event.Refusals;
import clinic.daybook.reservation.ReservationCommand.*;
import clinic.daybook.reservation.ReservationEvent.*;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Doing treatments. */
class TreatmentRunTest {

    private static ReservationStatus afterUndo(List<ReservationEvent> given, UUID task) {
        ReservationStatus[] status = new ReservationStatus[1];
        reservation()
                .given(given)
                .when(new UndoTreatmentStart(task))
                .then(new TreatmentStartUndone(task))
                .andState(s -> status[0] = s.status());
        return status[0];
    }

    @Nested
    @DisplayName("start and its undoing")
    class Starting {

        private StartTreatment start(UUID task, boolean parallel) {
            return new StartTreatment(task, KIM, ROOM_1, parallel);
        }

        @Test
        void starts() {
            reservation()
                    .given(checkedIn())
                    .when(start(A, false))
                    .then(new TreatmentStarted(A, KIM, ROOM_1, null))
                    .andState(s -> {
                        TaskState task = s.task(A).orElseThrow();
                        assertThat(s.status()).isEqualTo(ReservationStatus.IN_TREATMENT);
                        assertThat(task.status()).isEqualTo(TaskStatus.RUNNING);
                        assertThat(task.startedAt()).isEqualTo(at(4));
                        assertThat(task.practitionerId()).isEqualTo(KIM);
                        assertThat(task.roomId()).isEqualTo(ROOM_1);
                        assertThat(s.treatmentEverStarted()).isTrue();
                    });
        }

        @Test
        void oneRunsAtATimeUnlessAParallelOneIsMeant() {
            reservation()
                    .given(inTreatment())
                    .when(start(B, false))
                    .thenRefused(ReservationRefusals.ANOTHER_RUNNING);
            reservation()
                    .given(inTreatment())
                    .when(start(B, true))
                    .then(new TreatmentStarted(B, KIM, ROOM_1, true));
        }

        @Test
        void runsAlready() {
            reservation().given(inTreatment()).when(start(A, false)).thenNothing();
        }

        @Test
        void refuses() {
            reservation()
                    .given(then(ready(), new TreatmentAdded(taskC(3), TaskOrigin.CARE, null)))
                    .when(start(A, false))
                    .thenRefused(ReservationRefusals.TASK_NOT_WAITING);
            reservation()
                    .given(checkedIn())
                    .when(start(NOBODYS, false))
                    .thenRefused(ReservationRefusals.UNKNOWN_TASK);
            for (var early : List.of(history(booked()), arrived(), departed())) {
                reservation()
                        .given(early)
                        .when(start(A, false))
                        .thenRefused(Refusals.ILLEGAL_IN_STATE);
            }
        }

        @Test
        void undoneItIsAsBefore() {
            assertThat(afterUndo(then(checkedIn(), started(A)), A))
                    .isEqualTo(ReservationStatus.CHECKED_IN);
            assertThat(afterUndo(then(inConsultation(), started(A)), A))
                    .isEqualTo(ReservationStatus.IN_CONSULTATION);
            assertThat(afterUndo(inTreatment(), A)).isEqualTo(ReservationStatus.WAITING_TREATMENT);
            assertThat(afterUndo(then(waiting(), new CheckoutStarted(), started(A)), A))
                    .isEqualTo(ReservationStatus.READY_TO_LEAVE);
        }

        @Test
        void undoneBesideAnotherTheOtherGoesOn() {
            assertThat(afterUndo(then(inTreatment(), startedBeside(B)), A))
                    .isEqualTo(ReservationStatus.IN_TREATMENT);
        }

        @Test
        void undoneBesideOneThatIsDoneTheCustomerWaits() {
            assertThat(afterUndo(then(inTreatment(), startedBeside(B), finished(A)), B))
                    .isEqualTo(ReservationStatus.WAITING_TREATMENT);
        }

        @Test
        void undoingForgetsTheStart() {
            reservation()
                    .given(then(inTreatment(), new TreatmentStartUndone(A)))
                    .thenState(s -> {
                        TaskState task = s.task(A).orElseThrow();
                        assertThat(task.status()).isEqualTo(TaskStatus.WAITING);
                        assertThat(task.startedAt()).isNull();
                        assertThat(s.treatmentEverStarted()).isTrue();
                    });
        }

        @Test
        void undoingRefuses() {
            reservation().given(booked()).when(new UndoTreatmentStart(A)).thenNothing();
            reservation()
                    .given(ready())
                    .when(new UndoTreatmentStart(A))
                    .thenRefused(ReservationRefusals.TASK_NOT_RUNNING);
            reservation()
                    .given(booked())
                    .when(new UndoTreatmentStart(NOBODYS))
                    .thenRefused(ReservationRefusals.UNKNOWN_TASK);
            reservation()
                    .given(departed())
                    .when(new UndoTreatmentStart(A))
                    .thenRefused(Refusals.ILLEGAL_IN_STATE);
        }
    }

    @Nested
    @DisplayName("finish, reopen, correct")
    class Finishing {

        @Test
        void finishes() {
            reservation()
                    .given(inTreatment())
                    .when(new FinishTreatment(A))
                    .then(finished(A))
                    .andState(s -> {
                        assertThat(s.status()).isEqualTo(ReservationStatus.WAITING_TREATMENT);
                        assertThat(s.task(A).orElseThrow().finishedAt()).isEqualTo(at(7));
                    });
        }

        @Test
        void theLastOneMakesReadyToLeave() {
            reservation()
                    .given(ready())
                    .thenState(s ->
                            assertThat(s.status()).isEqualTo(ReservationStatus.READY_TO_LEAVE));
        }

        @Test
        void besideAnotherTheTreatmentGoesOn() {
            reservation()
                    .given(then(inTreatment(), startedBeside(B), finished(A)))
                    .thenState(
                            s -> assertThat(s.status()).isEqualTo(ReservationStatus.IN_TREATMENT));
        }

        @Test
        void isFinishedAlready() {
            reservation().given(ready()).when(new FinishTreatment(A)).thenNothing();
            reservation().given(departed()).when(new FinishTreatment(A)).thenNothing();
        }

        @Test
        void finishingRefuses() {
            reservation()
                    .given(inTreatment())
                    .when(new FinishTreatment(B))
                    .thenRefused(ReservationRefusals.TASK_NOT_RUNNING, Map.of("task", "peel"));
            reservation()
                    .given(inTreatment())
                    .when(new FinishTreatment(NOBODYS))
                    .thenRefused(ReservationRefusals.UNKNOWN_TASK);
            reservation()
                    .given(cancelled())
                    .when(new FinishTreatment(A))
                    .thenRefused(Refusals.ILLEGAL_IN_STATE);
        }

        @Test
        void reopens() {
            reservation()
                    .given(ready())
                    .when(new ReopenTreatment(A))
                    .then(new TreatmentReopened(A))
                    .andState(s -> {
                        TaskState task = s.task(A).orElseThrow();
                        assertThat(s.status()).isEqualTo(ReservationStatus.IN_TREATMENT);
                        assertThat(task.startedAt()).isEqualTo(at(6));
                        assertThat(task.finishedAt()).isNull();
                    });
            reservation().given(inTreatment()).when(new ReopenTreatment(A)).thenNothing();
        }

        @Test
        void reopeningRefuses() {
            reservation()
                    .given(then(inTreatment(), finished(A), started(B)))
                    .when(new ReopenTreatment(A))
                    .thenRefused(ReservationRefusals.ANOTHER_RUNNING);
            reservation()
                    .given(waiting())
                    .when(new ReopenTreatment(A))
                    .thenRefused(ReservationRefusals.TASK_NOT_FINISHED);
            reservation()
                    .given(waiting())
                    .when(new ReopenTreatment(NOBODYS))
                    .thenRefused(ReservationRefusals.UNKNOWN_TASK);
            reservation()
                    .given(departed())
                    .when(new ReopenTreatment(A))
                    .thenRefused(Refusals.ILLEGAL_IN_STATE);
        }

        @Test
        void correctsTimes() {
            CorrectTreatmentTime correct = new CorrectTreatmentTime(A, TEN, ELEVEN, at(6), at(7));
            TreatmentTimeCorrected corrected =
                    new TreatmentTimeCorrected(
                            A, TEN, ELEVEN, new TreatmentTimeCorrected.Times(at(6), at(7)));
            reservation()
                    .given(departed())
                    .when(correct)
                    .then(corrected)
                    .andState(s -> assertThat(s.status()).isEqualTo(ReservationStatus.DEPARTED));
            reservation().given(then(departed(), corrected)).when(correct).thenNothing();
            reservation()
                    .given(then(departed(), corrected))
                    .when(new CorrectTreatmentTime(A, TEN, at(90), at(6), at(7)))
                    .thenRefused(Refusals.CHANGED_SINCE, Map.of("field", "startedAt"));
            reservation()
                    .given(departed())
                    .when(new CorrectTreatmentTime(A, TEN, ELEVEN, at(6), at(8)))
                    .thenRefused(Refusals.CHANGED_SINCE, Map.of("field", "finishedAt"));
            reservation()
                    .given(departed())
                    .when(new CorrectTreatmentTime(A, ELEVEN, TEN, at(6), at(7)))
                    .thenRefused(Refusals.INVALID_VALUE);
            reservation()
                    .given(inTreatment())
                    .when(correct)
                    .thenRefused(ReservationRefusals.TASK_NOT_FINISHED);
            reservation()
                    .given(departed())
                    .when(new CorrectTreatmentTime(NOBODYS, TEN, ELEVEN, at(6), at(7)))
                    .thenRefused(ReservationRefusals.UNKNOWN_TASK);
            reservation().given(inError()).when(correct).thenRefused(Refusals.ILLEGAL_IN_STATE);
        }
    }
}
