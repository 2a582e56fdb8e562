package clinic.daybook.protocol;

import org.jspecify.annotations.Nullable;

/**
 * An error answer, {@code application/problem+json} of RFC 9457.
 *
 * @param code stable; see {@link Codes}
 * @param detail what to do, for a person; holds no personal data
 */
public record Problem(String type, String title, int status, String code, @Nullable String detail) {

    /** Codes of whole-request errors. */
    public static final class Codes {
        public static final String UNAUTHORISED = "unauthorised";
        public static final String MALFORMED_REQUEST = "malformed-request";
        public static final String STORE_CHANGED = "store-changed";
        public static final String ENROLMENT_CODE_INVALID = "enrolment-code-invalid";
        public static final String TOO_MANY_ATTEMPTS = "too-many-attempts";
        public static final String PIN_WRONG = "pin-wrong";
        public static final String UNKNOWN_STREAM = "unknown-stream";
        public static final String REQUEST_TIMEOUT = "request-timeout";
        public static final String BODY_TOO_LARGE = "body-too-large";
        public static final String OVERLOADED = "overloaded";
        public static final String STORAGE_FAILED = "storage-failed";
        public static final String STOPPING = "stopping";
        public static final String NOT_FOUND = "not-found";

        private Codes() {}
    }
}
