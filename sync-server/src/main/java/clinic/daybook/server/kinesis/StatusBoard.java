package clinic.daybook.server.kinesis;

import clinic.daybook.server.kinesis.ForwarderStatus.Reason;
import clinic.daybook.server.kinesis.ForwarderStatus.State;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the forwarder's status for those who ask, and logs each change of state once. */
final class StatusBoard {

    private static final Logger LOG = LoggerFactory.getLogger(KinesisForwarder.class);

    private final String stream;
    private final InstantSource clock;
    private State state = State.STARTING;
    private @Nullable Reason reason;
    private Instant since;
    private long readTo;
    private int unacknowledged;
    private long delivered;
    private long events;
    private long failures;

    StatusBoard(String stream, InstantSource clock) {
        this.stream = stream;
        this.clock = clock;
        this.since = clock.instant();
    }

    /** The status, where the store's newest position is {@code head}. */
    synchronized ForwarderStatus status(long head) {
        // Who forwards knows what is missing; who stands by has nothing to catch up with.
        long lag = state == State.STANDBY ? 0 : Math.max(0, head - readTo) + unacknowledged;
        return new ForwarderStatus(state, reason, stream, lag, delivered, since, events, failures);
    }

    synchronized void standby() {
        change(State.STANDBY, null, "");
    }

    synchronized void running() {
        change(State.RUNNING, null, "");
    }

    /** {@code word}: what the SDK or the code calls it, for the log. */
    synchronized void waiting(Reason why, String word) {
        failures++;
        change(State.WAITING, why, word);
    }

    synchronized void entriesFailed(int count) {
        failures += count;
    }

    synchronized void eventsArrived(int count) {
        events += count;
    }

    /** Takes over how far reading and delivery have come. */
    synchronized void progress(ForwardWindow window) {
        readTo = window.readTo();
        unacknowledged = window.unacknowledged();
        delivered = window.cursor();
    }

    private void change(State to, @Nullable Reason why, String word) {
        if (state == to && reason == why) {
            return;
        }
        state = to;
        reason = why;
        since = clock.instant();
        if (to == State.STANDBY) {
            LOG.info("another server forwards to the Kinesis stream {}", stream);
        } else if (why == null) {
            LOG.info("Kinesis stream {} takes events; delivered up to {}", stream, delivered);
        } else {
            LOG.warn("DB-5101 Kinesis stream {} is waited for: {} ({})", stream, why, word);
        }
    }
}
