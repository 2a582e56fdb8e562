package clinic.daybook.server.store;

import java.sql.Connection;
import java.util.concurrent.ExecutorService;
import java.util.random.RandomGenerator;

/**
 * What a server runs on: threads, random numbers, the passing of time, and the connections to its
 * database. {@link #installed} is that of a server at work; a simulation puts one thread, a virtual
 * clock and a disk with faults in its place.
 */
public interface ServerPlatform {

    /** Threads of its own, true random numbers, the machine's own time. */
    static ServerPlatform installed() {
        return new InstalledPlatform();
    }

    /**
     * Runs what writes the database, one after the other. Where it runs it on the calling thread, a
     * write is done when it returns.
     */
    ExecutorService writer();

    /**
     * A thread of this name for a loop that looks for what happens beside it: what other processes
     * have written, a disk that does not answer. Started; or one that never starts, where neither
     * can be.
     */
    Thread watch(String name, Runnable loop);

    /** Where ids and secrets come from. */
    RandomGenerator random();

    /** Nanoseconds from some moment on, in which no clock is ever set. */
    long nanoTime();

    /**
     * A connection to the database, just opened, as it is to be used.
     *
     * @param writes false: it only reads
     */
    Connection connection(Connection opened, boolean writes);
}
