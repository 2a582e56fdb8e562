package clinic.daybook.desk.local;

import clinic.daybook.sync.FirstSync;
import clinic.daybook.sync.InvariantBroken;
import java.sql.Connection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;

/**
 * What a desk runs on: its threads and timers, random numbers, the passing of time, and the
 * connections to its database. {@link #installed} is that of a desk at work; a simulation puts one
 * thread, a virtual clock and a disk with faults in its place.
 */
public interface DeskPlatform {

    /** Threads of its own, true random numbers, the machine's own time. */
    static DeskPlatform installed() {
        return new InstalledPlatform();
    }

    /**
     * Runs what it is given one after the other, in that order, on a thread of its own. Refuses
     * with {@link java.util.concurrent.RejectedExecutionException} when too much waits.
     *
     * @param name of the thread
     */
    ExecutorService serial(String name);

    /** Runs each task by itself: who is told something may take long over it. */
    ExecutorService listeners();

    /** Runs tasks after a while; for tasks that do not take long. */
    ScheduledExecutorService timers();

    /**
     * Waits for what another of these threads does.
     *
     * @return its result
     * @throws java.util.concurrent.CompletionException when it failed
     */
    <T> T await(CompletableFuture<T> result);

    /** Where ids, salts and jitter come from. */
    RandomGenerator random();

    /** Nanoseconds from some moment on, in which no clock is ever set. */
    long nanoTime();

    /**
     * A connection to the desk's database, just opened, as it is to be used.
     *
     * @param writes false: it only reads
     */
    Connection connection(Connection opened, boolean writes);

    /**
     * Something was not as it must be, which is a mistake in the program. After this the desk reads
     * its memory again and goes on; a simulation ends here.
     */
    default void broken(InvariantBroken what) {
        // It has been logged.
    }

    /**
     * A desk without any events begins with today's board where the server has more events than
     * this; otherwise it reads all of them in order.
     */
    default long boardFirstBeyond() {
        return FirstSync.USUALLY_BEYOND;
    }
}
