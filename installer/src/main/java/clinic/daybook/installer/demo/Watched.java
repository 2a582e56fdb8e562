package clinic.daybook.installer.demo;

import clinic.daybook.desk.model.Subscription;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The latest value of something that a desk publishes, to wait on. */
final class Watched<T> implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Subscription subscription;
    private @Nullable T latest;

    Watched(Function<Consumer<T>, Subscription> subscribe) {
        subscription = subscribe.apply(this::accept);
    }

    private void accept(T value) {
        lock.lock();
        try {
            latest = value;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the value is as wanted and returns it.
     *
     * @param what what is waited for, for the message when it does not come
     * @throws DemoFailure when it has not come within half a minute
     */
    T await(String what, Predicate<T> wanted) {
        long nanos = PATIENCE.toNanos();
        lock.lock();
        try {
            while (true) {
                T value = latest;
                if (value != null && wanted.test(value)) {
                    return value;
                }
                if (nanos <= 0) {
                    throw new DemoFailure("did not happen: " + what);
                }
                nanos = changed.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("interrupted while waiting: " + what);
        } finally {
            lock.unlock();
        }
    }

    /** The longest that {@link #await} waits, in seconds. */
    static long patienceSeconds() {
        return TimeUnit.NANOSECONDS.toSeconds(PATIENCE.toNanos());
    }

    @Override
    public void close() {
        subscription.close();
    }
}
