package clinic.daybook.server.store;

import clinic.daybook.protocol.RecordedEvent;
import java.util.List;

/**
 * Reading the store by position: who has read up to P and asks for what follows P misses nothing,
 * also while others append (I3). The live fan-out and the Kinesis forwarder are tails.
 */
public interface EventTail {

    /** Names this store; a restored one has another id. */
    String storeId();

    /** The newest position that readers may see; 0 in an empty store. */
    long head();

    /** At most {@code limit} events after {@code position}, in order; fewer only at the head. */
    List<RecordedEvent> readAfter(long position, int limit);

    /**
     * The same as they go over the wire, without what is personal.
     *
     * @param maxBytes of JSON; at least one event is returned where there is one
     */
    List<WireEvent> readWithoutPersonal(long position, int limit, int maxBytes);

    /**
     * Waits until the head is beyond {@code position} or {@code millis} have passed; returns the
     * head. Wakes early when the store is closed.
     */
    long awaitHeadBeyond(long position, long millis) throws InterruptedException;
}
