package clinic.daybook.installer.system;

/** A process that did not do what it was asked to. */
final class SystemFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SystemFailure(String message) {
        super(message);
    }

    SystemFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
