package clinic.daybook.server.worker;

/** The statistics are of another store than these events. */
public final class OtherStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The message names the store that is the other one. */
    public OtherStoreException(String message) {
        super(message);
    }
}
