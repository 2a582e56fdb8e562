package clinic.daybook.desk.local;

import java.util.List;
import java.util.function.Consumer;

/**
 * Statements that take effect together or not at all.
 *
 * @param epoch batches of one epoch build on each other: when one fails, the later ones fail too
 * @param onDurable called on the store's thread once they are durable
 * @param onFailed called on the store's thread when nothing of them was kept
 */
record Batch(long epoch, List<Write> writes, Runnable onDurable, Consumer<Exception> onFailed) {
    Batch {
        writes = List.copyOf(writes);
    }
}
