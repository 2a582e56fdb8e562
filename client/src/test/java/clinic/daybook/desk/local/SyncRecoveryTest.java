package clinic.daybook.desk.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import clinic.daybook.desk.sync.SyncDriver;
import clinic.daybook.sync.SyncEffect;
import clinic.daybook.sync.SyncInput;
import clinic.daybook.sync.SyncMachine;
import clinic.daybook.sync.SyncState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sync goes on whatever its own steps, its queue and the clock meet (I3, I5). */
class SyncRecoveryTest {

    @TempDir Path directory;
    private final List<SyncInput> inputs = new CopyOnWriteArrayList<>();
    private final AtomicReference<Instant> clock = new AtomicReference<>(Rig.NOW);
    private final HeldPlatform platform = new HeldPlatform(new FaultyConnection());
    private UUID pending;
    private LocalDesk desk;
    private SyncDriver sync;

    /** A desk that cannot reach its server, with a change that is not in memory. */
    @BeforeEach
    void open() {
        try (Rig rig = Rig.seeded(directory, 1)) {
            Rig.join(
                    rig.desk
                            .sync()
                            .enrolled(
                                    PlainNetwork.NOWHERE,
                                    rig.desk.deskId(),
                                    rig.uuid().toString(),
                                    "접수 1")
                            .toCompletableFuture());
            pending = rig.save(rig.id("reservation"), rig.book());
        }
        InstantSource source = clock::get;
        desk = LocalDesk.open(directory, source, platform);
        sync =
                new SyncDriver(
                        desk.sync(), source, "test", platform, new PlainNetwork(), this::step);
    }

    @AfterEach
    void close() {
        sync.close();
        desk.close();
    }

    /** The real machine, which is made to send at once what it starts with. */
    private SyncMachine.Step step(SyncState before, SyncInput input, Instant now) {
        inputs.add(input);
        SyncMachine.Step step = SyncMachine.step(before, input, now);
        List<SyncEffect> effects = new ArrayList<>();
        if (input instanceof SyncInput.Started) {
            effects.add(new SyncEffect.Push(List.of(pending)));
        }
        effects.addAll(step.effects());
        return new SyncMachine.Step(step.state(), effects);
    }

    private <T extends SyncInput> List<T> heard(Class<T> kind) {
        return inputs.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Test
    void whatOneStepMeetsKeepsNoOtherFromBeingDoneAndIsTold() {
        platform.disk.failReading("SELECT body FROM pending");

        sync.start();

        // The request for a page was made all the same, and has failed by now.
        await().until(() -> !heard(SyncInput.FetchFailed.class).isEmpty());
        assertThat(heard(SyncInput.PushFailed.class)).isNotEmpty();
    }

    @Test
    void aClockThatIsSetBackDelaysNoTimer() {
        sync.start();
        await().until(() -> !heard(SyncInput.FetchFailed.class).isEmpty());

        clock.updateAndGet(now -> now.minus(Duration.ofDays(2)));

        await().until(() -> heard(SyncInput.FetchFailed.class).size() >= 3);
    }

    @Test
    void whereSomethingWasLostOnItsWayHereItBeginsAnew() {
        sync.start();
        await().until(() -> !heard(SyncInput.Started.class).isEmpty());

        desk.sync()
                .execute(() -> {
                    platform.engine.full = true;
                    desk.sync().execute(() -> {});
                    platform.engine.full = false;
                });

        await().until(() -> heard(SyncInput.Started.class).size() == 2);
        assertThat(heard(SyncInput.Started.class).getLast().pending())
                .extracting(SyncInput.Ready::commitId)
                .containsExactly(pending);
        assertThat(heard(SyncInput.Reloaded.class)).isEmpty();
    }
}
