package clinic.daybook.desk.board;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands values to the FX thread and drops those that a newer one has overtaken, so that a burst of
 * snapshots costs the screen one update, and the queue holds at most one of them.
 */
final class Latest<T> implements Consumer<T> {

    private final AtomicReference<@Nullable T> waiting = new AtomicReference<>();
    private final Executor screen;
    private final Consumer<? super T> taker;

    /**
     * @param screen runs on the thread on which {@code taker} takes the values
     */
    Latest(Executor screen, Consumer<? super T> taker) {
        this.screen = screen;
        this.taker = taker;
    }

    @Override
    public void accept(T value) {
        if (waiting.getAndSet(value) == null) {
            screen.execute(this::deliver);
        }
    }

    private void deliver() {
        T value = waiting.getAndSet(null);
        if (value != null) {
            taker.accept(value);
        }
    }
}
