package clinic.daybook.bench;

import clinic.daybook.desk.model.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Listens where a screen would, and notes the moment at which it would have known. */
final class Watch<T> implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 600;

    private record Wanted<T>(Predicate<T> what, CompletableFuture<Long> at) {}

    private final List<Wanted<T>> wanted = new ArrayList<>();
    private final Subscription subscription;
    private @Nullable T latest;

    /** Subscribes; {@code subscribe} takes the listener. */
    Watch(Function<Consumer<T>, Subscription> subscribe) {
        subscription = subscribe.apply(this::accept);
    }

    private synchronized void accept(T value) {
        long now = System.nanoTime();
        latest = value;
        wanted.removeIf(w -> w.what().test(value) && w.at().complete(now));
    }

    /** When such a value comes, or came last: by {@link System#nanoTime()}. */
    synchronized CompletableFuture<Long> when(Predicate<T> what) {
        CompletableFuture<Long> at = new CompletableFuture<>();
        if (latest != null && what.test(latest)) {
            at.complete(System.nanoTime());
        } else {
            wanted.add(new Wanted<>(what, at));
        }
        return at;
    }

    /** Waits for such a value and returns the latest. */
    T await(String what, Predicate<T> predicate) throws InterruptedException {
        get(what, when(predicate));
        synchronized (this) {
            if (latest == null) {
                throw new BenchFailure("nothing came: " + what);
            }
            return latest;
        }
    }

    /** The value of a future, which comes within ten minutes or never. */
    static <V extends @Nullable Object> V get(String what, CompletableFuture<V> future)
            throws InterruptedException {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new BenchFailure(what + " failed", e);
        } catch (TimeoutException e) {
            throw new BenchFailure("did not happen: " + what, e);
        }
    }

    @Override
    public void close() {
        subscription.close();
    }
}
