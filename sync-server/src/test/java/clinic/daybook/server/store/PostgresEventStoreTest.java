package clinic.daybook.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** PostgreSQL holds what every store has to, and what several servers count on. */
class PostgresEventStoreTest extends EventStoreConformance {

    private static final String DATABASE = TestPostgres.newDatabase();

    private final String url = TestPostgres.newSchema(DATABASE);

    @Override
    EventStore open() {
        return database().events();
    }

    private PostgresDatabase database() {
        return PostgresDatabase.open(TestPostgres.address(url), InstantSource.system());
    }

    @Override
    void erasePersonal(long position) {
        TestPostgres.execute(url, "DELETE FROM personal WHERE position = " + position);
    }

    @Override
    OpenWrite openWrite() {
        return new ConnectionWrite(
                new PostgresConnections(TestPostgres.address(url), ServerPlatform.installed()));
    }

    @Test
    void i2AndI3HoldOverSeveralServersThatTakeTheSameCommits() throws Exception {
        int each = 80;
        int servers = 3;
        List<PreparedCommit> commits = new ArrayList<>();
        for (int i = 0; i < each; i++) {
            commits.add(commit(stream("reservation"), 0, 2));
        }
        List<EventStore> stores = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(servers + 1)) {
            List<Future<Integer>> accepted = new ArrayList<>();
            CountDownLatch begin = new CountDownLatch(1);
            for (int s = 0; s < servers; s++) {
                EventStore own = open();
                stores.add(own);
                accepted.add(executor.submit(() -> appendAll(own, commits, begin)));
            }
            Future<List<Long>> read = executor.submit(() -> readUpTo(2L * each, begin));
            begin.countDown();
            int sum = 0;
            for (Future<Integer> count : accepted) {
                sum += count.get(60, TimeUnit.SECONDS);
            }
            assertThat(sum).isEqualTo(each);
            List<Long> positions = read.get(60, TimeUnit.SECONDS);
            for (int i = 0; i < positions.size(); i++) {
                assertThat(positions.get(i)).isEqualTo(i + 1L);
            }
            assertThat(new StoreVerifier(store).verify().findings())
                    .allMatch(finding -> finding.endsWith("not remembered as accepted"));
        } finally {
            stores.forEach(EventStore::close);
        }
    }

    private static int appendAll(EventStore to, List<PreparedCommit> commits, CountDownLatch begin)
            throws InterruptedException {
        begin.await();
        int accepted = 0;
        for (PreparedCommit commit : commits) {
            if (to.append(List.of(commit)).getFirst() instanceof AppendResult.Accepted) {
                accepted++;
            }
        }
        return accepted;
    }

    private List<Long> readUpTo(long last, CountDownLatch begin) throws InterruptedException {
        begin.await();
        List<Long> positions = new ArrayList<>();
        long position = 0;
        while (position < last) {
            store.awaitHeadBeyond(position, 1_000);
            for (WireEvent event : store.page(position, Long.MAX_VALUE, 7, Integer.MAX_VALUE)) {
                position = event.position();
                positions.add(position);
            }
        }
        return positions;
    }

    @Test
    void anotherServerHearsOfAnEventLongBeforeItWouldLook() throws Exception {
        try (EventStore second = open()) {
            // The first look of each is over once it has heard something.
            accepted(commit(stream("room"), 0, 1));
            second.awaitHeadBeyond(0, 30_000);
            long fastest = Long.MAX_VALUE;
            for (int i = 0; i < 5; i++) {
                long head = second.head();
                accepted(commit(stream("room"), 0, 1));
                long begun = System.nanoTime();
                assertThat(second.awaitHeadBeyond(head, 30_000)).isEqualTo(head + 1);
                fastest = Math.min(fastest, System.nanoTime() - begun);
            }
            assertThat(TimeUnit.NANOSECONDS.toMillis(fastest)).isLessThan(250);
        }
    }

    @Test
    void aLostNotificationIsMadeGoodByLooking() throws Exception {
        long head = store.head();
        try (OpenWrite silent = openWrite()) {
            silent.append(1);
            silent.commit();
        }
        assertThat(store.awaitHeadBeyond(head, 30_000)).isEqualTo(1);
    }

    /** A step that changes a table may have to give way to servers that wait for their turn. */
    @Test
    void aServerThatBeginsWhileAnotherWritesTriesAgain() throws Exception {
        try (Connection busy = TestPostgres.connect(url);
                Connection looking = TestPostgres.connect(url);
                ExecutorService executor = Executors.newSingleThreadExecutor()) {
            busy.setAutoCommit(false);
            try (Statement statement = busy.createStatement()) {
                statement.execute("SELECT " + PostgresConnections.LOCK);
            }
            Future<Long> head =
                    executor.submit(() -> {
                        try (PostgresDatabase second = database()) {
                            return second.events().head();
                        }
                    });
            Set<Long> tries = new HashSet<>();
            await().atMost(60, TimeUnit.SECONDS)
                    .until(() -> {
                        waiting(looking).forEach(tries::add);
                        return tries.size() == 2;
                    });
            busy.rollback();
            assertThat(head.get(60, TimeUnit.SECONDS)).isZero();
        }
    }

    private static List<Long> waiting(Connection looking) throws SQLException {
        List<Long> backends = new ArrayList<>();
        try (Statement statement = looking.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
                                        + " AND wait_event_type = 'Lock' AND wait_event = 'advisory'")) {
            while (rows.next()) {
                backends.add(rows.getLong(1));
            }
        }
        return backends;
    }

    @Test
    void serversThatBeginAtOnceMakeOneStore() throws Exception {
        String fresh = TestPostgres.newDatabase();
        int servers = 4;
        try (ExecutorService executor = Executors.newFixedThreadPool(servers)) {
            CountDownLatch begin = new CountDownLatch(1);
            Callable<StoreIdentity> task =
                    () -> {
                        begin.await();
                        try (PostgresDatabase database =
                                PostgresDatabase.open(
                                        TestPostgres.address(fresh), InstantSource.system())) {
                            return database.events().identity();
                        }
                    };
            List<Future<StoreIdentity>> opened = new ArrayList<>();
            for (int i = 0; i < servers; i++) {
                opened.add(executor.submit(task));
            }
            begin.countDown();
            Set<StoreIdentity> identities = new HashSet<>();
            for (Future<StoreIdentity> one : opened) {
                identities.add(one.get(60, TimeUnit.SECONDS));
            }
            assertThat(identities).hasSize(1);
        }
    }

    @Test
    void aStoreOfANewerProgramAndAChangedStepAreNotTouched() {
        String other = TestPostgres.newDatabase();
        PostgresAddress address = TestPostgres.address(other);
        PostgresDatabase.open(address, InstantSource.system()).close();
        TestPostgres.execute(other, "UPDATE schema_step SET checksum = 'x'");
        assertThatThrownBy(() -> PostgresDatabase.open(address, InstantSource.system()))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("V001");
        TestPostgres.execute(other, "INSERT INTO schema_step VALUES (999, 'V999', 'x', 0)");
        assertThatThrownBy(() -> PostgresDatabase.open(address, InstantSource.system()))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("newer version");
    }

    @Test
    void whenTheDatabaseDropsItsConnectionsTheStoreGoesOn() throws Exception {
        accepted(commit(stream("room"), 0, 1));
        try (Connection connection = TestPostgres.connect(url);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                            + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
        }
        PreparedCommit commit = commit(stream("room"), 0, 1);
        await().atMost(30, TimeUnit.SECONDS)
                .ignoreExceptionsInstanceOf(StorageException.class)
                .until(() ->
                        !(append(commit) instanceof AppendResult.Conflict)
                                && store.currentHead() == 2);
        // The listener has come back as well.
        try (EventStore second = open()) {
            second.append(List.of(commit(stream("room"), 0, 1)));
            assertThat(store.awaitHeadBeyond(2, 30_000)).isEqualTo(3);
        }
    }

    @Test
    void aRestoredDatabaseBecomesAStoreOfItsOwn() {
        String first = TestPostgres.newDatabase();
        PostgresAddress original = TestPostgres.address(first);
        String oldId;
        try (PostgresDatabase database = PostgresDatabase.open(original, InstantSource.system())) {
            EventStore running = database.events();
            running.append(List.of(commit(stream("room"), 0, 2)));
            oldId = running.storeId();
            assertThatThrownBy(() -> PostgresDatabase.becomeStore(original, InstantSource.system()))
                    .isInstanceOf(BackupRefused.class)
                    .hasMessageContaining("in use");
        }
        PostgresAddress copy = TestPostgres.address(TestPostgres.copyOf(first));
        // With the old id it would give out positions a second time.
        assertThatThrownBy(() -> PostgresDatabase.open(copy, InstantSource.system()))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("run the restore command");
        PostgresDatabase.Restored restored =
                PostgresDatabase.becomeStore(copy, InstantSource.system());
        assertThat(restored.oldStoreId()).isEqualTo(oldId);
        assertThat(restored.head()).isEqualTo(2);
        try (PostgresDatabase database = PostgresDatabase.open(copy, InstantSource.system())) {
            assertThat(database.events().storeId()).isEqualTo(restored.storeId());
            assertThat(database.events().ancestors())
                    .singleElement()
                    .satisfies(ancestor -> {
                        assertThat(ancestor.storeId()).isEqualTo(oldId);
                        assertThat(ancestor.position()).isEqualTo(2);
                    });
        }
        String empty = TestPostgres.newDatabase();
        assertThatThrownBy(() ->
                        PostgresDatabase.becomeStore(
                                TestPostgres.address(empty), InstantSource.system()))
                .isInstanceOf(BackupRefused.class)
                .hasMessageContaining("no store");
    }

    @Test
    void aPasswordIsTakenFromTheEnvironmentAndInNoText() {
        String secret = url.replaceAll(".*password=([^&]*).*", "$1");
        String without = url.replace("&password=" + secret, "");
        PostgresAddress address =
                PostgresAddress.parse(
                        without,
                        Map.of(
                                PostgresAddress.PASSWORD,
                                secret.replace("%26", "&").replace("%20", " ")));
        try (PostgresDatabase database = PostgresDatabase.open(address, InstantSource.system())) {
            assertThat(database.events().storeId()).isEqualTo(store.storeId());
        }
        assertThat(TestPostgres.address(url).toString()).doesNotContain("password", secret);
        for (String wrong :
                List.of(
                        "jdbc:postgresql://u:secret@host/db",
                        "jdbc:postgresql://host:port/db?password=secret",
                        "jdbc:postgresql:db?password=secret",
                        "jdbc:sqlite:/tmp/x",
                        "postgres://secret@host/db",
                        "")) {
            assertThatThrownBy(() -> PostgresAddress.parse(wrong, Map.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("secret")
                    .hasMessageContaining("--database is an address like");
        }
        assertThatThrownBy(() ->
                        PostgresDatabase.open(
                                PostgresAddress.parse(
                                        without, Map.of(PostgresAddress.PASSWORD, "mistaken")),
                                InstantSource.system()))
                .isInstanceOf(StorageException.class)
                .hasStackTraceContaining("password authentication failed")
                .message()
                .doesNotContain("mistaken");
    }
}
