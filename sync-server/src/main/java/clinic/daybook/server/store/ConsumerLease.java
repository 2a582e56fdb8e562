package clinic.daybook.server.store;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

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

    /**
     * Puts the cursor back on demand, to send again what follows a position. Whoever holds the
     * lease loses it, and begins again from there as soon as it takes it anew.
     *
     * @param position never moves the cursor forward
     * @return where the cursor stands now; empty when the consumer has not begun, so that there is
     *     nothing to put back
     */
    OptionalLong rewind(long position);
}
