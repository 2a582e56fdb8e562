package clinic.daybook.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** What happened in a run, and a number that differs where two runs do. */
final class Trace {

    private static final int KEPT = 400;

    private final Deque<String> last = new ArrayDeque<>();
    private long hash = 0xcbf29ce484222325L;
    private long steps;

    /** Something that a reader of the trace wants to know. */
    void say(long nanos, String actor, String what) {
        step(nanos, actor, what);
        if (last.size() == KEPT) {
            last.removeFirst();
        }
        Duration at = Duration.ofNanos(nanos);
        last.addLast(
                String.format(
                        Locale.ROOT,
                        "%02d:%02d:%02d.%03d  %-8s %s",
                        at.toHours(),
                        at.toMinutesPart(),
                        at.toSecondsPart(),
                        at.toMillisPart(),
                        actor,
                        what));
    }

    /** Something that only counts for the comparison of runs. */
    void step(long nanos, String actor, String what) {
        steps++;
        mix(nanos);
        mix(actor.hashCode());
        mix(what.hashCode());
    }

    private void mix(long value) {
        hash = (hash ^ value) * 0x9e3779b97f4a7c15L;
        hash ^= hash >>> 29;
    }

    long hash() {
        return hash;
    }

    long steps() {
        return steps;
    }

    /** The last few hundred lines, oldest first. */
    List<String> lines() {
        return List.copyOf(last);
    }
}
