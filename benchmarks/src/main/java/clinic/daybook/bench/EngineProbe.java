package clinic.daybook.bench;

import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.model.Subscription;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks a desk for something trivial again and again and notes how long the longest answer took: so
 * long at most was its engine held by something else.
 */
final class EngineProbe {

    private static final Duration PAUSE = Duration.ofMillis(2);
    private static final double NANOS_PER_MILLI = 1e6;

    private final DeskModel desk;
    private final AtomicLong longest = new AtomicLong();
    private final Thread thread;
    private volatile boolean stopped;

    /** Begins at once. */
    EngineProbe(DeskModel desk) {
        this.desk = desk;
        this.thread = Thread.ofPlatform().name("engine-probe").daemon().start(this::run);
    }

    private void run() {
        while (!stopped) {
            long began = System.nanoTime();
            CompletableFuture<Reference> answered = new CompletableFuture<>();
            try (Subscription _ = desk.onReference(answered::complete)) {
                answered.join();
            }
            longest.accumulateAndGet(System.nanoTime() - began, Math::max);
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Ends it; the longest answer in milliseconds. */
    double longest() throws InterruptedException {
        stopped = true;
        thread.join();
        return longest.get() / NANOS_PER_MILLI;
    }
}
