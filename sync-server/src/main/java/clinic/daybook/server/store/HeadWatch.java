package clinic.daybook.server.store;

import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the newest position and wakes who waits for it to grow. This process's own writes are told
 * to it at once; what another process wrote is found by looking at short intervals.
 */
final class HeadWatch {

    private static final Logger LOG = LoggerFactory.getLogger(HeadWatch.class);
    private static final long LOOK_MILLIS = 200;

    private final LongSupplier look;
    private final Thread thread;
    private long head;
    private boolean stopped;

    HeadWatch(LongSupplier look, ServerPlatform platform) {
        this.look = look;
        this.head = look.getAsLong();
        this.thread = platform.watch(this::loop);
    }

    synchronized long head() {
        return head;
    }

    /** The head is at least this. */
    synchronized void reached(long position) {
        if (position > head) {
            head = position;
            notifyAll();
        }
    }

    /** Waits until the head is beyond the position, the time is over or this is stopped. */
    synchronized long awaitBeyond(long position, long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        while (head <= position && !stopped) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        return head;
    }

    /** Wakes all who wait, and looks no more. */
    void stop() {
        synchronized (this) {
            stopped = true;
            notifyAll();
        }
        try {
            thread.join(LOOK_MILLIS * 10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean pause() throws InterruptedException {
        long end = System.nanoTime() + LOOK_MILLIS * 1_000_000;
        while (!stopped) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return true;
            }
            wait(left);
        }
        return false;
    }

    private void loop() {
        boolean complained = false;
        try {
            while (pause()) {
                try {
                    reached(look.getAsLong());
                    complained = false;
                } catch (StorageException e) {
                    if (!complained) {
                        LOG.error("DB-0005 looking for the newest position failed", e);
                    }
                    complained = true;
                }
            }
        } catch (InterruptedException e) {
            LOG.error("DB-0006 the watch for the newest position was interrupted");
        }
    }
}
