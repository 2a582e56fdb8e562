package clinic.daybook.server.store;

/** More work waits than the store takes on; nothing of this request was done. */
public final class OverloadedException extends StorageException {
    private static final long serialVersionUID = 1L;

    /** Says what was full. */
    public OverloadedException(String message) {
        super(message);
    }
}
