package clinic.daybook.server.commit;

import clinic.daybook.protocol.Commit;
import clinic.daybook.protocol.CommitEvent;
import clinic.daybook.reservation.PlausibleTimes;
import clinic.daybook.server.store.EventStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the time that an event is said to have happened at can be right: not later than it came
 * here, and not earlier than what the person had seen when they decided. What cannot be right is
 * flagged and changes nothing else: order and legality come from versions alone. Serves one request
 * and remembers what it has looked up.
 */
final class ClockCheck {

    /**
     * The event's time cannot be right; the clock of its desk was wrong, and not by a known much.
     */
    static final String IMPLAUSIBLE = "clock-implausible";

    private final EventStore store;
    private final Instant now;
    private final Map<Long, Optional<Instant>> recorded = new HashMap<>();

    ClockCheck(EventStore store, InstantSource clock) {
        this.store = store;
        this.now = clock.instant();
    }

    /** When it happened by the server's clock, as far as the desk knew that. */
    static Instant happenedAt(CommitEvent event) {
        Long offset = event.clockOffsetMs();
        return offset == null ? event.occurredAt() : event.occurredAt().minusMillis(offset);
    }

    boolean plausible(Commit commit, CommitEvent event) {
        Instant happened = happenedAt(event);
        if (happened.isAfter(now.plus(PlausibleTimes.TOLERANCE))) {
            return false;
        }
        Long seen = commit.basisPosition();
        // What is brought again after a restore had seen positions of another store.
        if (seen == null || commit.replay() != null) {
            return true;
        }
        Optional<Instant> recordedAt = recorded.computeIfAbsent(seen, store::recordedAt);
        // Where this server's own clock was set back, what it recorded before lies ahead of now.
        return recordedAt
                .map(at -> at.isAfter(now) ? now : at)
                .map(at -> !happened.isBefore(at.minus(PlausibleTimes.TOLERANCE)))
                .orElse(true);
    }
}
