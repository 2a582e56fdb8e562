package clinic.daybook.reservation;

/** Where a task stands. Open = waiting or running. */
public enum TaskStatus {
    WAITING,
    RUNNING,
    FINISHED,
    SKIPPED,
    REMOVED
}
