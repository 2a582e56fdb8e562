package clinic.daybook.server.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.protocol.StoreInfo;
import clinic.daybook.server.TestServer;
import clinic.daybook.server.access.Secrets;
import clinic.daybook.server.store.Database;
import clinic.daybook.server.store.StorePlace;
import clinic.daybook.server.store.TestPostgres;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counting over a real PostgreSQL, what is missing from a real server (I6, I7). */
@Timeout(120)
class StatisticsTest {

    private static final String TOKEN = new Secrets().token();

    @TempDir private static Path directory;
    private static TestServer server;
    private static List<RecordedEvent> recorded;
    private static String storeId;
    private static StoreClient client;

    private String url;
    private StatisticsDatabase database;
    private Statistics statistics;

    @BeforeAll
    static void record() {
        server = new TestServer(directory);
        new Visits(server, 4711).happen(30);
        recorded = Visits.recorded(server);
        storeId = server.runtime().tail().storeId();
        try (Database store =
                Database.open(new StorePlace.Directory(directory), InstantSource.system())) {
            store.access()
                    .addReader("Statistics", Secrets.hash(TOKEN), InstantSource.system().instant());
        }
        client = new StoreClient(List.of(URI.create(server.runtime().url())), TOKEN);
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @BeforeEach
    void open() {
        url = TestPostgres.newDatabase();
        database = StatisticsDatabase.open(TestPostgres.address(url), InstantSource.system());
        statistics = new Statistics(database, client);
        statistics.clear();
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** Any order over streams, the right one in each, some of it twice. */
    private static List<List<RecordedEvent>> delivered(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<StreamId, List<RecordedEvent>> waiting = new HashMap<>();
        recorded.forEach(event ->
                waiting.computeIfAbsent(event.streamId(), _ -> new ArrayList<>()).add(event));
        List<StreamId> streams = new ArrayList<>(waiting.keySet().stream().sorted().toList());
        List<List<RecordedEvent>> batches = new ArrayList<>();
        List<RecordedEvent> batch = new ArrayList<>();
        while (!streams.isEmpty()) {
            StreamId stream = streams.get(random.nextInt(streams.size()));
            List<RecordedEvent> events = waiting.get(stream);
            int n = Math.min(events.size(), 1 + random.nextInt(3));
            batch.addAll(events.subList(0, n));
            boolean again = random.nextInt(5) == 0;
            if (!again) {
                events.subList(0, n).clear();
            }
            if (events.isEmpty()) {
                streams.remove(stream);
            }
            if (random.nextInt(4) == 0) {
                batches.add(List.copyOf(batch));
                batch.clear();
            }
        }
        batches.add(batch);
        return batches;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void inWhateverOrderStreamsComeAndHoweverOftenEachEventCountsOnce(long seed) {
        int counted = 0;
        for (List<RecordedEvent> batch : delivered(seed)) {
            counted += statistics.count(storeId, batch);
        }
        assertThat(counted).isEqualTo(recorded.size());
        assertThat(statistics.digest()).isEqualTo(Visits.digestOf(recorded));
        // Whoever begins again with nothing in memory makes the same of it.
        assertThat(new Statistics(database, client).count(storeId, recorded)).isZero();
        assertThat(statistics.digest()).isEqualTo(Visits.digestOf(recorded));
    }

    @Test
    void afterARestartStreamsAreCountedOn() {
        for (List<RecordedEvent> batch : delivered(5)) {
            new Statistics(database, client).count(storeId, batch);
        }
        assertThat(statistics.digest()).isEqualTo(Visits.digestOf(recorded));
    }

    @Test
    void whatIsMissingComesFromTheServer() {
        Map<StreamId, RecordedEvent> last = new HashMap<>();
        recorded.forEach(event -> last.put(event.streamId(), event));
        statistics.count(storeId, recorded.subList(0, recorded.size() / 3));
        statistics.count(storeId, List.copyOf(last.values()));
        assertThat(statistics.digest()).isEqualTo(Visits.digestOf(recorded));
    }

    @Test
    void aGapIsNeverGuessed() {
        EventSource away =
                new EventSource() {
                    @Override
                    public StoreInfo store() {
                        throw new SourceAwayException("away");
                    }

                    @Override
                    public List<RecordedEvent> stream(StreamId streamId, long fromVersion) {
                        throw new SourceAwayException("away");
                    }

                    @Override
                    public List<RecordedEvent> after(String store, long position) {
                        throw new SourceAwayException("away");
                    }
                };
        List<RecordedEvent> before = recorded.subList(0, 40);
        StreamId torn = recorded.getLast().streamId();
        List<RecordedEvent> tail =
                recorded.stream().filter(e -> e.streamId().equals(torn)).skip(1).toList();
        Statistics alone = new Statistics(database, away);
        assertThat(alone.count(storeId, before)).isEqualTo(40);
        assertThatThrownBy(() -> alone.count(storeId, tail))
                .isInstanceOf(SourceAwayException.class);
        assertThat(alone.digest())
                .isEqualTo(
                        Visits.digestOf(
                                recorded.stream().filter(e -> before.contains(e)).toList()));
    }

    @Test
    void eventsOfAnotherStoreAreRefused() {
        statistics.count(storeId, recorded.subList(0, 10));
        String digest = statistics.digest();
        assertThatThrownBy(() -> statistics.count("another", recorded))
                .isInstanceOf(OtherStoreException.class)
                .hasMessage(storeId);
        assertThat(statistics.digest()).isEqualTo(digest);
    }

    @Test
    void severalWorkersCountEachEventOnceBetweenThem() throws Exception {
        List<List<RecordedEvent>> batches = delivered(6);
        try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
            List<Future<Integer>> all =
                    IntStream.range(0, 4)
                            .mapToObj(i ->
                                    executor.submit(() -> {
                                        // Each a worker of its own, all with the same records.
                                        Statistics one = new Statistics(database, client);
                                        int counted = 0;
                                        for (List<RecordedEvent> batch : batches) {
                                            counted += one.count(storeId, batch);
                                        }
                                        return counted;
                                    }))
                            .toList();
            int counted = 0;
            for (Future<Integer> one : all) {
                counted += one.get();
            }
            assertThat(counted).isEqualTo(recorded.size());
        }
        assertThat(statistics.digest()).isEqualTo(Visits.digestOf(recorded));
    }

    @Test
    void countedAnewFromTheStoreItIsTheSame() {
        statistics.count(storeId, recorded.subList(0, 50));
        TestPostgres.execute(url, "UPDATE statistics.visit SET charged = 1");
        List<Long> reached = new ArrayList<>();
        statistics.rebuild(reached::add);
        assertThat(reached).last().isEqualTo(recorded.getLast().position());
        assertThat(statistics.digest()).isEqualTo(Visits.digestOf(recorded));
        assertThat(statistics.count(storeId, recorded)).isZero();
    }

    @Test
    void whoGivesUpCountingAnewHasWhatWasThere() {
        statistics.count(storeId, recorded.subList(0, 50));
        String before = statistics.digest();
        assertThatThrownBy(() ->
                        statistics.rebuild(_ -> {
                            throw new IllegalStateException("given up");
                        }))
                .hasMessage("given up");
        assertThat(statistics.digest()).isEqualTo(before);
        assertThat(statistics.count(storeId, recorded)).isEqualTo(recorded.size() - 50);
    }

    @Test
    void aNewerProgramCountsAnewWhatAnOlderOneCounted() {
        statistics.count(storeId, recorded);
        assertThat(statistics.bringUpToDate()).isFalse();
        TestPostgres.execute(
                url,
                "UPDATE statistics.visit SET charged = 1;"
                        + " DELETE FROM statistics.treatment;"
                        + " UPDATE statistics.meta SET value = '0' WHERE key = 'fold'");
        assertThat(new Statistics(database, client).bringUpToDate()).isTrue();
        assertThat(statistics.digest()).isEqualTo(Visits.digestOf(recorded));
    }

    @Test
    void nothingPersonalIsKeptAndTheViewsAddUp() throws SQLException {
        statistics.count(storeId, recorded);
        try (Connection connection = TestPostgres.connect(url);
                Statement statement = connection.createStatement()) {
            assertThat(
                            number(
                                    statement,
                                    "SELECT count(*) FROM statistics.event WHERE body LIKE"
                                            + " '%nobody else%' OR body LIKE '%\"salt\"%'"))
                    .isZero();
            assertThat(number(statement, "SELECT sum(booked) FROM statistics.visits_by_day"))
                    .isEqualTo(30);
            long kept = number(statement, "SELECT sum(amount) FROM statistics.movement");
            assertThat(kept).isPositive();
            for (String view : List.of("money_by_day", "money_by_channel", "money_by_handler")) {
                assertThat(number(statement, "SELECT sum(kept) FROM statistics." + view))
                        .as(view)
                        .isEqualTo(kept);
            }
            long charged =
                    number(
                            statement,
                            "SELECT sum(charge) FROM statistics.treatment WHERE status ="
                                    + " 'finished'");
            for (String view : List.of("treatments_by_procedure", "treatments_by_staff")) {
                assertThat(number(statement, "SELECT sum(charged) FROM statistics." + view))
                        .as(view)
                        .isEqualTo(charged);
            }
            assertThat(
                            number(
                                    statement,
                                    "SELECT count(*) FROM statistics.waits_by_day"
                                            + " WHERE reception_minutes > 0"))
                    .isPositive();
            assertThat(number(statement, "SELECT events FROM statistics.freshness"))
                    .isEqualTo(recorded.size());
            assertThat(number(statement, "SELECT count(*) FROM statistics.sales_by_staff"))
                    .isZero();
        }
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
