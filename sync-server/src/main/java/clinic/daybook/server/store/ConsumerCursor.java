package clinic.daybook.server.store;

import java.time.Duration;

/**
 * The durable cursor of a consumer of the store, for example the Kinesis forwarder, in the hands of
 * who holds the consumer's {@link ConsumerLease}. Every method throws {@link LeaseLostException}
 * once somebody else has taken that.
 */
public interface ConsumerCursor extends AutoCloseable {

    /** Grows with every holder: what a smaller number says is out of date. */
    long fence();

    /** Goes on holding for this long from now. */
    void renew(Duration lasts);

    /** The position up to which the consumer is done; 0 at first. */
    long load();

    /** Moves the cursor; it never goes back but by {@link ConsumerLease#rewind}. */
    void save(long position);

    /** Lets somebody else take it at once; nothing happens when somebody has. */
    @Override
    void close();
}
