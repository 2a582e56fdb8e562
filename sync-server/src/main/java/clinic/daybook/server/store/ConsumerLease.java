package clinic.daybook.server.store;

import java.time.Duration;
import java.util.Optional;

/**
 * The right to work for a named consumer, which one server has at a time. Who has stopped renewing
 * it loses it to the next who asks, and cannot move the cursor any more, however late it notices.
 */
public interface ConsumerLease {

    /**
     * Takes it for a while, unless somebody else has it.
     *
     * @return the consumer's cursor; empty while somebody else has it
     */
    Optional<ConsumerCursor> take(Duration lasts);
}
