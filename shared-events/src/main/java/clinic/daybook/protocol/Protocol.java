package clinic.daybook.protocol;

/** The numbers of the protocol, version 1. */
public final class Protocol {
    public static final int DEFAULT_PORT = 7410;
    public static final int MAX_BODY_BYTES = 4 * 1024 * 1024;
    public static final int MAX_COMMITS = 500;
    public static final int MAX_EVENTS_PER_COMMIT = 100;

    /** Data and personal of one event together, as compact UTF-8 JSON. */
    public static final int MAX_EVENT_BYTES = 64 * 1024;

    public static final int DEFAULT_PAGE = 1_000;
    public static final int MAX_PAGE = 10_000;

    /** How much a desk asks for at once when it has much to read. */
    public static final int CATCH_UP_PAGE = 4_000;

    public static final int MAX_LIVE_EVENTS = 100;
    public static final int MAX_LIVE_BYTES = 1024 * 1024;
    public static final int HEARTBEAT_SECONDS = 15;

    /** How far behind the head a live connection may ask to begin. */
    public static final int MAX_LIVE_LAG = 10_000;

    /** How near a desk reads by GET before it goes live. */
    public static final int LIVE_LAG = 1_000;

    public static final int CLOSE_TOO_SLOW = 4008;
    public static final int CLOSE_TOO_FAR_BEHIND = 4009;
    public static final int CLOSE_STORE_CHANGED = 4010;
    public static final int CLOSE_REVOKED = 4003;

    public static final String STORE_HEADER = "Daybook-Store";
    public static final String HEAD_HEADER = "Daybook-Head";

    /** The server's time when it began to answer. */
    public static final String TIME_HEADER = "Daybook-Time";

    private Protocol() {}
}
