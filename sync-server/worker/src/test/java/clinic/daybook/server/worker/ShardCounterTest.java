package clinic.daybook.server.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import clinic.daybook.codec.Json;
import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.server.TestServer;
import clinic.daybook.server.access.Secrets;
import clinic.daybook.server.store.Database;
import clinic.daybook.server.store.StorePlace;
import clinic.daybook.server.store.TestPostgres;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.kinesis.lifecycle.events.InitializationInput;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput;
import software.amazon.kinesis.processor.RecordProcessorCheckpointer;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/** What a shard brings is counted, or is read again; the library itself is in WorkersTest. */
@Timeout(60)
class ShardCounterTest {

    private static final String TOKEN = new Secrets().token();

    @TempDir private Path directory;
    private final List<String> checkpoints = new ArrayList<>();
    private final WorkerState state = new WorkerState(InstantSource.system());
    private TestServer server;
    private List<RecordedEvent> recorded;
    private String storeId;
    private String url;
    private StatisticsDatabase database;
    private StoreClient client;
    private Statistics statistics;

    @BeforeEach
    void open() {
        server = new TestServer(directory);
        new Visits(server, 3).happen(3);
        recorded = Visits.recorded(server);
        storeId = server.runtime().tail().storeId();
        try (Database store =
                Database.open(new StorePlace.Directory(directory), InstantSource.system())) {
            store.access()
                    .addReader("Statistics", Secrets.hash(TOKEN), InstantSource.system().instant());
        }
        url = TestPostgres.newDatabase();
        database = StatisticsDatabase.open(TestPostgres.address(url), InstantSource.system());
        client = new StoreClient(List.of(URI.create(server.runtime().url())), TOKEN);
        statistics = new Statistics(database, client);
        statistics.clear();
    }

    @AfterEach
    void close() {
        database.close();
        client.close();
        server.close();
    }

    private ShardCounter counter(EventSource source) {
        ShardCounter counter = new ShardCounter(new Statistics(database, source), source, state);
        counter.initialize(InitializationInput.builder().shardId("shardId-0").build());
        return counter;
    }

    private static KinesisClientRecord record(int number, String text) {
        return KinesisClientRecord.builder()
                .sequenceNumber(Integer.toString(number))
                .partitionKey("any")
                .data(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)))
                .build();
    }

    private static String cloudEvent(String store, RecordedEvent event) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("source", "/daybook/" + store);
        json.set("data", Json.mapper().valueToTree(event.withoutPersonal()));
        try {
            return Json.mapper().writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<KinesisClientRecord> records(String store, int from, int until) {
        List<KinesisClientRecord> records = new ArrayList<>();
        for (int i = from; i < until; i++) {
            records.add(record(i, cloudEvent(store, recorded.get(i))));
        }
        return records;
    }

    private void process(ShardCounter counter, List<KinesisClientRecord> records) {
        counter.processRecords(
                ProcessRecordsInput.builder()
                        .records(records)
                        .millisBehindLatest(0L)
                        .checkpointer(checkpointer())
                        .build());
    }

    /** Keeps what it is told. */
    private RecordProcessorCheckpointer checkpointer() {
        return (RecordProcessorCheckpointer)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {RecordProcessorCheckpointer.class},
                        (_, method, arguments) -> {
                            assertThat(method.getName()).isEqualTo("checkpoint");
                            checkpoints.add((String) arguments[0]);
                            return null;
                        });
    }

    @Test
    void whatIsNoEventIsPassedOverAndTheRestIsCounted() {
        List<KinesisClientRecord> records = records(storeId, 0, recorded.size());
        records.add(1, record(-1, "no JSON"));
        records.add(2, record(-2, "{\"source\":\"/elsewhere\",\"data\":{}}"));
        records.add(3, record(-3, "[{\"source\":\"/daybook/x\",\"data\":{\"type\":1}}]"));
        process(counter(client), records);
        assertThat(statistics.digest()).isEqualTo(Visits.digestOf(recorded));
        assertThat(checkpoints).containsExactly(Integer.toString(recorded.size() - 1));
    }

    @Test
    void whenTheServersStoreIsAnotherOneEverythingIsCountedAnew() {
        statistics.count(storeId, recorded.subList(0, 10));
        TestPostgres.execute(
                url,
                "UPDATE statistics.meta SET value = 'former' WHERE key = 'store-id';"
                        + " UPDATE statistics.stream SET version = 99");
        process(counter(client), records(storeId, 0, 1));
        assertThat(statistics.storeId()).contains(storeId);
        assertThat(statistics.digest()).isEqualTo(Visits.digestOf(recorded));
    }

    @Test
    void recordsOfAStoreThatIsNotTheServersChangeNothing() {
        List<KinesisClientRecord> mixed = records("elsewhere", 0, 5);
        mixed.addAll(records(storeId, 0, recorded.size()));
        mixed.addAll(records("elsewhere", 5, 6));
        process(counter(client), mixed);
        assertThat(statistics.digest()).isEqualTo(Visits.digestOf(recorded));
        assertThat(checkpoints).hasSize(1);
    }

    @Test
    void whatCannotBeCountedIsWaitedForAndReadAgainByTheNextOne() throws InterruptedException {
        StoreClient away = new StoreClient(List.of(URI.create("http://127.0.0.1:1")), TOKEN);
        ShardCounter counter = counter(away);
        process(counter, records(storeId, 0, 4));
        RecordedEvent last = recorded.getLast();
        Thread waiting =
                Thread.ofPlatform()
                        .start(() ->
                                process(
                                        counter,
                                        List.of(
                                                record(
                                                        recorded.size() - 1,
                                                        cloudEvent(storeId, last)))));
        await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
        state.stop();
        waiting.join();
        counter.shutdownRequested(
                ShutdownRequestedInput.builder().checkpointer(checkpointer()).build());
        process(counter, records(storeId, 4, 5));
        assertThat(checkpoints).containsOnly("3");
        assertThat(statistics.digest()).isEqualTo(Visits.digestOf(recorded.subList(0, 4)));
    }
}
