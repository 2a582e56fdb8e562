package clinic.daybook.desk.local;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A single thread with a bounded queue, on which all of one thing's state lives. */
final class EngineThread implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EngineThread.class);
    private static final long CLOSE_SECONDS = 20;

    /** The database's thread may wait here while the engine waits for it, which takes longer. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

    private final ExecutorService executor;
    private final Duration patience;
    private final AtomicBoolean lost = new AtomicBoolean();
    private volatile Runnable recovery = () -> {};
    private volatile @Nullable Thread thread;

    /** {@code executor}: one of the platform's serial ones. */
    EngineThread(ExecutorService executor) {
        this(executor, PATIENCE);
    }

    /** {@code patience}: how long another thread waits for room in the queue. */
    EngineThread(ExecutorService executor, Duration patience) {
        this.executor = executor;
        this.patience = patience;
    }

    /** Runs on this thread, once, after tasks could not be taken: what they were for is unknown. */
    void afterLoss(Runnable action) {
        recovery = action;
    }

    /**
     * Runs it later; a task that fails is logged by its code and does not stop the next one. Where
     * too much waits, another thread than this one waits for room, for a while. What finds none is
     * not run; that is made good by what {@link #afterLoss} was given.
     */
    void execute(Runnable task) {
        Runnable logged =
                () -> {
                    try {
                        task.run();
                    } catch (DeskFailure e) {
                        LOG.error("{}", e.getMessage());
                    } catch (RuntimeException e) {
                        LOG.error("EN-2002: unexpected", e);
                    }
                };
        long since = System.nanoTime();
        while (!offered(logged)) {
            // Where something is lost already, all is read again anyway.
            boolean inVain = Thread.currentThread() == thread || lost.get();
            if (inVain || System.nanoTime() - since > patience.toNanos()) {
                LOG.error("EN-2008: too much waits for the engine; a task was not taken");
                lost.set(true);
                // Made good after the next task: of those there are as many as there is room for,
                // and if they are done by now, this one.
                boolean _ = offered(() -> {});
                return;
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    /** False: there is no room. What comes after the end is left out. */
    private boolean offered(Runnable task) {
        try {
            executor.execute(() -> run(task));
            return true;
        } catch (RejectedExecutionException e) {
            return executor.isShutdown();
        }
    }

    private void run(Runnable task) {
        thread = Thread.currentThread();
        try {
            task.run();
        } finally {
            if (lost.compareAndSet(true, false)) {
                recover();
            }
        }
    }

    private void recover() {
        try {
            recovery.run();
        } catch (RuntimeException e) {
            LOG.error("EN-2009: making good what was lost broke off", e);
        }
    }

    /** Runs it later and hands on what it returned or threw. */
    <T> CompletableFuture<T> call(Supplier<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            executor.execute(() ->
                    run(() -> {
                        try {
                            result.complete(task.get());
                        } catch (RuntimeException e) {
                            LOG.error("EN-2003: a request failed: {}", e.getClass().getName());
                            result.completeExceptionally(e);
                        }
                    }));
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(e);
        }
        return result;
    }

    /** Runs it later and hands on what comes of what it started. */
    <T> CompletableFuture<T> compose(Supplier<CompletableFuture<T>> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        CompletableFuture<Void> started =
                call(() -> {
                    var _ =
                            task.get()
                                    .whenComplete((value, failure) -> {
                                        if (failure == null) {
                                            result.complete(value);
                                        } else {
                                            result.completeExceptionally(failure);
                                        }
                                    });
                    return null;
                });
        var _ =
                started.exceptionally(failure -> {
                    result.completeExceptionally(failure);
                    return null;
                });
        return result;
    }

    /** Ends what is queued, then the thread. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.error("EN-2004: the engine did not stop in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
