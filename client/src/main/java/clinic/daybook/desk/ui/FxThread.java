package clinic.daybook.desk.ui;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/**
 * The one door onto the FX thread and off it. Screens get an instance; tests hand them {@link
 * #sameThread}, so that what a listener does has happened when the call returns.
 */
public final class FxThread {

    private final Executor on;
    private final Executor off;

    private FxThread(Executor on, Executor off) {
        this.on = on;
        this.off = off;
    }

    /**
     * The real door.
     *
     * @param background runs what must not hold up the FX thread; bounded by whoever makes it
     */
    public static FxThread platform(Executor background) {
        return new FxThread(
                task -> {
                    if (Platform.isFxApplicationThread()) {
                        task.run();
                    } else {
                        Platform.runLater(task);
                    }
                },
                background);
    }

    /** A double without threads: everything runs where it is called. */
    public static FxThread sameThread() {
        return new FxThread(Runnable::run, Runnable::run);
    }

    /** Runs on the FX thread: at once when already there, else soon and in order. */
    public void run(Runnable task) {
        on.execute(task);
    }

    /** Runs on the FX thread after what is going on there now, also when called on it. */
    public static void afterwards(Runnable task) {
        Platform.runLater(task);
    }

    /**
     * A listener for the desk's threads that ends on the FX thread. Where values come faster than
     * they are shown, as while much is read from the server, only the latest one is.
     */
    public <T> Consumer<T> listener(Consumer<? super T> listener) {
        AtomicReference<@Nullable T> latest = new AtomicReference<>();
        return value -> {
            if (latest.getAndSet(value) == null) {
                run(() -> {
                    T last = latest.getAndSet(null);
                    if (last != null) {
                        listener.accept(last);
                    }
                });
            }
        };
    }

    /** Computes off the FX thread and hands the result over on it. */
    public <T> void background(Supplier<? extends T> work, Consumer<? super T> done) {
        off.execute(() -> {
            T result = work.get();
            run(() -> done.accept(result));
        });
    }

    /**
     * Hands the end of a stage over on the FX thread.
     *
     * @param failed gets the cause, unwrapped from what completion wraps it in
     */
    public <T> void whenDone(
            CompletionStage<T> stage, Consumer<? super T> done, Consumer<Throwable> failed) {
        var handled =
                stage.whenComplete((value, error) ->
                        run(() -> {
                            if (error == null) {
                                done.accept(value);
                            } else {
                                failed.accept(Failures.cause(error));
                            }
                        }));
        handled.toCompletableFuture();
    }
}
