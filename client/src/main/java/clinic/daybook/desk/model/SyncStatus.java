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
 */
public record SyncStatus(
        Connection connection,
        @Nullable Instant since,
        int unsent,
        int needsYou,
        long position,
        long head,
        List<OtherDesk> desks) {

    /** Offline is a state of work, not an error. */
    public enum Connection {
        /** This desk has not been enrolled at a server. */
        NOT_ENROLLED,
        OFFLINE,
        CONNECTING,
        /** Reading what it has missed. */
        CATCHING_UP,
        LIVE,
        /** The server no longer takes this desk's token; it must be enrolled again. */
        ENROL_AGAIN,
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
