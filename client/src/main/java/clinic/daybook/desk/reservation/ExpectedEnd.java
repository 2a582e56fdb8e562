package clinic.daybook.desk.reservation;

import clinic.daybook.reservation.Reservation;
import clinic.daybook.reservation.TaskState;
import clinic.daybook.reservation.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When a visit is likely to end: what still runs, then what still waits, one after the other. */
final class ExpectedEnd {

    private ExpectedEnd() {}

    /** Empty where the customer is not in the house or nothing is left to be done. */
    static Optional<Instant> of(Reservation state, Instant now) {
        if (!state.status().present() || !state.anyOpen()) {
            return Optional.empty();
        }
        Duration running =
                state.tasks().stream()
                        .filter(t -> t.status() == TaskStatus.RUNNING)
                        .map(t -> left(t, now))
                        .max(Duration::compareTo)
                        .orElse(Duration.ZERO);
        long waiting = state.waiting().stream().mapToLong(t -> t.task().minutes()).sum();
        return Optional.of(now.plus(running).plus(Duration.ofMinutes(waiting)));
    }

    /** Never negative: an overrun treatment may end any moment. */
    private static Duration left(TaskState task, Instant now) {
        if (task.startedAt() == null) {
            return Duration.ZERO;
        }
        Instant planned = task.startedAt().plus(Duration.ofMinutes(task.task().minutes()));
        return planned.isAfter(now) ? Duration.between(now, planned) : Duration.ZERO;
    }
}
