package clinic.daybook.desk.sync;

import clinic.daybook.protocol.PinnedKeys;
import clinic.daybook.protocol.Problem;
import clinic.daybook.sync.SyncInput.Failure;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.time.Duration;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * Why a request came to nothing.
 *
 * @param status of HTTP; 0: there was no answer
 * @param code of the problem document; empty when there was none
 */
record ServerFailure(Failure failure, int status, String code, @Nullable Duration retryAfter) {

    /** The code where the server has another key than the one that is known here. */
    static final String OTHER_KEY = "other-key";

    /** The code where nobody vouches for the server's certificate. */
    static final String NOT_VOUCHED_FOR = "not-vouched-for";

    /**
     * There was no answer; says so where that is because the server is not known to be the one that
     * it is taken for. Nothing has been sent then.
     */
    static ServerFailure of(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof PinnedKeys.OtherKey) {
                return untrusted(OTHER_KEY);
            }
            if (cause instanceof CertificateException
                    || cause instanceof SSLPeerUnverifiedException) {
                return untrusted(NOT_VOUCHED_FOR);
            }
        }
        return noAnswer();
    }

    private static ServerFailure untrusted(String code) {
        return new ServerFailure(Failure.UNREACHABLE, 0, code, null);
    }

    /** Whether somebody is there who cannot be trusted. */
    boolean untrusted() {
        return code.equals(OTHER_KEY) || code.equals(NOT_VOUCHED_FOR);
    }

    /**
     * Whether the server is not to be had, as far as this desk can tell: no answer, somebody in
     * between who got none, or a server that does not reach its own store or is stopping.
     */
    boolean outOfReach() {
        return switch (status) {
            case 0, 502, 504 -> true;
            case 503 ->
                    code.equals(Problem.Codes.STORAGE_FAILED)
                            || code.equals(Problem.Codes.STOPPING)
                            || code.isEmpty();
            default -> false;
        };
    }

    /** Nobody answered, or the answer broke off. */
    static ServerFailure noAnswer() {
        return new ServerFailure(Failure.UNREACHABLE, 0, "", null);
    }
}
