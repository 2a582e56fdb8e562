package clinic.daybook.server.store;

import clinic.daybook.server.store.WriteQueue.Append;
import clinic.daybook.server.store.WriteQueue.Work;
import clinic.daybook.server.store.WriteQueue.Write;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. It puts what waits into one transaction, so that many share the price
 * of one disk sync, and answers each only after that sync.
 */
final class StoreWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StoreWriter.class);

    private static final long LOOK_SECONDS = 1;
    private static final long STOP_SECONDS = 20;

    /** Appends for several who wait, each with commits of its own; one result for each of them. */
    interface Appender {

        /** In the transaction that has begun. */
        List<List<AppendResult>> append(Sql sql, List<AppendCall> calls) throws SQLException;

        /**
         * In a transaction of its own making, without a look at what is stored.
         *
         * @return empty when that cannot be done; then there is no transaction
         */
        Optional<List<List<AppendResult>>> appendUnread(Sql sql, List<AppendCall> calls)
                throws SQLException;
    }

    private final WriterConnections connections;
    private final Appender appender;
    private final LongConsumer reached;
    private final ServerPlatform platform;
    private final ExecutorService thread;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final WriteQueue queue;
    private final AtomicBoolean woken = new AtomicBoolean();
    private volatile boolean stopping;
    private volatile boolean failing;

    // Touched by the writer's thread alone, and by who ends it.
    private @Nullable Sql sql;

    /**
     * A writer that works on one thread.
     *
     * @param reached is told the newest position once it is durable, before those who wait are
     * @param platform whose thread it works on, and whose other one watches it
     */
    StoreWriter(
            WriterConnections connections,
            Appender appender,
            LongConsumer reached,
            ServerPlatform platform) {
        this.connections = connections;
        this.appender = appender;
        this.reached = reached;
        this.platform = platform;
        this.queue = new WriteQueue(platform::nanoTime);
        this.thread = platform.writer();
        var _ = platform.watch("store-watch", this::watch);
    }

    /**
     * Hands the work to the writer's thread and waits until it is durable.
     *
     * @throws OverloadedException when too much waits; the work was not begun
     * @throws StorageException when it failed, or no answer came in time: the outcome is unknown
     */
    <T> T write(SqlWork<T> work) {
        return written(new Work<>(work, new CompletableFuture<>(), platform.nanoTime()));
    }

    /** The same for commits, which are appended together with those of others who wait. */
    List<AppendResult> append(AppendCall call) {
        return written(new Append(call, new CompletableFuture<>(), platform.nanoTime()));
    }

    private <T> T written(Write<T> write) {
        if (stopping) {
            throw new StorageException("the store is closed");
        }
        if (!queue.offer(write)) {
            throw new OverloadedException("the writer's queue is full");
        }
        wake();
        try {
            // Bounded by the watch: a timer for each costs two wake-ups of another thread.
            return write.answer().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageException("interrupted while waiting for the disk", e);
        } catch (ExecutionException e) {
            throw new StorageException("writing the database failed", e);
        }
    }

    /** Whether the last transaction failed, the one under way takes too long, or none will come. */
    boolean failing() {
        return failing || stopping;
    }

    int waiting() {
        return queue.size();
    }

    /**
     * Finishes what waits, then ends the threads and closes its connection; where the disk does not
     * answer, as soon as it does.
     */
    @Override
    public void close() {
        stopping = true;
        try {
            thread.execute(this::end);
        } catch (RejectedExecutionException closedBefore) {
            return;
        }
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
        // Once more: something may have come between that end and the shutdown.
        end();
    }

    /** Sees to it that nobody waits for ever for a disk that does not answer. */
    private void watch() {
        try {
            while (!ended.await(LOOK_SECONDS, TimeUnit.SECONDS)) {
                tellWhoWaitsTooLong();
            }
        } catch (InterruptedException e) {
            LOG.error("DB-0010 the watch over the writer was interrupted");
        }
    }

    private void tellWhoWaitsTooLong() {
        WriteQueue.Overdue overdue = queue.overdue();
        if (overdue.atWork()) {
            failing = true;
        }
        if (!overdue.writes().isEmpty()) {
            LOG.error("DB-0009 {} writes have waited in vain", overdue.writes().size());
            StorageException why = new StorageException("the disk did not answer in time");
            overdue.writes().forEach(write -> write.fail(why));
        }
    }

    private void wake() {
        if (woken.compareAndSet(false, true)) {
            try {
                thread.execute(this::drain);
            } catch (RejectedExecutionException e) {
                // Before the queue is looked at, as below.
                woken.set(false);
                queue.failWaiting(new StorageException("the store is closed"));
            } catch (Error noThread) {
                woken.set(false);
                throw noThread;
            }
        }
    }

    private void drain() {
        // Before the queue is looked at: what is put into it from now on wakes this again.
        woken.set(false);
        try {
            List<Write<?>> group = queue.take();
            while (!group.isEmpty()) {
                writeAll(group);
                queue.written();
                group = queue.take();
            }
        } catch (RuntimeException | Error e) {
            LOG.error("DB-0002 the writer's thread ended; no more writes", e);
            stopping = true;
            queue.failTaken(new StorageException("the writer's thread ended", e));
            end();
            throw e;
        }
    }

    private void end() {
        queue.failWaiting(new StorageException("the store is closed"));
        disconnect();
        ended.countDown();
    }

    /** How a transaction ended. */
    private enum Ended {
        /** All of its works are answered. */
        ANSWERED,

        /** One of the works failed, and it is not known which: they may be tried one by one. */
        BROKE_OFF,

        /** None was begun, and all are answered: those left had better not wait for the same. */
        NOT_BEGUN
    }

    private void writeAll(List<Write<?>> batch) {
        if (writeTogether(batch) != Ended.BROKE_OFF) {
            return;
        }
        // One work must not take the others of its group down with it.
        for (int i = 0; i < batch.size(); i++) {
            Ended ended = writeTogether(List.of(batch.get(i)));
            if (ended == Ended.NOT_BEGUN) {
                StorageException why = new StorageException("the database cannot be written now");
                batch.subList(i + 1, batch.size()).forEach(left -> left.fail(why));
                return;
            }
        }
    }

    private Ended writeTogether(List<Write<?>> batch) {
        List<Runnable> answers = new ArrayList<>(batch.size());
        boolean begun = false;
        boolean committing = false;
        try {
            Sql connection = connect();
            begun = true;
            if (!appendedUnread(connection, batch, answers)) {
                begun = false;
                connections.begin(connection);
                begun = true;
                runAll(connection, batch, answers);
            }
            committing = true;
            connection.edge("COMMIT");
        } catch (SQLException | RuntimeException e) {
            failing = true;
            LOG.error("DB-0003 a transaction of {} writes failed", batch.size(), e);
            // A fresh connection rolls back whatever the old one had begun.
            disconnect();
            if (e instanceof SQLException sqlFailure && !committing) {
                begun &= !connections.waitedInVain(sqlFailure);
            }
            if (begun && !committing && batch.size() > 1) {
                return Ended.BROKE_OFF;
            }
            StorageException why = new StorageException("the transaction failed", e);
            batch.forEach(w -> w.fail(why));
            return begun ? Ended.ANSWERED : Ended.NOT_BEGUN;
        }
        failing = false;
        answers.forEach(Runnable::run);
        return Ended.ANSWERED;
    }

    private boolean appendedUnread(Sql connection, List<Write<?>> batch, List<Runnable> answers)
            throws SQLException {
        List<Append> appends = new ArrayList<>(batch.size());
        for (Write<?> write : batch) {
            if (!(write instanceof Append append)) {
                return false;
            }
            appends.add(append);
        }
        Optional<List<List<AppendResult>>> results =
                appender.appendUnread(connection, calls(appends));
        results.ifPresent(r -> answer(appends, r, answers));
        return results.isPresent();
    }

    /** In the order in which they came; appends between which nothing else came go together. */
    private void runAll(Sql connection, List<Write<?>> batch, List<Runnable> answers)
            throws SQLException {
        List<Append> together = new ArrayList<>();
        for (Write<?> write : batch) {
            switch (write) {
                case Append append -> together.add(append);
                case Work<?> work -> {
                    appendAll(connection, together, answers);
                    together.clear();
                    answers.add(work.run(connection));
                }
            }
        }
        appendAll(connection, together, answers);
    }

    private void appendAll(Sql connection, List<Append> together, List<Runnable> answers)
            throws SQLException {
        if (together.isEmpty()) {
            return;
        }
        answer(together, appender.append(connection, calls(together)), answers);
    }

    private static List<AppendCall> calls(List<Append> together) {
        return together.stream().map(Append::call).toList();
    }

    private void answer(
            List<Append> together, List<List<AppendResult>> results, List<Runnable> answers) {
        long newest = newest(results);
        if (newest > 0) {
            answers.add(() -> reached.accept(newest));
        }
        for (int i = 0; i < results.size(); i++) {
            List<AppendResult> result = results.get(i);
            CompletableFuture<List<AppendResult>> answer = together.get(i).answer();
            answers.add(() -> answer.complete(result));
        }
    }

    /** The newest position that was appended; 0 when none was. */
    private static long newest(List<List<AppendResult>> results) {
        long newest = 0;
        for (List<AppendResult> call : results) {
            for (AppendResult result : call) {
                if (result instanceof AppendResult.Accepted accepted) {
                    newest = accepted.commit().positions().getLast();
                }
            }
        }
        return newest;
    }

    private Sql connect() throws SQLException {
        Sql open = sql;
        if (open == null) {
            open = connections.openWriter();
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
