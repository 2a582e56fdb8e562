package clinic.daybook.desk.sync;

import clinic.daybook.protocol.Problem;
import clinic.daybook.sync.SyncInput.Failure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a request came to nothing.
 *
 * @param status of HTTP; 0: there was no answer
 * @param code of the problem document; empty when there was none
 */
record ServerFailure(Failure failure, int status, String code, @Nullable Duration retryAfter) {

    /**
     * Whether the server is not to be had, as far as this desk can tell: no answer, somebody in
     * between who got none, or a server that does not reach its own store.
     */
    boolean outOfReach() {
        return switch (status) {
            case 0, 502, 504 -> true;
            case 503 -> code.equals(Problem.Codes.STORAGE_FAILED) || code.isEmpty();
            default -> false;
        };
    }

    /** Nobody answered, or the answer broke off. */
    static ServerFailure noAnswer() {
        return new ServerFailure(Failure.UNREACHABLE, 0, "", null);
    }
}
