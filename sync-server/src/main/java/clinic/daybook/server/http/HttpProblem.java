package clinic.daybook.server.http;

import clinic.daybook.protocol.Problem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Ends a request with an error answer. */
public final class HttpProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String detail;
    private final transient @Nullable Duration retryAfter;

    private HttpProblem(int status, String code, String detail, @Nullable Duration retryAfter) {
        super(code, null, false, false);
        this.status = status;
        this.code = code;
        this.detail = detail;
        this.retryAfter = retryAfter;
    }

    /** An error answer; the detail says what to do and holds nothing personal. */
    public static HttpProblem of(int status, String code, String detail) {
        return new HttpProblem(status, code, detail, null);
    }

    /** One that asks to come back later. */
    public static HttpProblem later(int status, String code, String detail, Duration wait) {
        return new HttpProblem(status, code, detail, wait);
    }

    /** 400 {@code malformed-request}. */
    public static HttpProblem malformed(String detail) {
        return of(400, Problem.Codes.MALFORMED_REQUEST, detail);
    }

    /** 409 {@code store-changed}. */
    public static HttpProblem storeChanged() {
        return of(
                409,
                Problem.Codes.STORE_CHANGED,
                "this server holds another store than the one that was asked for");
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String detail() {
        return detail;
    }

    @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
