package clinic.daybook.server.store;

import clinic.daybook.protocol.RecordedEvent;

/**
 * A recorded event as it goes over the wire.
 *
 * @param json compact, without a line break; personal data are in it, but where it is said that
 *     they are not
 */
public record WireEvent(long position, long version, String json) {

    /** The same, read. */
    public RecordedEvent recorded() {
        return EventJson.read(json);
    }
}
