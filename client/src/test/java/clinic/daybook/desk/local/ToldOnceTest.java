package clinic.daybook.desk.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.Submitted;
import clinic.daybook.sync.FirstSync;
import clinic.daybook.sync.InvariantBroken;
import clinic.daybook.sync.SyncInput;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever waits for "saved here" is told once what came of it, and truly, whatever happens to
 * memory, to the sync and to the engine's queue meanwhile (I5).
 */
class ToldOnceTest {

    private static final String ANYTHING = "SELECT";
    private static final String A_STREAM = "SELECT e.version";

    @TempDir Path directory;

    private static LocalDesk open(Rig rig, Path directory, HeldPlatform platform) {
        rig.desk.close();
        return LocalDesk.open(directory, InstantSource.fixed(Rig.NOW), platform);
    }

    private static CompletableFuture<Submitted> book(LocalDesk desk, Rig rig) {
        return desk.submit(Rig.STAFF, Change.of(rig.id("reservation"), rig.book()))
                .toCompletableFuture();
    }

    private static UUID saved(CompletableFuture<Submitted> submitted) {
        Submitted.Shown shown = (Submitted.Shown) Rig.join(submitted);
        Rig.join(shown.saved().toCompletableFuture());
        return shown.commitId();
    }

    private static List<UUID> unsent(LocalDesk desk) {
        CompletableFuture<List<UUID>> ids = new CompletableFuture<>();
        desk.sync()
                .execute(() ->
                        ids.complete(
                                desk.sync().unsent().stream()
                                        .map(SyncInput.Ready::commitId)
                                        .toList()));
        return Rig.join(ids);
    }

    @Test
    void thoughMemoryCannotBeReadAgainAndAgain() {
        try (Rig rig = Rig.seeded(directory, 1)) {
            CountDownLatch go = new CountDownLatch(1);
            rig.desk.sync().execute(() -> wait(go));
            CompletableFuture<Submitted> first = book(rig.desk, rig);
            rig.desk.sync().execute(() -> rig.disk.failReading(ANYTHING, Integer.MAX_VALUE));
            CompletableFuture<Submitted> second = book(rig.desk, rig);
            go.countDown();

            UUID saved = saved(first);
            assertThatThrownBy(() -> Rig.join(second)).isInstanceOf(CompletionException.class);

            rig.disk.heal();
            assertThat(rig.unsent()).containsExactly(saved);
            UUID next = saved(book(rig.desk, rig));
            assertThat(rig.unsent()).containsExactly(saved, next);
        }
    }

    @Test
    void thoughTheSyncFindsSomethingWrongWithIt() {
        try (Rig rig = Rig.seeded(directory, 1)) {
            rig.onEngine(() -> {
                rig.desk
                        .sync()
                        .listen(
                                new DeafPort() {
                                    @Override
                                    public void committed(List<SyncInput.Ready> commits) {
                                        throw new InvariantBroken("SY-0", "made for a test");
                                    }
                                });
                return true;
            });

            UUID saved = saved(book(rig.desk, rig));

            assertThat(rig.unsent()).containsExactly(saved);
        }
    }

    @Test
    void thoughTheDeskIsClosedBeforeTheDiskHasAnswered() {
        Rig rig = Rig.seeded(directory, 1);
        HeldPlatform platform = new HeldPlatform(new FaultyConnection());
        LocalDesk desk = open(rig, directory, platform);
        platform.disk.hold();
        CompletableFuture<Submitted> submitted = book(desk, rig);
        Rig.join(submitted);
        Thread closes = Thread.ofVirtual().start(desk::close);
        await().until(platform.engine::isShutdown);
        platform.disk.heal();

        UUID saved = saved(submitted);

        await().until(() -> !closes.isAlive());
        rig.open();
        assertThat(rig.unsent()).containsExactly(saved);
        rig.close();
    }

    /** What memory was read again without is in it once it is durable, and is sent. */
    @Test
    void thoughMemoryWasReadAgainBeforeTheDiskHadIt() {
        Rig rig = Rig.seeded(directory, 1);
        HeldPlatform platform = new HeldPlatform(new FaultyConnection());
        try (LocalDesk desk = open(rig, directory, platform)) {
            List<List<UUID>> told = new ArrayList<>();
            desk.sync().execute(() -> desk.sync().listen(new Pending(told)));
            platform.disk.hold();
            CompletableFuture<Submitted> first = book(desk, rig);
            Rig.join(first);
            platform.disk.failReading(A_STREAM);
            platform.impatient = true;
            assertThatThrownBy(() -> Rig.join(book(desk, rig)))
                    .isInstanceOf(CompletionException.class);
            assertThat(unsent(desk)).as("the disk has it not yet").isEmpty();
            platform.impatient = false;
            platform.disk.heal();

            UUID saved = saved(first);

            assertThat(unsent(desk)).containsExactly(saved);
            assertThat(told).endsWith(List.of(saved));
        } finally {
            platform.disk.heal();
        }
    }

    /** Before memory is read again, what is on its way to the disk gets there. */
    @Test
    void andTheSyncIsToldOfItWhereTheNextChangeBreaksOff() {
        Rig rig = Rig.seeded(directory, 1);
        HeldPlatform platform = new HeldPlatform(new FaultyConnection());
        try (LocalDesk desk = open(rig, directory, platform)) {
            List<List<UUID>> told = new ArrayList<>();
            desk.sync().execute(() -> desk.sync().listen(new Pending(told)));
            platform.disk.hold();
            CompletableFuture<Submitted> first = book(desk, rig);
            Rig.join(first);
            platform.disk.failReading(A_STREAM);
            int waits = platform.waits.get();
            CompletableFuture<Submitted> second = book(desk, rig);
            await().until(() -> platform.waits.get() > waits);
            platform.disk.release();

            assertThatThrownBy(() -> Rig.join(second)).isInstanceOf(CompletionException.class);

            UUID saved = saved(first);
            assertThat(unsent(desk)).containsExactly(saved);
            assertThat(told).containsExactly(List.of(saved));
        } finally {
            platform.disk.heal();
        }
    }

    @Test
    void thoughTheTasksThatWereToTellItFoundNoRoom() {
        Rig rig = Rig.seeded(directory, 1);
        HeldPlatform platform = new HeldPlatform(new FaultyConnection());
        try (LocalDesk desk = open(rig, directory, platform)) {
            platform.disk.hold();
            CompletableFuture<Submitted> first = book(desk, rig);
            Rig.join(first);
            // The first is being committed, and only the second meets a full disk.
            await().until(() -> platform.disk.waiting() == 1);
            platform.disk.failAt(0);
            CompletableFuture<Submitted> second = book(desk, rig);
            Submitted.Shown notSaved = (Submitted.Shown) Rig.join(second);
            desk.sync()
                    .execute(() -> {
                        platform.engine.full = true;
                        desk.sync().execute(() -> {});
                        platform.disk.release();
                        // Both tasks, and each time the empty one after which it is made good.
                        await().until(() -> platform.engine.refusedTheStore.get() == 4);
                        platform.engine.full = false;
                    });

            UUID saved = saved(first);
            assertThatThrownBy(() -> Rig.join(notSaved.saved().toCompletableFuture()))
                    .hasCauseInstanceOf(Submitted.NotSaved.class);

            platform.disk.heal();
            assertThat(unsent(desk)).containsExactly(saved);
        } finally {
            platform.disk.heal();
        }
    }

    @Test
    void whoEnrolsWhileNothingCanBeReadIsToldSo() {
        try (Rig rig = Rig.seeded(directory, 1)) {
            rig.disk.failReading(ANYTHING, Integer.MAX_VALUE);
            assertThatThrownBy(() -> Rig.join(book(rig.desk, rig)))
                    .isInstanceOf(CompletionException.class);

            assertThatThrownBy(() ->
                            Rig.join(
                                    rig.desk
                                            .sync()
                                            .enrolled(
                                                    new Enrolled("http://x", "token", "store"),
                                                    rig.desk.deskId(),
                                                    "clinic",
                                                    "접수 1")
                                            .toCompletableFuture()))
                    .hasCauseInstanceOf(DeskFailure.class);
        }
    }

    @Test
    void thoughAnotherOfTheSameUnitBreaksOff() {
        List<String> told = new ArrayList<>();
        Unit unit = new Unit();
        unit.whenDurable(() -> {
            told.add("first");
            throw new IllegalStateException("made for a test");
        });
        unit.whenDurable(() -> told.add("second"));

        assertThatThrownBy(unit::durable).isInstanceOf(IllegalStateException.class);

        assertThat(told).containsExactly("first", "second");
    }

    private static void wait(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is pending whenever memory was read again. */
    private static final class Pending extends DeafPort {
        private final List<List<UUID>> told;

        Pending(List<List<UUID>> told) {
            this.told = told;
        }

        @Override
        public void reloaded(
                long position, List<SyncInput.Ready> pending, FirstSync.@Nullable Cursor older) {
            told.add(pending.stream().map(SyncInput.Ready::commitId).toList());
        }
    }
}
