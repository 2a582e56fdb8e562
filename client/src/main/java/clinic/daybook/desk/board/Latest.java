package clinic.daybook.desk.board;

import clinic.daybook.desk.ui.FxThread;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands values to the FX thread and drops those that a newer one has overtaken, so that a burst of
 * snapshots costs the screen one update, and the queue holds at most one of them.
 */
final class Latest<T> implements Consumer<T> {

    private final AtomicReference<@Nullable T> waiting = new AtomicReference<>();
    private final FxThread fx;
    private final Consumer<? super T> taker;

    Latest(FxThread fx, Consumer<? super T> taker) {
        this.fx = fx;
        this.taker = taker;
    }

    @Override
    public void accept(T value) {
        if (waiting.getAndSet(value) == null) {
            fx.run(this::deliver);
        }
    }

    private void deliver() {
        T value = waiting.getAndSet(null);
        if (value != null) {
            taker.accept(value);
        }
    }
}
