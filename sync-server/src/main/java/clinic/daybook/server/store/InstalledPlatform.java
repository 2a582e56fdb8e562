package clinic.daybook.server.store;

import java.security.SecureRandom;
import java.sql.Connection;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;

/** The platform of a server at work. */
final class InstalledPlatform implements ServerPlatform {

    private final RandomGenerator random = new SecureRandom();

    @Override
    public ExecutorService writer() {
        return Executors.newSingleThreadExecutor(task -> new Thread(task, "store-writer"));
    }

    @Override
    public Thread watch(String name, Runnable loop) {
        Thread thread = new Thread(loop, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
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
