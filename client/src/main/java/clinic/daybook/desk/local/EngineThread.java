package clinic.daybook.desk.local;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A single thread with a bounded queue, on which all of one thing's state lives. */
final class EngineThread implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EngineThread.class);
    private static final long CLOSE_SECONDS = 20;

    private final ExecutorService executor;

    /** {@code executor}: one of the platform's serial ones. */
    EngineThread(ExecutorService executor) {
        this.executor = executor;
    }

    /** Runs it later; a task that fails is logged by its code and does not stop the next one. */
    void execute(Runnable task) {
        try {
            executor.execute(() -> {
                try {
                    task.run();
                } catch (DeskFailure e) {
                    LOG.error("{}", e.getMessage());
                } catch (RuntimeException e) {
                    LOG.error("EN-2002: unexpected", e);
                }
            });
        } catch (RejectedExecutionException e) {
            if (!executor.isShutdown()) {
                throw e;
            }
        }
    }

    /** Runs it later and hands on what it returned or threw. */
    <T> CompletableFuture<T> call(Supplier<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            executor.execute(() -> {
                try {
                    result.complete(task.get());
                } catch (RuntimeException e) {
                    LOG.error("EN-2003: a request failed: {}", e.getClass().getName());
                    result.completeExceptionally(e);
                }
            });
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
