package clinic.daybook.server.worker;

/** The server could not be asked; the same question later may be answered. */
public final class SourceAwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The message says for a person why, and what to do. */
    public SourceAwayException(String message) {
        super(message);
    }
}
