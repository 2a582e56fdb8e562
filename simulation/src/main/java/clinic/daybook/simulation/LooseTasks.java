package clinic.daybook.simulation;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Tasks that happen each by itself: those of listeners, and those of timers. */
final class LooseTasks extends AbstractExecutorService implements ScheduledExecutorService {

    private final World world;
    private final Life life;
    private final String name;
    private final Chance chance;
    private boolean closed;

    LooseTasks(World world, Life life, String name, Chance chance) {
        this.world = world;
        this.life = life;
        this.name = name;
        this.chance = chance;
    }

    @Override
    public void execute(Runnable task) {
        if (closed) {
            throw new RejectedExecutionException(name + " is closed");
        }
        world.after(chance.nanos(1, 2_000), life, name, task);
    }

    /** Something that happens once, unless called off before. */
    private final class Later<T> extends FutureTask<T> implements ScheduledFuture<T> {
        private final long at;

        Later(Callable<T> task, long at) {
            super(task);
            this.at = at;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(at - world.now(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(
                    getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }

    @Override
    public <T> ScheduledFuture<T> schedule(Callable<T> task, long delay, TimeUnit unit) {
        long nanos = Math.max(0, unit.toNanos(delay));
        Later<T> later = new Later<>(task, world.now() + nanos);
        world.after(
                nanos,
                life,
                name,
                () -> {
                    if (!closed) {
                        later.run();
                    }
                });
        return later;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return schedule(
                () -> {
                    task.run();
                    return Boolean.TRUE;
                },
                delay,
                unit);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(
            Runnable task, long first, long period, TimeUnit unit) {
        return schedule(
                () -> {
                    task.run();
                    scheduleAtFixedRate(task, period, period, unit);
                },
                first,
                unit);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(
            Runnable task, long first, long delay, TimeUnit unit) {
        return scheduleAtFixedRate(task, first, delay, unit);
    }

    @Override
    public void shutdown() {
        closed = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        closed = true;
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return closed;
    }

    @Override
    public boolean isTerminated() {
        return closed;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
    }
}
