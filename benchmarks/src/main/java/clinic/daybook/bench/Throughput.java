package clinic.daybook.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How much gets done when several do it at a time, over and over. */
final class Throughput {

    /** Something that is done once. */
    @FunctionalInterface
    interface Work extends AutoCloseable {
        void once() throws Exception;

        @Override
        default void close() throws Exception {
            // Most work holds nothing.
        }
    }

    /** Makes what one of those at work does. */
    @FunctionalInterface
    interface Worker {
        Work start(int number) throws Exception;
    }

    private Throughput() {}

    /**
     * So many at a time, for the window and as long before it as it takes to warm up.
     *
     * @return how often it was done, a second, within the window
     */
    static double rate(int workers, Duration warmUp, Duration window, Worker worker)
            throws InterruptedException {
        long from = System.nanoTime() + warmUp.toNanos();
        long to = from + window.toNanos();
        long done = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(workers)) {
            List<Future<Long>> counts = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                int number = i;
                counts.add(threads.submit(() -> count(worker.start(number), from, to)));
            }
            for (Future<Long> count : counts) {
                done += count.get();
            }
        } catch (ExecutionException e) {
            throw new BenchFailure("what was to be measured failed: " + e.getCause(), e);
        }
        return done * 1e9 / window.toNanos();
    }

    private static long count(Work begun, long from, long to) throws Exception {
        long done = 0;
        try (Work work = begun) {
            while (true) {
                work.once();
                long now = System.nanoTime();
                if (now - to >= 0) {
                    return done;
                }
                if (now - from >= 0) {
                    done++;
                }
            }
        }
    }
}
