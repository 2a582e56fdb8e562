package clinic.daybook.server.store;

import java.sql.Connection;
import java.util.concurrent.ExecutorService;
import java.util.random.RandomGenerator;

/** The installed platform; a test changes of it what it wants to be otherwise. */
class PassingPlatform implements ServerPlatform {

    private final ServerPlatform real = ServerPlatform.installed();

    @Override
    public ExecutorService writer() {
        return real.writer();
    }

    @Override
    public Thread watch(String name, Runnable loop) {
        return real.watch(name, loop);
    }

    @Override
    public RandomGenerator random() {
        return real.random();
    }

    @Override
    public long nanoTime() {
        return real.nanoTime();
    }

    @Override
    public Connection connection(Connection opened, boolean writes) {
        return real.connection(opened, writes);
    }
}
