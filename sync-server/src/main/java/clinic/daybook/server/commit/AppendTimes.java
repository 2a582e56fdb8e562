package clinic.daybook.server.commit;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Measures how long the store takes until commits are durable, also where that fails. */
public final class AppendTimes {

    private final LongSupplier nanos;
    private final LongConsumer measured;

    /** {@code nanos}: a time that nobody sets; {@code measured} is told each duration in it. */
    public AppendTimes(LongSupplier nanos, LongConsumer measured) {
        this.nanos = nanos;
        this.measured = measured;
    }

    <T> T of(Supplier<T> append) {
        long begun = nanos.getAsLong();
        try {
            return append.get();
        } finally {
            measured.accept(nanos.getAsLong() - begun);
        }
    }
}
