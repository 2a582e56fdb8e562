package clinic.daybook.desk.local;

/** Something that must not happen happened; the code is what a person reads out to support. */
public final class DeskFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * @param code short and stable, for example {@code DB-1001}
     * @param message for a log: holds no personal data
     */
    public DeskFailure(String code, String message, Throwable cause) {
        super(code + ": " + message, cause);
        this.code = code;
    }

    /** A failure without a cause below it. */
    public DeskFailure(String code, String message) {
        super(code + ": " + message);
        this.code = code;
    }

    /** Short and stable, for example {@code DB-1001}. */
    public String code() {
        return code;
    }
}
