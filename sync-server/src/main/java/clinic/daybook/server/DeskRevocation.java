package clinic.daybook.server;

import clinic.daybook.event.StreamId;

/** Shuts desks out. */
@FunctionalInterface
public interface DeskRevocation {

    /** Ends the desk's tokens and live lines; false when it was unknown or shut out already. */
    boolean revoke(StreamId deskId);
}
