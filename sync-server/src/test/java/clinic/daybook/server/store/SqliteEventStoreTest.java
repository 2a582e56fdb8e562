package clinic.daybook.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SQLite holds what every store has to, and a few things of its own. */
class SqliteEventStoreTest extends EventStoreConformance {

    @TempDir private Path directory;

    @Override
    EventStore open() {
        return SqliteDatabase.open(directory, InstantSource.system()).events();
    }

    @Override
    void erasePersonal(long position) {
        execute(directory, "DELETE FROM personal WHERE position = " + position);
    }

    @Override
    OpenWrite openWrite() {
        return new ConnectionWrite(SqliteFiles.create(directory, ServerPlatform.installed()));
    }

    private static void execute(Path directory, String sql) {
        String url = "jdbc:sqlite:" + directory.resolve("daybook.db");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 10000");
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aLongLogIsCopiedIntoTheDatabaseBesideTheWriterAndBegunAnew() throws Exception {
        try (Sql look = SqliteFiles.create(directory, ServerPlatform.installed()).openReader()) {
            while (pages(look) < 4_000) {
                append(commit(stream("reservation"), 0, 100));
            }
            long grown = pages(look);
            await().until(() -> left(look) == 0);
            accepted(commit(stream("reservation"), 0, 1));
            assertThat(pages(look)).isLessThan(grown / 10);
        }
    }

    private static long pages(Sql look) throws SQLException {
        return look.one("PRAGMA wal_checkpoint(NOOP)", row -> row.getLong(2)).orElseThrow();
    }

    private static long left(Sql look) throws SQLException {
        return look.one("PRAGMA wal_checkpoint(NOOP)", row -> row.getLong(2) - row.getLong(3))
                .orElseThrow();
    }

    @Test
    void onlyTheOwnerMayReadTheFile() throws Exception {
        assertThat(Files.getPosixFilePermissions(directory.resolve("daybook.db")))
                .extracting(Enum::name)
                .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
    }

    @Test
    void aStoreOfANewerProgramIsNotTouched(@TempDir Path other) {
        SqliteDatabase.open(other, InstantSource.system()).close();
        execute(other, "INSERT INTO schema_step VALUES (999, 'V999__later.sql', 'x', 0)");
        assertThatThrownBy(() -> SqliteDatabase.open(other, InstantSource.system()))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("newer version");
    }

    @Test
    void aStepThatWasChangedAfterItRanIsNoticed(@TempDir Path other) {
        SqliteDatabase.open(other, InstantSource.system()).close();
        execute(other, "UPDATE schema_step SET checksum = 'x'");
        assertThatThrownBy(() -> SqliteDatabase.open(other, InstantSource.system()))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("V001");
    }

    @Test
    void aWriteThatFailsDoesNotTakeOthersWithIt(@TempDir Path other) {
        try (SqliteDatabase database = SqliteDatabase.open(other, InstantSource.system())) {
            assertThatThrownBy(() ->
                            database.write(sql -> sql.update("INSERT INTO nowhere VALUES (1)")))
                    .isInstanceOf(StorageException.class);
            assertThat(database.events().writable()).isTrue();
            assertThat(database.events().append(List.of(commit(stream("room"), 0, 1))).getFirst())
                    .isInstanceOf(AppendResult.Accepted.class);
        }
    }

    @Test
    void whatWaitsIsBounded(@TempDir Path other) throws Exception {
        try (SqliteDatabase database = SqliteDatabase.open(other, InstantSource.system());
                ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch release = new CountDownLatch(1);
            executor.submit(() -> database.write(sql -> hold(begun, release)));
            begun.await();
            List<Future<Long>> waiting = new ArrayList<>();
            while (database.waitingWrites() < 256) {
                int queued = database.waitingWrites();
                waiting.add(executor.submit(() -> database.write(sql -> sql.number("SELECT 1"))));
                await().until(() -> database.waitingWrites() > queued);
            }
            assertThatThrownBy(
                            () -> database.events().append(List.of(commit(stream("room"), 0, 1))))
                    .isInstanceOf(OverloadedException.class);
            release.countDown();
            for (Future<Long> write : waiting) {
                assertThat(write.get(30, TimeUnit.SECONDS)).isEqualTo(1);
            }
        }
    }

    private static long hold(CountDownLatch begun, CountDownLatch release) {
        begun.countDown();
        try {
            return release.await(60, TimeUnit.SECONDS) ? 1 : 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theVerifierFindsGapsForgottenCommitsAndForgedPersonalData(@TempDir Path other) {
        try (SqliteDatabase database = SqliteDatabase.open(other, InstantSource.system())) {
            EventStore store = database.events();
            PreparedEvent event =
                    event(
                            new PreparedEvent.PersonalPart(
                                    stream("customer"), "{\"name\":\"x\"}", "c2FsdA=="));
            store.append(List.of(commit(stream("room"), 0, 3)));
            assertThat(new StoreVerifier(store).verify().findings())
                    .containsExactly("3 commits are not remembered as accepted");
            store.append(
                    List.of(
                            commit(
                                    UUID.randomUUID(),
                                    stream("customer"),
                                    0,
                                    List.of(event),
                                    null)));
            execute(other, "UPDATE event SET version = 7 WHERE position = 2");
            assertThat(new StoreVerifier(store).verify().findings())
                    .anyMatch(finding -> finding.startsWith("position 2: version 7"))
                    .anyMatch(finding -> finding.startsWith("position 4: personal data"));
        }
    }
}
