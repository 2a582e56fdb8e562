package clinic.daybook.server.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. It puts what waits into one transaction, so that many share the price
 * of one disk sync, and answers each only after that sync.
 */
final class SqliteWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteWriter.class);

    /** More waiting writes than this are refused: their senders come back later. */
    private static final int QUEUE = 256;

    private static final int BATCH = 64;
    private static final long ANSWER_SECONDS = 30;
    private static final long STOP_SECONDS = 20;

    private record Write<T>(SqlWork<T> work, CompletableFuture<T> answer) {

        /** Does the work; what is to be told after the transaction's end is returned. */
        Runnable run(Sql sql) throws SQLException {
            T result = work.run(sql);
            return () -> answer.complete(result);
        }

        void fail(StorageException why) {
            answer.completeExceptionally(why);
        }
    }

    private final SqliteFiles files;
    private final ExecutorService thread;
    private final BlockingQueue<Write<?>> queue = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicBoolean woken = new AtomicBoolean();
    private volatile boolean stopping;
    private volatile boolean failing;

    // Touched by the writer's thread alone, and by who ends it.
    private @Nullable Sql sql;

    SqliteWriter(SqliteFiles files, ExecutorService thread) {
        this.files = files;
        this.thread = thread;
    }

    /**
     * Hands the work to the writer's thread and waits until it is durable.
     *
     * @throws OverloadedException when too much waits; the work was not begun
     * @throws StorageException when it failed, or no answer came in time: the outcome is unknown
     */
    <T> T write(SqlWork<T> work) {
        Write<T> write = new Write<>(work, new CompletableFuture<>());
        if (stopping) {
            throw new StorageException("the store is closed");
        }
        if (!queue.offer(write)) {
            throw new OverloadedException("the writer's queue is full");
        }
        wake();
        try {
            return write.answer().get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageException("interrupted while waiting for the disk", e);
        } catch (TimeoutException e) {
            throw new StorageException("the disk did not answer in time", e);
        } catch (ExecutionException e) {
            throw new StorageException("writing the database failed", e);
        }
    }

    /** Whether the last transaction failed. */
    boolean failing() {
        return failing;
    }

    int waiting() {
        return queue.size();
    }

    /** Finishes what waits, then ends the thread and closes its connection. */
    @Override
    public void close() {
        stopping = true;
        thread.shutdown();
        try {
            if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.error("DB-0001 the writer did not stop in time");
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        end();
    }

    private void wake() {
        if (woken.compareAndSet(false, true)) {
            try {
                thread.execute(this::drain);
            } catch (RejectedExecutionException e) {
                failWaiting();
            }
        }
    }

    private void drain() {
        // Before the queue is looked at: what is put into it from now on wakes this again.
        woken.set(false);
        try {
            List<Write<?>> batch = new ArrayList<>(BATCH);
            while (queue.drainTo(batch, BATCH) > 0) {
                writeAll(batch);
                batch.clear();
            }
        } catch (RuntimeException | Error e) {
            LOG.error("DB-0002 the writer's thread ended; no more writes", e);
            stopping = true;
            end();
            throw e;
        }
    }

    private void end() {
        failWaiting();
        disconnect();
    }

    private void failWaiting() {
        for (Write<?> left = queue.poll(); left != null; left = queue.poll()) {
            left.fail(new StorageException("the store is closed"));
        }
    }

    private void writeAll(List<Write<?>> batch) {
        if (writeTogether(batch) || batch.size() == 1) {
            return;
        }
        // One work must not take the others of its group down with it.
        for (Write<?> write : batch) {
            if (!write.answer().isDone()) {
                writeTogether(List.of(write));
            }
        }
    }

    /**
     * One transaction. Returns false when the works may be tried one by one; otherwise all are
     * answered.
     */
    private boolean writeTogether(List<Write<?>> batch) {
        List<Runnable> answers = new ArrayList<>(batch.size());
        Sql connection = null;
        boolean committing = false;
        try {
            connection = connect();
            connection.execute("BEGIN IMMEDIATE");
            for (Write<?> write : batch) {
                answers.add(write.run(connection));
            }
            committing = true;
            connection.execute("COMMIT");
        } catch (SQLException | RuntimeException e) {
            failing = true;
            LOG.error("DB-0003 a transaction of {} writes failed", batch.size(), e);
            // A fresh connection rolls back whatever the old one had begun.
            disconnect();
            if (batch.size() == 1 || committing || connection == null) {
                StorageException why = new StorageException("the transaction failed", e);
                batch.forEach(w -> w.fail(why));
                return true;
            }
            return false;
        }
        failing = false;
        answers.forEach(Runnable::run);
        return true;
    }

    private Sql connect() throws SQLException {
        Sql open = sql;
        if (open == null) {
            open = files.openWriter();
            sql = open;
        }
        return open;
    }

    private void disconnect() {
        Sql open = sql;
        sql = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                LOG.warn("DB-0004 closing the writer's connection failed", e);
            }
        }
    }
}
