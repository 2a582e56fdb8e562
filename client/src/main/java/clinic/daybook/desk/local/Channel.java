package clinic.daybook.desk.local;

import clinic.daybook.desk.model.Subscription;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands values to listeners without ever waiting for one: a listener that is slow gets the latest
 * value when it is ready for the next, and none in between.
 */
final class Channel<T> {

    private static final Logger LOG = LoggerFactory.getLogger(Channel.class);

    private final Executor executor;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    Channel(Executor executor) {
        this.executor = executor;
    }

    /** Adds a listener, which gets {@code first} to begin with. */
    Subscription subscribe(Consumer<T> consumer, @Nullable T first) {
        Listener listener = new Listener(consumer);
        listeners.add(listener);
        if (first != null) {
            listener.offer(first);
        }
        return () -> {
            listener.closed = true;
            listeners.remove(listener);
        };
    }

    void publish(T value) {
        listeners.forEach(l -> l.offer(value));
    }

    boolean unused() {
        return listeners.isEmpty();
    }

    private final class Listener {
        private final Consumer<T> consumer;
        private final AtomicReference<@Nullable T> next = new AtomicReference<>();
        private final AtomicBoolean running = new AtomicBoolean();
        private volatile boolean closed;

        Listener(Consumer<T> consumer) {
            this.consumer = consumer;
        }

        void offer(T value) {
            next.set(value);
            startIfIdle();
        }

        private void startIfIdle() {
            if (running.compareAndSet(false, true)) {
                executor.execute(this::deliver);
            }
        }

        private void deliver() {
            T value = next.getAndSet(null);
            while (value != null && !closed) {
                hand(value);
                value = next.getAndSet(null);
            }
            running.set(false);
            // A value that came after the last look would wait for the next one without this.
            if (next.get() != null && !closed) {
                startIfIdle();
            }
        }

        private void hand(T value) {
            try {
                consumer.accept(value);
            } catch (RuntimeException e) {
                LOG.error("EN-2001: a listener failed: {}", e.getClass().getName());
            }
        }
    }
}
