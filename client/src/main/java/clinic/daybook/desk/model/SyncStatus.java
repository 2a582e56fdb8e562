package clinic.daybook.desk.model;

import clinic.daybook.event.StreamId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How this desk stands to the server.
 *
 * @param since when the connection last came or went
 * @param unsent changes saved here and not yet accepted
 * @param needsYou changes that wait for a person
 * @param position up to where the server's events are applied here
 * @param head the server's newest position, as last heard
 * @param desks every known desk, this one included
 * @param progress of reading what is missing here, where there is much of it; {@code null}: nothing
 * @param clockOffsetMs this computer's clock less the server's; {@code null}: not known
 * @param haltCode why the sync has ended by itself; {@code null}: it has not
 */
public record SyncStatus(
        Connection connection,
        @Nullable Instant since,
        int unsent,
        int needsYou,
        long position,
        long head,
        List<OtherDesk> desks,
        @Nullable Progress progress,
        @Nullable Long clockOffsetMs,
        @Nullable String haltCode) {

    /**
     * How far this desk has come with what it does not have yet. It can be worked at meanwhile.
     *
     * @param older events before this desk's first board; otherwise those of an absence
     * @param done events read, of {@code total}
     */
    public record Progress(boolean older, long done, long total) {
        /** From 0 to 1. */
        public double share() {
            return total <= 0 ? 1 : Math.clamp((double) done / total, 0, 1);
        }

        /** Whole percent; 100 only when nothing is missing. */
        public int percent() {
            return (int) Math.floor(share() * 100);
        }
    }

    /** A status without anything to be read. */
    public SyncStatus(
            Connection connection,
            @Nullable Instant since,
            int unsent,
            int needsYou,
            long position,
            long head,
            List<OtherDesk> desks) {
        this(connection, since, unsent, needsYou, position, head, desks, null, null);
    }

    /** A status of a sync that goes on. */
    public SyncStatus(
            Connection connection,
            @Nullable Instant since,
            int unsent,
            int needsYou,
            long position,
            long head,
            List<OtherDesk> desks,
            @Nullable Progress progress,
            @Nullable Long clockOffsetMs) {
        this(
                connection,
                since,
                unsent,
                needsYou,
                position,
                head,
                desks,
                progress,
                clockOffsetMs,
                null);
    }

    /**
     * Whether everything before this desk's first board is here. Only then do its projections say
     * the same as those of other desks at the same position.
     */
    public boolean backfilled() {
        return progress == null || !progress.older();
    }

    /** Offline is a state of work, not an error. */
    public enum Connection {
        /** This desk has not been enrolled at a server. */
        NOT_ENROLLED,
        OFFLINE,
        CONNECTING,
        /** Reading what it has missed. */
        CATCHING_UP,
        LIVE,
        /**
         * Who answers at the server's address has another key than the server that this desk was
         * enrolled at. Nothing is sent to them.
         */
        OTHER_KEY,
        /** The server no longer takes this desk's token; it must be enrolled again. */
        ENROL_AGAIN,
        /**
         * A mistake of the program's own made the sync end by itself; {@code haltCode} says which.
         */
        HALTED,
        /** The server holds another store than the one this desk worked with. */
        STORE_CHANGED
    }

    public SyncStatus {
        desks = List.copyOf(desks);
    }

    /** A desk of the clinic, as the server last told. */
    public record OtherDesk(
            StreamId id, String name, boolean online, @Nullable Instant since, long position) {}
}
