package clinic.daybook.desk.model;

import clinic.daybook.event.Refusal;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** What became of a submitted change at once. */
public sealed interface Submitted {

    /**
     * Decided and shown.
     *
     * @param saved ends when the local transaction has ended: normally when the change is durable
     *     here, exceptionally with {@link NotSaved} when it is not; the screens have taken it back
     *     by then
     */
    record Shown(UUID commitId, CompletionStage<Void> saved) implements Submitted {}

    /** It already was so; nothing was recorded. */
    record AlreadySo() implements Submitted {}

    /** Not possible; nothing was recorded. */
    record Refused(Refusal refusal) implements Submitted {}

    /** The local database could not take a change: nothing of it was kept. */
    final class NotSaved extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public NotSaved(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
