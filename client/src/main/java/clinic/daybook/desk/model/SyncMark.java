package clinic.daybook.desk.model;

/**
 * How far a change has come. A thing with several changes carries the mark of the least far one.
 */
public enum SyncMark {
    /** On the screen; the local transaction has not ended yet. */
    SHOWN,
    /** Durable in this desk's database. */
    SAVED_HERE,
    /** Accepted by the server. */
    ON_SERVER,
    /**
     * Saved here; waits for a newer program, because its thing holds something that this one cannot
     * read.
     */
    AWAITS_UPDATE,
    /** Could not be taken as it was meant; a person decides. */
    NEEDS_YOU
}
