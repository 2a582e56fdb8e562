package clinic.daybook.desk.local;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer of a desk's database: its thread and the queue before it. Batches take effect in
 * the order given; those that wait are put into one transaction.
 */
final class StoreWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StoreWriter.class);

    /** More than a person can click ahead of a disk that still works. */
    static final int QUEUE = 1_024;

    private static final int GROUP = 64;
    private static final long CLOSE_SECONDS = 20;

    private final GroupCommit transactions;
    private final DeskPlatform platform;
    private final ExecutorService thread;
    private final BlockingQueue<Batch> queue = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicBoolean woken = new AtomicBoolean();

    StoreWriter(GroupCommit transactions, DeskPlatform platform) {
        this.transactions = transactions;
        this.platform = platform;
        this.thread = platform.serial("desk-store");
    }

    /** Queues a batch; false when too many wait already. Nothing of it is kept then. */
    boolean offer(Batch batch) {
        if (!queue.offer(batch)) {
            return false;
        }
        wake();
        return true;
    }

    /** Whether a further batch would be taken. */
    boolean hasRoom() {
        // The last places are kept for what came from the server and must not be turned away.
        return queue.remainingCapacity() > QUEUE / 8;
    }

    /** Waits until what was queued before is durable or has failed; for a while at the most. */
    void flush(long epoch) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        Batch barrier =
                new Batch(
                        epoch,
                        List.of(),
                        () -> done.complete(true),
                        failure -> done.complete(true));
        try {
            if (queue.offer(barrier, CLOSE_SECONDS, TimeUnit.SECONDS)) {
                wake();
                done.completeOnTimeout(false, CLOSE_SECONDS, TimeUnit.SECONDS);
            } else {
                done.complete(false);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (!platform.await(done)) {
            LOG.error("DB-1018: the database does not keep up");
        }
    }

    /** Writes what is queued, then stops and closes the connection. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.error("DB-1018: the database does not keep up");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        transactions.close();
    }

    private void wake() {
        if (woken.compareAndSet(false, true)) {
            try {
                thread.execute(this::drain);
            } catch (RejectedExecutionException e) {
                LOG.error("DB-1019: a change came after the database was closed");
            }
        }
    }

    private void drain() {
        // Before the queue is looked at: what is put into it from now on wakes this again.
        woken.set(false);
        List<Batch> group = new ArrayList<>();
        while (queue.drainTo(group, GROUP) > 0) {
            transactions.write(group);
            group.clear();
        }
    }
}
