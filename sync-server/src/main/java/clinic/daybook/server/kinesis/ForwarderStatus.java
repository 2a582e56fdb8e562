package clinic.daybook.server.kinesis;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the forwarder is doing, for the console and the metrics.
 *
 * @param state what it does
 * @param reason why it waits; {@code null} unless it does
 * @param stream the Kinesis stream's name; empty when off
 * @param lag events that the store has and Kinesis does not
 * @param delivered everything up to this position has arrived
 * @param since when it came into this state, or this reason
 * @param events events that arrived since the server started
 * @param failures entries and requests that failed since the server started
 */
public record ForwarderStatus(
        State state,
        @Nullable Reason reason,
        String stream,
        long lag,
        long delivered,
        Instant since,
        long events,
        long failures) {

    /** What the forwarder does. */
    public enum State {
        /** No stream is configured. */
        OFF,
        /** Started, and Kinesis has not answered yet. */
        STARTING,
        /** Another server of the same store forwards; this one takes over when that one ends. */
        STANDBY,
        /** Kinesis takes what it is sent. */
        RUNNING,
        /** Kinesis takes nothing at the moment; the forwarder tries again by itself. */
        WAITING
    }

    /** Why the forwarder waits. Each is something that an administrator can look at. */
    public enum Reason {
        STREAM_MISSING,
        CREDENTIALS,
        REGION_MISSING,
        ENDPOINT_UNREACHABLE,
        THROTTLED,
        REFUSED,
        INTERNAL
    }

    /** The status where no stream is configured, since {@code since}. */
    public static ForwarderStatus off(Instant since) {
        return new ForwarderStatus(State.OFF, null, "", 0, 0, since, 0, 0);
    }
}
