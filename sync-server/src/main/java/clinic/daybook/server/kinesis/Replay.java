package clinic.daybook.server.kinesis;

import clinic.daybook.server.store.EventStore;

/**
 * Sends events again that a Kinesis stream has had, for a consumer that lost them. To the others
 * they are repeats, which they drop by version.
 */
public final class Replay {

    private Replay() {}

    /**
     * From this position on everything is sent again, by whichever server forwards. Events between
     * those that have arrived and the newest one are sent anyway.
     *
     * @param from position of the first event
     * @return how many positions go again
     * @throws IllegalArgumentException when there is no such position, or nothing was ever sent to
     *     this stream; the message says what to do
     */
    public static long from(EventStore store, String stream, long from) {
        long head = store.currentHead();
        if (from < 1 || from > head) {
            throw new IllegalArgumentException(
                    "the store has the positions 1 to " + head + "; name one of them");
        }
        long cursor =
                KinesisTarget.lease(store, stream)
                        .rewind(from - 1)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "nothing was ever sent to this stream; look at its name"));
        return head - cursor;
    }
}
