package clinic.daybook.server.store;

import clinic.daybook.protocol.RecordedEvent;

/**
 * A recorded event as it goes over the wire.
 *
 * @param json compact, personal data included, without a line break
 */
public record WireEvent(long position, long version, String json) {

    /** The same, read. */
    public RecordedEvent recorded() {
        return EventJson.read(json);
    }
}
