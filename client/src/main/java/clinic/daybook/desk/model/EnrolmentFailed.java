package clinic.daybook.desk.model;

/** Why a desk could not be made known to a server; screens have the words. */
public final class EnrolmentFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What stood in the way. */
    public enum Why {
        /** Nobody answered at the address. */
        UNREACHABLE,
        /** Somebody answered who is no Daybook server. */
        NOT_A_SERVER,
        /** The code is wrong, used up or older than a day. */
        CODE_INVALID,
        /** The code names the server's key, and the address is for a line that is not encrypted. */
        WANTS_HTTPS,
        /** The server at the address has another key than the one that the code names. */
        OTHER_KEY,
        /** Nobody vouches for the server's certificate, and the code does not name its key. */
        NOT_VOUCHED_FOR,
        /** Too many wrong codes; wait a minute. */
        TOO_MANY_ATTEMPTS,
        /** The desk's own database could not take it. */
        NOT_SAVED
    }

    private final Why why;

    /**
     * @param message for a log: holds neither the code nor personal data
     */
    public EnrolmentFailed(Why why, String message, Throwable cause) {
        super(message, cause);
        this.why = why;
    }

    /** A failure without a cause below it. */
    public EnrolmentFailed(Why why, String message) {
        super(message);
        this.why = why;
    }

    /** What stood in the way. */
    public Why why() {
        return why;
    }
}
