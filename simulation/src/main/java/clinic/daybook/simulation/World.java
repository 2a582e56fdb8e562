package clinic.daybook.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Time, and what happens in it. One step after the other, each at its moment; between two of them
 * everything stands still.
 */
final class World {

    /** When it is zero here. */
    static final Instant BEGINNING = Instant.parse("2026-01-06T00:00:00Z");

    /**
     * Something that will happen.
     *
     * @param life whose it is; {@code null}: nobody's, so that it happens in any case
     * @param queue the thread it runs on; {@code null}: none
     */
    private record Step(
            long at,
            long number,
            String actor,
            String what,
            @Nullable Life life,
            @Nullable SerialQueue queue,
            Runnable task) {

        boolean over() {
            return life != null && life.over();
        }
    }

    private final PriorityQueue<Step> steps =
            new PriorityQueue<>(Comparator.comparingLong(Step::at).thenComparingLong(Step::number));
    private final Trace trace = new Trace();
    private long now;
    private long numbers;

    /** Nanoseconds since the beginning. */
    long now() {
        return now;
    }

    Instant instant() {
        return BEGINNING.plusNanos(now);
    }

    Trace trace() {
        return trace;
    }

    void say(String actor, String what) {
        trace.say(now, actor, what);
    }

    /** Something of the surroundings, which no process's death prevents. */
    void after(long nanos, String what, Runnable task) {
        add(nanos, "world", what, null, null, task);
    }

    /** Something of a process, as long as it lives. */
    void after(long nanos, Life life, String what, Runnable task) {
        add(nanos, life.name(), what, life, null, task);
    }

    /** A task on one of a process's threads. */
    void after(long nanos, Life life, SerialQueue queue, String what, Runnable task) {
        add(nanos, life.name(), what, life, queue, task);
    }

    private void add(
            long nanos,
            String actor,
            String what,
            @Nullable Life life,
            @Nullable SerialQueue queue,
            Runnable task) {
        steps.add(new Step(now + nanos, numbers++, actor, what, life, queue, task));
    }

    /** Lets the next thing happen; false when there is none. */
    boolean step() {
        Step next = steps.poll();
        if (next == null) {
            return false;
        }
        run(next);
        return true;
    }

    /** Lets time pass. */
    void run(Duration time) {
        long until = now + time.toNanos();
        while (!steps.isEmpty() && steps.element().at() <= until) {
            step();
        }
        now = Math.max(now, until);
    }

    /**
     * What a thread does that waits: the other threads of its process go on. The rest of the world
     * follows when it waits no more.
     */
    <T> T await(Life life, CompletableFuture<T> result) {
        while (!result.isDone()) {
            Step next = nextOf(life);
            if (next == null) {
                throw new Violation(life.name() + " waits for what will never happen");
            }
            steps.remove(next);
            run(next);
        }
        return result.join();
    }

    private @Nullable Step nextOf(Life life) {
        Step first = null;
        for (Step step : steps) {
            boolean may = step.life() == life && (step.queue() == null || !step.queue().busy());
            if (may
                    && (first == null
                            || step.number() < first.number() && step.at() <= first.at()
                            || step.at() < first.at())) {
                first = step;
            }
        }
        return first;
    }

    private void run(Step step) {
        now = Math.max(now, step.at());
        if (step.over()) {
            return;
        }
        trace.step(now, step.actor(), step.what());
        try {
            step.task().run();
        } catch (Crash crash) {
            // Whoever owns the process has been told, and takes it down before anything else.
            say(step.actor(), "dies: " + crash.getMessage());
        }
    }
}
