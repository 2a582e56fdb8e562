package clinic.daybook.reservation;

import clinic.daybook.event.Refusal;
import java.util.Map;

/**
 * The refusals of a reservation's own, beside those of {@link clinic.daybook.event.Refusals}. The
 * codes are stable.
 */
public final class ReservationRefusals {

    /** No task has this id. */
    public static final String UNKNOWN_TASK = "unknown-task";

    /** The task is running, skipped, finished or removed already. Details: {@code task}. */
    public static final String TASK_NOT_WAITING = "task-not-waiting";

    /** The task has not been started. Details: {@code task}. */
    public static final String TASK_NOT_RUNNING = "task-not-running";

    /** The task has not been finished. Details: {@code task}. */
    public static final String TASK_NOT_FINISHED = "task-not-finished";

    /** The task runs. Details: {@code task}. */
    public static final String TASK_RUNNING = "task-running";

    /** The task is finished. Details: {@code task}. */
    public static final String TASK_FINISHED = "task-finished";

    /** The task was removed. Details: {@code task}. */
    public static final String TASK_REMOVED = "task-removed";

    /** Another task runs. */
    public static final String ANOTHER_RUNNING = "another-running";

    /** A treatment was started before, so that the check-in cannot be undone. */
    public static final String TREATMENT_STARTED = "treatment-started";

    /** Treatments are still open. Details: {@code count}. */
    public static final String TASKS_OPEN = "tasks-open";

    /** A sequence number that is not the next one. Details: {@code expected}. */
    public static final String WRONG_SEQUENCE = "wrong-sequence";

    /** A new order that does not hold the waiting tasks, each once. */
    public static final String WRONG_ORDER = "wrong-order";

    /**
     * An open treatment of the same procedure, which the person did not see. Details: {@code name}.
     */
    public static final String SAME_TREATMENT = "same-treatment";

    /** No discount has this id. */
    public static final String UNKNOWN_DISCOUNT = "unknown-discount";

    /** The discount was withdrawn already. */
    public static final String DISCOUNT_WITHDRAWN = "discount-withdrawn";

    /** No payment has this id. */
    public static final String UNKNOWN_PAYMENT = "unknown-payment";

    /** The payment was voided. */
    public static final String PAYMENT_VOIDED = "payment-voided";

    /** Part of the payment is refunded, or a refund of it requested. */
    public static final String PAYMENT_BOUND = "payment-bound";

    /** The payment does not cover the refund. Details: {@code available}, in whole won. */
    public static final String PAYMENT_NOT_COVERING = "payment-not-covering";

    /** No refund has this id. */
    public static final String UNKNOWN_REFUND = "unknown-refund";

    /** The refund is not requested any more. Details: {@code status}. */
    public static final String REFUND_NOT_REQUESTED = "refund-not-requested";

    private ReservationRefusals() {}

    static Refusal ofTask(String code, TaskState task) {
        return new Refusal(code, Map.of("task", task.task().name()));
    }

    static Refusal wrongSequence(int expected) {
        return new Refusal(WRONG_SEQUENCE, Map.of("expected", Integer.toString(expected)));
    }

    static Refusal sameTreatment(String name) {
        return new Refusal(SAME_TREATMENT, Map.of("name", name));
    }

    static Refusal tasksOpen(Reservation state) {
        long count = state.tasks().stream().filter(TaskState::open).count();
        return new Refusal(TASKS_OPEN, Map.of("count", Long.toString(count)));
    }
}
