package clinic.daybook.server.store;

/** The durable cursor of a consumer of the store, for example the Kinesis forwarder. */
public interface ConsumerCursor {

    /** The position up to which the consumer is done; 0 at first. */
    long load();

    /** Moves the cursor; it never goes back but by {@link #rewind}. */
    void save(long position);

    /** Puts the cursor back on demand, to send again what follows {@code position}. */
    void rewind(long position);
}
