package clinic.daybook.server.kinesis;

import clinic.daybook.server.kinesis.ForwarderStatus.Reason;
import org.jspecify.annotations.Nullable;

/** A request that Kinesis did not take, or whose fate is unknown. */
final class SendException extends Exception {
    private static final long serialVersionUID = 1L;
    private final Reason reason;

    /**
     * @param word what the SDK calls it; holds nothing of the events
     */
    SendException(Reason reason, String word, @Nullable Throwable cause) {
        super(word, cause);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
