package clinic.daybook.installer.packaging;

/** A package could not be made; the message says why, and where possible what to do about it. */
public final class PackagingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PackagingException(String message) {
        super(message);
    }

    PackagingException(String message, Throwable cause) {
        super(message, cause);
    }
}
