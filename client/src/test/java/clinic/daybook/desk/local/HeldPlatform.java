package clinic.daybook.desk.local;

import java.sql.Connection;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A desk's platform whose disk and whose engine's queue a test holds in its hand; while it is
 * impatient, nobody waits for the disk.
 */
final class HeldPlatform extends InstalledPlatform {

    /** An engine's thread that takes nothing as long as it is full. */
    static final class Engine extends ThreadPoolExecutor {
        /** How often the store's thread was refused. */
        final AtomicInteger refusedTheStore = new AtomicInteger();

        volatile boolean full;

        Engine(String name) {
            super(
                    1,
                    1,
                    0,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(1_000),
                    task -> Thread.ofPlatform().name(name).daemon().unstarted(task));
        }

        @Override
        public void execute(Runnable task) {
            if (full) {
                if (Thread.currentThread().getName().equals("desk-store")) {
                    refusedTheStore.incrementAndGet();
                }
                throw new RejectedExecutionException("full");
            }
            super.execute(task);
        }
    }

    final FaultyConnection disk;
    final Engine engine = new Engine("desk-engine");
    final AtomicInteger waits = new AtomicInteger();
    volatile boolean impatient;

    HeldPlatform(FaultyConnection disk) {
        this.disk = disk;
    }

    @Override
    public ExecutorService serial(String name) {
        return name.equals("desk-engine") ? engine : super.serial(name);
    }

    @Override
    public Connection connection(Connection opened, boolean writes) {
        return disk.platform().connection(opened, writes);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T await(CompletableFuture<T> result) {
        waits.incrementAndGet();
        return impatient ? (T) Boolean.FALSE : super.await(result);
    }
}
