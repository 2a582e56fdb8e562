package clinic.daybook.reservation;

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

/** Ordering treatments. */
class TreatmentTest {

    @Nested
    @DisplayName("add")
    class Adding {

        private AddTreatment add(Task task, boolean repeat, UUID... seen) {
            return new AddTreatment(order(task), TaskOrigin.UPSELL, LEE, List.of(seen), repeat);
        }

        private TreatmentAdded added(Task task) {
            return new TreatmentAdded(task, TaskOrigin.UPSELL, LEE);
        }

        @Test
        void takesTheNextNumber() {
            reservation()
                    .given(booked())
                    .when(add(taskC(1), false, A, B))
                    .then(added(taskC(3)))
                    .andState(s -> assertThat(s.lastSequence()).isEqualTo(3));
        }

        @Test
        void aRemovedTaskKeepsItsNumber() {
            reservation()
                    .given(booked(), new TreatmentRemoved(B))
                    .when(add(taskC(1), false, A))
                    .then(added(taskC(3)));
        }

        @Test
        void afterTheLastOneTheCustomerWaitsAgain() {
            reservation()
                    .given(ready())
                    .when(add(taskC(1), false))
                    .then(added(taskC(3)))
                    .andState(s ->
                            assertThat(s.status()).isEqualTo(ReservationStatus.WAITING_TREATMENT));
        }

        @Test
        void isThereAlready() {
            reservation()
                    .given(booked(), added(taskC(3)))
                    .when(add(taskC(1), false, A, B))
                    .thenNothing();
        }

        @Test
        void refusesAnIdThatStandsForAnother() {
            Task other = new Task(C, MASK, "mask", 15, 31_000, 1);
            reservation()
                    .given(booked(), added(taskC(3)))
                    .when(add(other, false, A, B))
                    .thenRefused(Refusals.ID_REUSED, Map.of("field", "taskId"));
        }

        @Test
        void refusesASecondOneThatThePersonDidNotSee() {
            Task laser = new Task(C, LASER, "laser", 30, 200_000, 1);
            reservation()
                    .given(booked())
                    .when(add(laser, false, B))
                    .thenRefused(ReservationRefusals.SAME_TREATMENT, Map.of("name", "laser"));
        }

        @Test
        void acceptsASecondOneThatIsMeantOrSeenOrDone() {
            Task laser = new Task(C, LASER, "laser", 30, 200_000, 3);
            reservation().given(booked()).when(add(laser, true, B)).then(added(laser));
            reservation().given(booked()).when(add(laser, false, A)).then(added(laser));
            reservation().given(ready()).when(add(laser, false)).then(added(laser));
        }

        @Test
        void isTooLateAfterTheVisit() {
            for (var over : List.of(departed(), cancelled(), noShow(), leftUnseen(), inError())) {
                reservation()
                        .given(over)
                        .when(add(taskC(1), false))
                        .thenRefused(Refusals.ILLEGAL_IN_STATE);
            }
        }

        @Test
        void refusesAnInvalidValueInsteadOfThrowing() {
            TaskOrder endless = new TaskOrder(C, MASK, "mask", Limits.MAX_MINUTES + 1, 1);
            reservation()
                    .given(booked())
                    .when(new AddTreatment(endless, TaskOrigin.CARE, null, List.of(), false))
                    .thenRefused(Refusals.INVALID_VALUE);
        }

        @Test
        void anotherNumberThanTheNextIsIllegal() {
            reservation()
                    .given(booked())
                    .thenIllegal(added(taskC(2)), ReservationRefusals.WRONG_SEQUENCE);
            reservation()
                    .given(booked())
                    .thenIllegal(added(taskC(4)), ReservationRefusals.WRONG_SEQUENCE);
        }
    }

    @Nested
    @DisplayName("change")
    class Changing {

        private final TreatmentChanged toForty =
                new TreatmentChanged(A, 40, null, new TreatmentChanged.Values(30, null));

        @Test
        void changesOneOrBoth() {
            reservation()
                    .given(booked())
                    .when(new ChangeTreatment(A, 40, null, 30, null))
                    .then(toForty)
                    .andState(s -> assertThat(minutes(s)).isEqualTo(40));
            reservation()
                    .given(booked())
                    .when(new ChangeTreatment(A, 40, 1L, 30, 200_000L))
                    .then(
                            new TreatmentChanged(
                                    A, 40, 1L, new TreatmentChanged.Values(30, 200_000L)));
        }

        private int minutes(Reservation s) {
            return s.task(A).orElseThrow().task().minutes();
        }

        @Test
        void leavesOutWhatAlreadyStands() {
            reservation()
                    .given(booked())
                    .when(new ChangeTreatment(A, 40, 200_000L, 30, 1L))
                    .then(toForty);
            reservation()
                    .given(booked())
                    .when(new ChangeTreatment(A, 30, 200_000L, 5, 5L))
                    .thenNothing();
        }

        @Test
        void refusesWhatNobodySaw() {
            reservation()
                    .given(booked(), toForty)
                    .when(new ChangeTreatment(A, 45, null, 30, null))
                    .thenRefused(Refusals.CHANGED_SINCE, Map.of("field", "minutes"));
            reservation()
                    .given(booked())
                    .when(new ChangeTreatment(A, null, 5L, null, 190_000L))
                    .thenRefused(Refusals.CHANGED_SINCE, Map.of("field", "price"));
        }

        @Test
        void isPossibleWhileItRunsOrWhenItWasSkipped() {
            reservation()
                    .given(inTreatment())
                    .when(new ChangeTreatment(A, 40, null, 30, null))
                    .then(toForty);
            reservation()
                    .given(booked(), new TreatmentSkipped(A))
                    .when(new ChangeTreatment(A, 40, null, 30, null))
                    .then(toForty);
        }

        @Test
        void refuses() {
            ChangeTreatment change = new ChangeTreatment(A, 40, null, 30, null);
            reservation()
                    .given(ready())
                    .when(change)
                    .thenRefused(ReservationRefusals.TASK_FINISHED, Map.of("task", "laser"));
            reservation()
                    .given(booked(), new TreatmentRemoved(A))
                    .when(change)
                    .thenRefused(ReservationRefusals.TASK_REMOVED);
            reservation()
                    .given(booked())
                    .when(new ChangeTreatment(NOBODYS, 40, null, 30, null))
                    .thenRefused(ReservationRefusals.UNKNOWN_TASK);
            reservation().given(departed()).when(change).thenRefused(Refusals.ILLEGAL_IN_STATE);
            reservation()
                    .given(booked())
                    .when(new ChangeTreatment(A, null, null, null, null))
                    .thenRefused(Refusals.INVALID_VALUE);
        }
    }

    @Nested
    @DisplayName("remove, reorder, skip")
    class Arranging {

        @Test
        void removes() {
            TreatmentRemoved removed = new TreatmentRemoved(A);
            reservation().given(booked()).when(new RemoveTreatment(A)).then(removed);
            reservation()
                    .given(booked(), new TreatmentSkipped(A))
                    .when(new RemoveTreatment(A))
                    .then(removed);
            reservation().given(booked(), removed).when(new RemoveTreatment(A)).thenNothing();
            reservation()
                    .given(inTreatment())
                    .when(new RemoveTreatment(A))
                    .thenRefused(ReservationRefusals.TASK_RUNNING);
            reservation()
                    .given(ready())
                    .when(new RemoveTreatment(A))
                    .thenRefused(ReservationRefusals.TASK_FINISHED);
            reservation()
                    .given(booked())
                    .when(new RemoveTreatment(NOBODYS))
                    .thenRefused(ReservationRefusals.UNKNOWN_TASK);
            reservation()
                    .given(cancelled())
                    .when(new RemoveTreatment(A))
                    .thenRefused(Refusals.ILLEGAL_IN_STATE);
        }

        @Test
        void aRemovalLeavesTheStatusAsItIs() {
            reservation()
                    .given(then(waiting(), new TreatmentRemoved(A), new TreatmentRemoved(B)))
                    .thenState(s ->
                            assertThat(s.status()).isEqualTo(ReservationStatus.WAITING_TREATMENT));
        }

        @Test
        void reorders() {
            reservation()
                    .given(booked())
                    .when(new ReorderTreatments(List.of(B, A), List.of(A, B)))
                    .then(new TreatmentsReordered(List.of(B, A), List.of(A, B)))
                    .andState(s ->
                            assertThat(s.tasks())
                                    .extracting(t -> t.task().taskId())
                                    .containsExactly(B, A));
            reservation()
                    .given(booked())
                    .when(new ReorderTreatments(List.of(A, B), List.of(B, A)))
                    .thenNothing();
            reservation()
                    .given(booked())
                    .when(new ReorderTreatments(List.of(B, A), List.of(B, A)))
                    .thenRefused(Refusals.CHANGED_SINCE, Map.of("field", "order"));
            reservation()
                    .given(booked())
                    .when(new ReorderTreatments(List.of(B), List.of(A, B)))
                    .thenRefused(ReservationRefusals.WRONG_ORDER);
            reservation()
                    .given(booked())
                    .when(new ReorderTreatments(List.of(B, B), List.of(A, B)))
                    .thenRefused(ReservationRefusals.WRONG_ORDER);
            reservation()
                    .given(noShow())
                    .when(new ReorderTreatments(List.of(B, A), List.of(A, B)))
                    .thenRefused(Refusals.ILLEGAL_IN_STATE);
        }

        @Test
        void onlyTheWaitingOnesAreReordered() {
            reservation()
                    .given(
                            booked(taskA(), taskB(), taskC(3)),
                            new TreatmentSkipped(B),
                            new TreatmentsReordered(List.of(C, A), List.of(A, C)))
                    .thenState(s ->
                            assertThat(s.tasks())
                                    .extracting(t -> t.task().taskId())
                                    .containsExactly(C, B, A));
        }

        @Test
        void skips() {
            TreatmentSkipped skipped = new TreatmentSkipped(A);
            reservation().given(booked()).when(new SkipTreatment(A)).then(skipped);
            reservation().given(booked(), skipped).when(new SkipTreatment(A)).thenNothing();
            reservation()
                    .given(inTreatment())
                    .when(new SkipTreatment(A))
                    .thenRefused(ReservationRefusals.TASK_NOT_WAITING);
            reservation()
                    .given(booked())
                    .when(new SkipTreatment(NOBODYS))
                    .thenRefused(ReservationRefusals.UNKNOWN_TASK);
            reservation()
                    .given(departed())
                    .when(new SkipTreatment(A))
                    .thenRefused(Refusals.ILLEGAL_IN_STATE);
        }

        @Test
        void skippingTheLastOneOfAWaitingCustomerEndsTheWaiting() {
            reservation()
                    .given(then(waiting(), new TreatmentSkipped(A), new TreatmentSkipped(B)))
                    .thenState(s ->
                            assertThat(s.status()).isEqualTo(ReservationStatus.READY_TO_LEAVE));
        }
    }
}
