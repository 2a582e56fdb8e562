package clinic.daybook.server.store;

import java.util.List;

/**
 * Part of a stream, as of one moment.
 *
 * @param currentVersion of the stream; 0 when there is no such stream
 * @param head the store's newest position at that moment
 */
public record StreamPage(long currentVersion, long head, List<WireEvent> events) {

    public StreamPage {
        events = List.copyOf(events);
    }
}
