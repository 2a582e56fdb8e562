package clinic.daybook.desk.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.SyncStatus;
import clinic.daybook.desk.sync.SyncDriver;
import clinic.daybook.event.StreamId;
import clinic.daybook.sync.SyncInput;
import clinic.daybook.sync.SyncMachine;
import clinic.daybook.sync.SyncState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Mistakes of the program's own, made on purpose in a desk at work: they are noticed, cost nothing
 * that was saved (I5) and keep nothing from being sent (I1).
 */
class BreachTest {

    @TempDir Path directory;
    private final AtomicLong ahead = new AtomicLong();
    private final AtomicBoolean forgets = new AtomicBoolean();
    private final AtomicReference<SyncState> machine = new AtomicReference<>();
    private final AtomicReference<SyncStatus> status = new AtomicReference<>();
    private final List<String> logged = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender =
            new AppenderBase<>() {
                @Override
                protected void append(ILoggingEvent event) {
                    logged.add(event.getFormattedMessage());
                }
            };
    private Rig rig;
    private SyncDriver sync;

    @BeforeEach
    void open() {
        appender.start();
        logger().addAppender(appender);
        rig = Rig.seeded(directory, 1);
        rig.nanos = () -> System.nanoTime() + ahead.get();
        Rig.join(
                rig.desk
                        .sync()
                        .enrolled(
                                PlainNetwork.NOWHERE,
                                rig.desk.deskId(),
                                rig.uuid().toString(),
                                "접수 1")
                        .toCompletableFuture());
        sync =
                new SyncDriver(
                        rig.desk.sync(),
                        rig.clock,
                        "test",
                        rig.disk.platform(rig.nanos),
                        new PlainNetwork(),
                        this::step);
        rig.desk.onSync(status::set);
        sync.start();
        await().until(() -> machine.get() != null);
    }

    @AfterEach
    void close() {
        sync.close();
        rig.close();
        logger().detachAppender(appender);
    }

    /** The real machine; a mistake lets it lose what was committed. */
    private SyncMachine.Step step(SyncState before, SyncInput input, Instant now) {
        boolean lost = input instanceof SyncInput.Committed && forgets.get();
        SyncMachine.Step step =
                SyncMachine.step(before, lost ? new SyncInput.Committed(List.of()) : input, now);
        machine.set(step.state());
        return step;
    }

    @Test
    void aCommitThatTheMachineLosesComesBackAndTheFourthTimeTheSyncEnds() {
        forgets.set(true);
        for (int breach = 1; breach <= 3; breach++) {
            UUID saved = book();
            breaches("SY-3211", breach);
            assertThat(queued()).as("breach %d", breach).contains(saved).hasSize(breach);
        }
        assertThat(status.get().connection()).isNotEqualTo(SyncStatus.Connection.HALTED);

        book();
        breaches("SY-3211", 4);
        await().untilAsserted(() ->
                assertThat(status.get().connection()).isEqualTo(SyncStatus.Connection.HALTED));
        assertThat(status.get().haltCode()).isEqualTo("SY-3211");

        book();
        assertThat(rig.unsent()).hasSize(5);
        rig.restart();
        assertThat(rig.unsent()).as("saved, and sent by the next start").hasSize(5);
        breaches("SY-3211", 4);
    }

    @Test
    void mistakesFarApartDoNotEndTheSync() {
        forgets.set(true);
        for (int breach = 1; breach <= 6; breach++) {
            book();
            breaches("SY-3211", breach);
            ahead.addAndGet(Duration.ofMinutes(4).toNanos());
        }
        assertThat(queued()).hasSize(6);
        assertThat(status.get().haltCode()).isNull();
    }

    /** What the machine is told is right; what the desk itself remembers is not. */
    @Test
    void aDeskThatForgetsWhatIsPendingReadsItAgain() {
        StreamId visit = rig.id("reservation");
        UUID booked = rig.save(visit, rig.book());
        rig.onEngine(() -> {
            rig.desk.state().pending().remove(booked);
            return true;
        });

        Change next = Change.of(visit, rig.add("보톡스"));
        assertThatThrownBy(() -> rig.submit(next)).isInstanceOf(CompletionException.class);

        breaches("SY-3212", 1);
        assertThat(rig.unsent()).containsExactly(booked);
        UUID added = rig.save(next);
        assertThat(rig.unsent()).containsExactly(booked, added);
        assertThat(queued()).containsExactlyInAnyOrder(booked, added);
    }

    private UUID book() {
        return rig.save(rig.id("reservation"), rig.book());
    }

    private void breaches(String code, int times) {
        await().untilAsserted(() ->
                assertThat(logged.stream().filter(line -> line.startsWith(code))).hasSize(times));
    }

    /** What the machine is to send, when everything so far is done. */
    private Set<UUID> queued() {
        rig.digest();
        return rig.onEngine(() -> {
            Set<UUID> ids = new HashSet<>();
            machine.get().queue().forEach(entry -> ids.add(entry.commitId()));
            return ids;
        });
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(Breaches.class);
    }
}
