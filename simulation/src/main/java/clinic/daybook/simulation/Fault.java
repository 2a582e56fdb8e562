package clinic.daybook.simulation;

/** What goes wrong in a run, from outside the programs. */
enum Fault {
    DESK_CRASH("desk crashes"),
    SERVER_CRASH("server crashes"),
    CRASH_IN_TRANSACTION("crashes in a transaction"),
    ERROR_BEFORE_STATEMENT("I/O errors before a statement"),
    ERROR_AFTER_STATEMENT("I/O errors after a statement"),
    COMMIT_FAILED("commits that failed"),
    COMMIT_UNKNOWN("commits with unknown outcome"),
    DISK_FULL("times a disk was full"),
    REQUEST_LOST("requests lost"),
    ANSWER_LOST("answers lost"),
    REQUEST_DOUBLED("requests doubled"),
    LATE("requests that overtook others"),
    PARTITION("partitions"),
    HALF_OPEN("half-open lines"),
    LINE_CUT("live lines cut"),
    CLOCK_AHEAD("clocks set days ahead"),
    CLOCK_BACK("clocks set back"),
    RESTORE("servers restored from a backup");

    private final String words;

    Fault(String words) {
        this.words = words;
    }

    /** In the plural, after a number. */
    String words() {
        return words;
    }
}
