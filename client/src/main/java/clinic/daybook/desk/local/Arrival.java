package clinic.daybook.desk.local;

import java.time.LocalDate;

/** By which way a piece of the server's log has come, and what it therefore stands for. */
public sealed interface Arrival {

    /**
     * The feed went on: nothing between the desk's position and the end of the piece is missing.
     */
    record Feed() implements Arrival {}

    /** A new desk's first board: whole streams as of a position, from which the feed goes on. */
    record Board(LocalDate day, long head) implements Arrival {}

    /**
     * Older events went on.
     *
     * @param upTo nothing between what was there of them and here is missing
     */
    record Older(long upTo) implements Arrival {}

    /** Streams that were fetched out of turn, whole. */
    record Whole() implements Arrival {}
}
