package clinic.daybook.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fails at the edge of a transaction: what comes after is as if it never had (I3). */
class DiskFaultsTest {

    private static final InstantSource CLOCK = InstantSource.system();
    private static final int MORE_THAN_THERE_ARE_READERS = 20;

    @TempDir private Path directory;

    /**
     * Fails at statements that begin or end a transaction, or holds them up; nothing else looks for
     * the head.
     */
    private static final class Failing extends PassingPlatform {
        private final AtomicInteger commits = new AtomicInteger();
        private final AtomicInteger commitsUndone = new AtomicInteger();
        private final AtomicInteger rollbacks = new AtomicInteger();
        private final AtomicLong later = new AtomicLong();
        private volatile boolean deadly;
        private volatile Semaphore held = new Semaphore(Integer.MAX_VALUE);

        @Override
        public Thread watch(String name, Runnable loop) {
            return name.equals("store-head") ? new Thread(loop, name) : super.watch(name, loop);
        }

        @Override
        public long nanoTime() {
            return super.nanoTime() + later.get();
        }

        @Override
        public Connection connection(Connection opened, boolean writes) {
            return around(
                    Connection.class,
                    opened,
                    "",
                    (method, arguments, result) ->
                            switch (method) {
                                case "createStatement" ->
                                        around(Statement.class, result, "", (_, _, r) -> r);
                                case "prepareStatement" ->
                                        around(
                                                PreparedStatement.class,
                                                result,
                                                (String) arguments[0],
                                                (_, _, r) -> r);
                                default -> result;
                            });
        }

        /** Makes something of what a method returned. */
        private interface Result {
            Object of(String method, Object[] arguments, Object result);
        }

        /** {@code prepared}: the statement that it runs where it is not told which. */
        private <T> T around(Class<T> type, Object one, String prepared, Result made) {
            return type.cast(
                    Proxy.newProxyInstance(
                            type.getClassLoader(),
                            new Class<?>[] {type},
                            (self, method, arguments) -> {
                                boolean told = arguments != null && arguments.length > 0;
                                String text =
                                        !method.getName().equals("execute")
                                                ? ""
                                                : told ? (String) arguments[0] : prepared;
                                fail(text.equals("ROLLBACK"), rollbacks);
                                fail(text.equals("COMMIT"), commitsUndone);
                                if (text.equals("COMMIT")) {
                                    held.acquire();
                                    if (deadly) {
                                        throw new OutOfMemoryError("none left");
                                    }
                                }
                                Object result;
                                try {
                                    result = method.invoke(one, arguments);
                                } catch (InvocationTargetException e) {
                                    throw e.getCause();
                                }
                                fail(text.equals("COMMIT"), commits);
                                return made.of(method.getName(), arguments, result);
                            }));
        }

        private static void fail(boolean here, AtomicInteger times) throws SQLException {
            if (here && times.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                throw new SQLException("the disk does not answer");
            }
        }
    }

    private static PreparedCommit commit() {
        PreparedEvent event = EventStoreFixture.event(null);
        return EventStoreFixture.commit(
                event.eventId(), EventStoreFixture.stream("reservation"), 0, List.of(event), null);
    }

    @Test
    void whoListensHearsOfACommitWhoseOutcomeWasUnknownOnceItIsAskedFor() throws Exception {
        Failing disk = new Failing();
        try (SqliteDatabase database = SqliteDatabase.open(directory, CLOCK, disk)) {
            EventStore store = database.events();
            PreparedCommit commit = commit();
            disk.commits.set(1);
            assertThatThrownBy(() -> store.append(List.of(commit)))
                    .isInstanceOf(StorageException.class);

            // The desk asks again, and is told that it was taken.
            assertThat(store.commits(List.of(commit.commitId()))).hasSize(1);

            assertThat(store.awaitHeadBeyond(0, 1)).isEqualTo(1);
        }
    }

    @Test
    void i3ACommitThatWasNotMadeLeavesNoGapInThePositions() {
        Failing disk = new Failing();
        try (SqliteDatabase database = SqliteDatabase.open(directory, CLOCK, disk)) {
            EventStore store = database.events();
            assertThat(positions(store, commit())).containsExactly(1L);
            PreparedCommit commit = commit();
            disk.commitsUndone.set(1);
            assertThatThrownBy(() -> store.append(List.of(commit)))
                    .isInstanceOf(StorageException.class);

            assertThat(positions(store, commit())).containsExactly(2L);
            assertThat(positions(store, commit)).containsExactly(3L);
        }
    }

    @Test
    void whoWaitsForADiskThatDoesNotAnswerIsToldAndSoIsWhoComesAfter() throws Exception {
        Failing disk = new Failing();
        try (ExecutorService desks = Executors.newCachedThreadPool();
                SqliteDatabase database = SqliteDatabase.open(directory, CLOCK, disk)) {
            EventStore store = database.events();
            PreparedCommit written = commit();
            PreparedCommit waiting = commit();
            disk.held = new Semaphore(0);
            Future<?> first = desks.submit(() -> store.append(List.of(written)));
            await().until(disk.held::hasQueuedThreads);
            Future<?> second = desks.submit(() -> store.append(List.of(waiting)));
            await().until(() -> store.waitingWrites() == 1);

            disk.later.set(TimeUnit.SECONDS.toNanos(30));

            for (Future<?> answer : List.of(first, second)) {
                assertThatThrownBy(() -> answer.get(20, TimeUnit.SECONDS))
                        .hasCauseInstanceOf(StorageException.class);
            }
            assertThat(store.waitingWrites()).isZero();

            // What was under way is there when the disk answers; what waited has never begun.
            disk.held.release(Integer.MAX_VALUE);
            assertThat(positions(store, commit())).containsExactly(2L);
            assertThat(store.commits(List.of(written.commitId(), waiting.commitId())))
                    .containsOnlyKeys(written.commitId());
            assertThat(positions(store, waiting)).containsExactly(3L);
        }
    }

    @Test
    @Timeout(60)
    void aWriterThatDiesLeavesNobodyWaitingAndTheStoreIsNotWritable() {
        Failing disk = new Failing();
        try (SqliteDatabase database = SqliteDatabase.open(directory, CLOCK, disk)) {
            EventStore store = database.events();
            disk.deadly = true;
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> store.append(List.of(commit())))
                        .isInstanceOf(StorageException.class);
            }
            assertThat(store.writable()).isFalse();
        }
    }

    private static List<Long> positions(EventStore store, PreparedCommit commit) {
        AppendResult result = store.append(List.of(commit)).getFirst();
        assertThat(result).isInstanceOf(AppendResult.Accepted.class);
        return ((AppendResult.Accepted) result).commit().positions();
    }

    @Test
    void aReaderLeftInATransactionIsNobodyElses() {
        Failing disk = new Failing();
        try (SqliteDatabase database = SqliteDatabase.open(directory, CLOCK, disk)) {
            EventStore store = database.events();
            disk.rollbacks.set(1);
            assertThatThrownBy(store::currentHead).isInstanceOf(StorageException.class);

            store.append(List.of(commit()));

            for (int i = 0; i < MORE_THAN_THERE_ARE_READERS; i++) {
                assertThat(store.currentHead()).isEqualTo(1);
            }
        }
    }
}
