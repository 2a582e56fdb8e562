package clinic.daybook.desk.sync;

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

    /** Nobody answered, or the answer broke off. */
    static ServerFailure noAnswer() {
        return new ServerFailure(Failure.UNREACHABLE, 0, "", null);
    }
}
