package clinic.daybook.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Runs seeds, several at a time; each by itself on one thread. The databases lie in memory where
 * the system has a place for that.
 */
final class Simulation implements AutoCloseable {

    /** How long people work in a run unless said otherwise. */
    static final Duration LENGTH = Duration.ofMinutes(8);

    private static final Path IN_MEMORY = Path.of("/dev/shm");

    private final Path directory;
    private final Template template;
    private final AtomicInteger runs = new AtomicInteger();

    /** Makes a place for the databases. */
    Simulation() {
        try {
            directory =
                    Files.isWritable(IN_MEMORY)
                            ? Files.createTempDirectory(IN_MEMORY, "daybook-simulation")
                            : Files.createTempDirectory("daybook-simulation");
        } catch (IOException e) {
            throw new IllegalStateException("there is no place for the databases", e);
        }
        template = Template.make(directory.resolve("template"));
    }

    /** What many runs came to. */
    static final class Totals {
        private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
        private int seeds;
        private int violations;
        private long steps;
        private long recorded;
        private Duration simulated = Duration.ZERO;

        synchronized void add(Run.Result result) {
            seeds++;
            violations += result.violation() == null ? 0 : 1;
            steps += result.steps();
            recorded += result.recorded();
            simulated = simulated.plus(result.simulated());
            result.faults().forEach((fault, times) -> faults.merge(fault, times, Integer::sum));
        }

        synchronized int seeds() {
            return seeds;
        }

        synchronized int violations() {
            return violations;
        }

        @Override
        public synchronized String toString() {
            return Report.totals(seeds, steps, recorded, simulated, faults, violations);
        }
    }

    /** Runs one seed. */
    Run.Result run(long seed, Duration length, Bug bug) {
        return Run.of(
                seed, length, bug, template, directory.resolve("run-" + runs.incrementAndGet()));
    }

    /**
     * Runs consecutive seeds, as many at a time as given.
     *
     * @param each told of every run, by one thread at a time
     */
    Totals run(long first, int seeds, Duration length, int atATime, Consumer<Run.Result> each) {
        Totals totals = new Totals();
        AtomicLong next = new AtomicLong(first);
        inParallel(
                atATime,
                () -> {
                    for (long seed = next.getAndIncrement();
                            seed < first + seeds;
                            seed = next.getAndIncrement()) {
                        Run.Result result = run(seed, length, Bug.none());
                        totals.add(result);
                        synchronized (totals) {
                            each.accept(result);
                        }
                    }
                    return Boolean.TRUE;
                });
        return totals;
    }

    /** Does the same on several threads at once, and returns when all have ended. */
    static void inParallel(int threads, Supplier<Boolean> work) {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (Future<Boolean> worker :
                    IntStream.range(0, threads).mapToObj(i -> pool.submit(work::get)).toList()) {
                worker.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a run could not be made", e.getCause());
        }
    }

    /** Removes the databases. */
    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new IllegalStateException("the databases cannot be removed", e);
        }
    }
}
