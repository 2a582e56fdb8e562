package clinic.daybook.server.store;

/** Somebody else works for the consumer now; nothing was done. */
public final class LeaseLostException extends StorageException {
    private static final long serialVersionUID = 1L;

    /** Says of which consumer. */
    public LeaseLostException(String consumer) {
        super("another server works for " + consumer + " now");
    }
}
