package clinic.daybook.server.store;

/**
 * The store could not do its work. Whether what was being written is stored is then unknown; the
 * same request again finds out.
 */
public class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The message and the cause are for the log; neither holds personal data. */
    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Without a cause. */
    public StorageException(String message) {
        super(message);
    }
}
