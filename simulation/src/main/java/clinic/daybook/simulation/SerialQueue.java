package clinic.daybook.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A thread of a process: what it is given happens in that order, each a little later. */
final class SerialQueue extends AbstractExecutorService {

    private final World world;
    private final Life life;
    private final String name;
    private final LongSupplier delay;
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private boolean scheduled;
    private boolean busy;
    private boolean closed;

    /** {@code delay}: how long the next task takes to begin, in nanoseconds. */
    SerialQueue(World world, Life life, String name, LongSupplier delay) {
        this.world = world;
        this.life = life;
        this.name = name;
        this.delay = delay;
    }

    /** Whether it is in the middle of a task. */
    boolean busy() {
        return busy;
    }

    @Override
    public void execute(Runnable task) {
        if (closed) {
            throw new RejectedExecutionException(name + " is closed");
        }
        tasks.addLast(task);
        schedule();
    }

    private void schedule() {
        if (!scheduled && !tasks.isEmpty()) {
            scheduled = true;
            world.after(delay.getAsLong(), life, this, name, this::runNext);
        }
    }

    private void runNext() {
        scheduled = false;
        Runnable task = tasks.pollFirst();
        if (task == null) {
            return;
        }
        busy = true;
        try {
            task.run();
        } finally {
            busy = false;
            schedule();
        }
    }

    @Override
    public void shutdown() {
        closed = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        closed = true;
        List<Runnable> left = List.copyOf(tasks);
        tasks.clear();
        return left;
    }

    @Override
    public boolean isShutdown() {
        return closed;
    }

    @Override
    public boolean isTerminated() {
        return closed && (tasks.isEmpty() || life.over());
    }

    /** Runs what was given before, at once. What a dead process had queued is lost. */
    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        while (!life.over() && !busy && !tasks.isEmpty()) {
            runNext();
        }
        return isTerminated();
    }

    @Override
    public void close() {
        shutdown();
        awaitTermination(0, TimeUnit.SECONDS);
    }
}
