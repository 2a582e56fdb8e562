package clinic.daybook.desk.local;

import java.security.SecureRandom;
import java.sql.Connection;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** The platform of a desk at work. */
class InstalledPlatform implements DeskPlatform {

    private static final int QUEUE = 16_384;

    private final RandomGenerator random = new SecureRandom();

    @Override
    public ExecutorService serial(String name) {
        return new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(QUEUE),
                task -> Thread.ofPlatform().name(name).daemon().unstarted(task));
    }

    @Override
    public ExecutorService listeners() {
        return Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("desk-listener-", 0).factory());
    }

    @Override
    public ScheduledExecutorService timers() {
        return Executors.newSingleThreadScheduledExecutor(
                task -> Thread.ofPlatform().name("desk-timer").daemon().unstarted(task));
    }

    @Override
    public <T> T await(CompletableFuture<T> result) {
        return result.join();
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Connection connection(Connection opened, boolean writes) {
        return opened;
    }
}
