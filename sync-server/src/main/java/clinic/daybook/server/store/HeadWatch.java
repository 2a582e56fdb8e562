package clinic.daybook.server.store;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the newest position and wakes who waits for it to grow. This process's own writes are told
 * to it at once; after what another process wrote it looks when there is news, and at intervals.
 */
final class HeadWatch {

    private static final Logger LOG = LoggerFactory.getLogger(HeadWatch.class);
    private static final long STOP_MILLIS = 2_000;

    private final List<Runnable> told = new CopyOnWriteArrayList<>();
    private final LongSupplier look;
    private final HeadNews news;
    private final Thread thread;
    private long head;
    private boolean stopped;
    private volatile boolean failing;

    HeadWatch(LongSupplier look, HeadNews news, ServerPlatform platform) {
        this.look = look;
        this.news = news;
        this.head = look.getAsLong();
        this.thread = platform.watch("store-head", this::loop);
    }

    synchronized long head() {
        return head;
    }

    /** Whether the last look failed. */
    boolean failing() {
        return failing;
    }

    /** From now on tells each time that the head has grown, on the thread that found it. */
    void onHead(Runnable tell) {
        told.add(tell);
    }

    /** The head is at least this. */
    void reached(long position) {
        synchronized (this) {
            if (position <= head) {
                return;
            }
            head = position;
            notifyAll();
        }
        told.forEach(HeadWatch::tell);
    }

    /**
     * The thread is mostly the writer's, with answers still to give: a listener that fails must not
     * end it.
     */
    private static void tell(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException e) {
            LOG.error("DB-0012 telling of a new position failed", e);
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
        news.close();
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean stopped() {
        return stopped;
    }

    private void loop() {
        try {
            while (!stopped()) {
                news.await();
                if (!stopped()) {
                    lookOnce();
                }
            }
        } catch (InterruptedException e) {
            LOG.error("DB-0006 the watch for the newest position was interrupted");
        }
    }

    private void lookOnce() {
        try {
            reached(look.getAsLong());
            failing = false;
        } catch (StorageException e) {
            if (!failing) {
                LOG.error("DB-0005 looking for the newest position failed", e);
            }
            failing = true;
        }
    }
}
