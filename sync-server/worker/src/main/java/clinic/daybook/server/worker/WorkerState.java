package clinic.daybook.server.worker;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** What the shards of a worker share: how far they are, and whether it is to end. */
final class WorkerState {

    /** Whoever counts everything anew was asked to end. */
    static final class StoppingException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StoppingException() {
            super("the worker is to end");
        }
    }

    private final InstantSource clock;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final AtomicLong counted = new AtomicLong();
    private final Map<String, Long> behind = new ConcurrentHashMap<>();

    WorkerState(InstantSource clock) {
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    void stop() {
        stop.countDown();
    }

    boolean stopping() {
        return stop.getCount() == 0;
    }

    /** Waits so long, or until the worker is to end. */
    void pause(Duration length) {
        try {
            var _ = stop.await(length.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop();
        }
    }

    /** For who counts everything anew: goes on until the worker is to end. */
    LongConsumer giveUpWhenStopping() {
        return _ -> {
            if (stopping()) {
                throw new StoppingException();
            }
        };
    }

    void counted(int events) {
        counted.addAndGet(events);
    }

    void behind(String shard, Long millis) {
        behind.put(shard, millis);
    }

    void left(String shard) {
        behind.remove(shard);
    }

    /** How far it is, for the log. */
    String describe() {
        long most = behind.values().stream().mapToLong(Long::longValue).max().orElse(0);
        return counted.get()
                + " events counted, "
                + behind.size()
                + " shards, "
                + Duration.ofMillis(most).toSeconds()
                + " s behind";
    }
}
