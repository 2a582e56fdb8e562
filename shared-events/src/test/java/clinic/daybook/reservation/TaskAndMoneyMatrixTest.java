package clinic.daybook.reservation;

import static clinic.daybook.event.DeciderSpecification.at;
import static clinic.daybook.event.DeciderSpecification.eventId;
import static clinic.daybook.reservation.Visit.*;
import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.Matrix;
import clinic.daybook.event.Occurred;
import clinic.daybook.event.Refusal;
import clinic.daybook.reservation.ReservationEvent.*;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What may be done with a task and with a payment, against the written tables. */
class TaskAndMoneyMatrixTest {

    private static final ReservationDecider DECIDER = new ReservationDecider();
    private static final UUID NEW_REFUND = new UUID(0xC, 2);

    private static Reservation fold(List<ReservationEvent> events) {
        Reservation state = DECIDER.initial();
        for (int i = 0; i < events.size(); i++) {
            state = DECIDER.evolve(state, new Occurred<>(eventId(i + 1), at(i + 1), events.get(i)));
        }
        return state;
    }

    private static Reservation after(Reservation state, ReservationEvent event) {
        return DECIDER.evolve(state, new Occurred<>(eventId(99), at(99), event));
    }

    @Test
    void tasks() {
        List<ReservationEvent> runs = then(waiting(), started(A));
        Map<String, List<ReservationEvent>> histories =
                Map.of(
                        "unknown",
                        waiting(),
                        "waiting",
                        waiting(),
                        "running",
                        runs,
                        "finished",
                        then(runs, finished(A)),
                        "skipped",
                        then(waiting(), new TreatmentSkipped(A)),
                        "removed",
                        then(waiting(), new TreatmentRemoved(A)));
        Matrix matrix = Matrix.of("tasks");
        assertThat(histories.keySet()).containsExactlyInAnyOrderElementsOf(matrix.columns());
        matrix.assertMatches((row, column) -> {
            Reservation state = fold(histories.get(column));
            UUID task = column.equals("unknown") ? C : A;
            ReservationEvent event = taskEvent(row, task, state);
            return DECIDER.legal(state, event)
                    .map(Refusal::code)
                    .orElseGet(() -> status(after(state, event), task));
        });
    }

    private static String status(Reservation state, UUID task) {
        return state.task(task).orElseThrow().status().name();
    }

    private static ReservationEvent taskEvent(String row, UUID task, Reservation state) {
        TaskState seen = state.task(task).orElse(null);
        return switch (row) {
            case "TreatmentAdded, same id" ->
                    new TreatmentAdded(
                            new Task(task, MASK, "mask", 15, 30_000, 3), TaskOrigin.CARE, null);
            case "TreatmentChanged" ->
                    new TreatmentChanged(task, 40, null, new TreatmentChanged.Values(30, null));
            case "TreatmentRemoved" -> new TreatmentRemoved(task);
            case "TreatmentStarted" -> started(task);
            case "TreatmentStartUndone" -> new TreatmentStartUndone(task);
            case "TreatmentFinished" -> finished(task);
            case "TreatmentReopened" -> new TreatmentReopened(task);
            case "TreatmentSkipped" -> new TreatmentSkipped(task);
            case "TreatmentTimeCorrected" ->
                    new TreatmentTimeCorrected(
                            task,
                            TEN,
                            ELEVEN,
                            seen == null
                                    ? new TreatmentTimeCorrected.Times(TEN, ELEVEN)
                                    : new TreatmentTimeCorrected.Times(
                                            seen.startedAt(), seen.finishedAt()));
            default -> throw new AssertionError("no such row: " + row);
        };
    }

    @Test
    void money() {
        List<ReservationEvent> paid = history(booked(), paid(P, 10_000));
        List<ReservationEvent> part = then(paid, new RefundRequested(R, P, 4_000));
        List<ReservationEvent> all = then(paid, new RefundRequested(R, P, 10_000));
        Map<String, List<ReservationEvent>> histories =
                Map.of(
                        "none", history(booked()),
                        "paid", paid,
                        "voided", then(paid, new PaymentVoided(P)),
                        "part-requested", part,
                        "all-requested", all,
                        "part-issued", then(part, new RefundIssued(R, null)),
                        "all-issued", then(all, new RefundIssued(R, null)),
                        "declined", then(all, new RefundDeclined(R)));
        Matrix matrix = Matrix.of("money");
        assertThat(histories.keySet()).containsExactlyInAnyOrderElementsOf(matrix.columns());
        matrix.assertMatches((row, column) ->
                DECIDER.legal(fold(histories.get(column)), moneyEvent(row))
                        .map(Refusal::code)
                        .orElse("yes"));
    }

    private static ReservationEvent moneyEvent(String row) {
        return switch (row) {
            case "PaymentReceived p" -> paid(P, 10_000);
            case "PaymentVoided p" -> new PaymentVoided(P);
            case "RefundRequested of 1, new id" -> new RefundRequested(NEW_REFUND, P, 1);
            case "RefundRequested of 6,000, new id" -> new RefundRequested(NEW_REFUND, P, 6_000);
            case "RefundRequested of 6,001, new id" -> new RefundRequested(NEW_REFUND, P, 6_001);
            case "RefundRequested of 10,000, new id" -> new RefundRequested(NEW_REFUND, P, 10_000);
            case "RefundRequested of 10,001, new id" -> new RefundRequested(NEW_REFUND, P, 10_001);
            case "RefundRequested of 1, id of r" -> new RefundRequested(R, P, 1);
            case "RefundIssued r" -> new RefundIssued(R, null);
            case "RefundDeclined r" -> new RefundDeclined(R);
            default -> throw new AssertionError("no such row: " + row);
        };
    }
}
