package clinic.daybook.desk.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import clinic.daybook.event.StreamId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More than the engine can take: its queue is bounded, and nothing is lost silently (I5, I6). */
class EngineThreadTest {

    private static final int ROOM = 2;

    @TempDir Path directory;
    private final AtomicInteger recoveries = new AtomicInteger();

    @Test
    void anotherThreadWaitsForRoom() {
        try (EngineThread engine = engine(Duration.ofSeconds(30))) {
            CountDownLatch go = busy(engine);
            List<Integer> done = new CopyOnWriteArrayList<>();
            Thread caller =
                    Thread.ofVirtual()
                            .start(() -> {
                                for (int i = 0; i < 50; i++) {
                                    int number = i;
                                    engine.execute(() -> done.add(number));
                                }
                            });
            await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);
            go.countDown();

            await().until(() -> done.size() == 50);
            assertThat(done).isSorted();
            assertThat(recoveries).hasValue(0);
        }
    }

    @Test
    void whatFindsNoRoomForLongIsMadeGoodOnce() {
        try (EngineThread engine = engine(Duration.ofMillis(20))) {
            CountDownLatch go = busy(engine);
            for (int i = 0; i < ROOM + 5; i++) {
                engine.execute(() -> {});
            }
            assertThat(recoveries).as("the engine's own thread does it").hasValue(0);
            go.countDown();

            await().until(() -> recoveries.get() == 1);
            Rig.join(engine.call(() -> true));
            assertThat(recoveries).hasValue(1);
        }
    }

    @Test
    void itsOwnThreadDoesNotWaitForItself() {
        try (EngineThread engine = engine(Duration.ofHours(1))) {
            AtomicInteger done = new AtomicInteger();
            engine.execute(() -> {
                for (int i = 0; i < ROOM + 3; i++) {
                    engine.execute(done::incrementAndGet);
                }
            });

            await().until(() -> recoveries.get() == 1 && done.get() == ROOM);
        }
    }

    /** A piece of the feed that could not go on: the desk reads itself again and is fed anew. */
    @Test
    void aDeskThatLostATaskReadsItselfAgainAndGoesOn() {
        AtomicBoolean refuses = new AtomicBoolean();
        InstalledPlatform platform =
                new InstalledPlatform() {
                    @Override
                    public ExecutorService serial(String name) {
                        return name.equals("desk-engine")
                                ? refusingItself(name, refuses)
                                : super.serial(name);
                    }
                };
        AtomicInteger reloads = new AtomicInteger();
        try (Rig source = Rig.seeded(directory.resolve("source"), 1);
                LocalDesk desk =
                        LocalDesk.open(
                                directory.resolve("desk"),
                                InstantSource.fixed(Rig.NOW),
                                platform)) {
            StreamId visit = source.id("reservation");
            source.confirm(visit, source.book());
            desk.sync().listen(new Reloads(reloads::incrementAndGet));
            refuses.set(true);
            CompletableFuture<Void> first = feed(desk, source);
            await().until(() -> reloads.get() == 1);
            assertThat(first).isNotDone();

            Rig.join(feed(desk, source));

            assertThat(Rig.join(desk.digest().toCompletableFuture())).isEqualTo(source.digest());
            assertThat(reloads).hasValue(1);
        }
    }

    private static CompletableFuture<Void> feed(LocalDesk desk, Rig source) {
        CompletableFuture<Void> applied = new CompletableFuture<>();
        FeedPage page = FeedPage.of(source.log);
        desk.sync().execute(() -> desk.sync().apply(page, () -> applied.complete(null)));
        return applied;
    }

    /** Refuses one task that comes from its own thread, as if it were full. */
    private static ExecutorService refusingItself(String name, AtomicBoolean refuses) {
        return new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(1_000),
                task -> Thread.ofPlatform().name(name).daemon().unstarted(task)) {
            @Override
            public void execute(Runnable task) {
                boolean own = Thread.currentThread().getName().equals(name);
                if (own && refuses.compareAndSet(true, false)) {
                    throw new RejectedExecutionException("full");
                }
                super.execute(task);
            }
        };
    }

    private EngineThread engine(Duration patience) {
        EngineThread engine =
                new EngineThread(
                        new ThreadPoolExecutor(
                                1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(ROOM)),
                        patience);
        engine.afterLoss(recoveries::incrementAndGet);
        return engine;
    }

    /** Keeps the engine busy until told otherwise. */
    private static CountDownLatch busy(EngineThread engine) {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        engine.execute(() -> {
            begun.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        await().until(() -> begun.getCount() == 0);
        return go;
    }
}
