package clinic.daybook.server.worker;

import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.protocol.StoreInfo;
import java.util.List;

/**
 * The store that events come from, for what Kinesis has not brought. Every method may throw {@link
 * SourceAwayException}.
 */
public interface EventSource {

    /** Who the store is. */
    StoreInfo store();

    /** The events of a stream from a version on, that one included; none where it has none. */
    List<RecordedEvent> stream(StreamId streamId, long fromVersion);

    /**
     * The next events of the whole log after a position, in order; none only at the head.
     *
     * @param storeId whose log it is
     * @throws OtherStoreException when it is another store now
     */
    List<RecordedEvent> after(String storeId, long position);
}
