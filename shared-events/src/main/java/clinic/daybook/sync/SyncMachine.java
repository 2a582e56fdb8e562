package clinic.daybook.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The desk's side of the protocol as a pure state machine: reads the feed until near the head and
 * then live, sends what is pending with one request at a time, and never leaves the outcome of a
 * commit unknown for good. Whoever runs it does what the effects say and reports what comes of it.
 */
public final class SyncMachine {

    /** The state after an input, and what is to be done. */
    public record Step(SyncState state, List<SyncEffect> effects) {
        public Step {
            effects = List.copyOf(effects);
        }
    }

    /**
     * An answer that has not come by then never will: whoever runs the machine gives a request up
     * sooner, so that this is for answers that got lost on the way here.
     */
    public static final Duration ANSWER_WITHIN = Duration.ofSeconds(150);

    /**
     * So many commits are sent at once at the most. The protocol would take more; but what an
     * answer means for its commits is worked out in one piece, and a person's click waits so long.
     */
    public static final int AT_ONCE = 100;

    private SyncMachine() {}

    /**
     * Takes one input.
     *
     * @param now by a clock that only ever goes forward, at the pace of time
     * @throws InvariantBroken when an invariant broke, which is a mistake in here
     */
    public static Step step(SyncState state, SyncInput input, Instant now) {
        SyncStep step = new SyncStep(state, now);
        step.take(input);
        step.plan();
        SyncState next = step.state();
        step.check();
        next.check();
        return new Step(next, step.effects());
    }
}
