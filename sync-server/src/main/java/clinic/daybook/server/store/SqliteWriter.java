package clinic.daybook.server.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
    private final BlockingQueue<Write<?>> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Thread thread;
    private volatile boolean stopping;
    private volatile boolean failing;

    // Touched by the writer's thread alone.
    private @Nullable Sql sql;

    SqliteWriter(SqliteFiles files) {
        this.files = files;
        this.thread = new Thread(this::loop, "store-writer");
        thread.start();
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
        try {
            thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void loop() {
        try {
            List<Write<?>> batch = new ArrayList<>(BATCH);
            while (!stopping || !queue.isEmpty()) {
                Write<?> first = queue.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, BATCH - 1);
                    writeAll(batch);
                    batch.clear();
                }
            }
        } catch (InterruptedException e) {
            LOG.error("DB-0001 the writer's thread was interrupted; no more writes");
        } catch (RuntimeException | Error e) {
            LOG.error("DB-0002 the writer's thread ended; no more writes", e);
            throw e;
        } finally {
            stopping = true;
            queue.forEach(w -> w.fail(new StorageException("the store is closed")));
            disconnect();
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
