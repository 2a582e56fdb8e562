package clinic.daybook.server.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.server.Config;
import clinic.daybook.server.Limits;
import clinic.daybook.server.TestServer;
import clinic.daybook.server.access.Secrets;
import clinic.daybook.server.kinesis.LocalKinesis;
import clinic.daybook.server.store.Database;
import clinic.daybook.server.store.StorePlace;
import clinic.daybook.server.store.TestPostgres;
import clinic.daybook.server.tls.Tls;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that forwards, a Kinesis, a DynamoDB, a PostgreSQL and workers in processes of their
 * own. Starting workers takes long, so the tests go through one clinic's day, one after the other.
 */
@Timeout(300)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WorkersTest {

    private static final String STREAM = "clinic";
    private static final String TOKEN = new Secrets().token();
    private static final Duration LIMIT = Duration.ofSeconds(150);

    @TempDir private static Path directory;
    private static LocalKinesis kinesis;
    private static LocalDynamo dynamo;
    private static TestServer server;
    private static Visits visits;
    private static String url;
    private static StatisticsDatabase database;
    private static Statistics statistics;
    private static String again;
    private static WorkerProcess fromBeginning;
    private static WorkerProcess first;
    private static WorkerProcess second;

    @BeforeAll
    static void startAll() throws Exception {
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
        kinesis = LocalKinesis.start();
        kinesis.createStream(STREAM, 1);
        dynamo = LocalDynamo.start();
        Path store = directory.resolve("store");
        server =
                new TestServer(
                        new Config(
                                store,
                                null,
                                Config.DEFAULT_BIND,
                                0,
                                kinesis.target(STREAM),
                                new Tls.Off(),
                                Limits.STANDARD));
        try (Database opened =
                Database.open(new StorePlace.Directory(store), InstantSource.system())) {
            opened.access()
                    .addReader("Statistics", Secrets.hash(TOKEN), InstantSource.system().instant());
        }
        visits = new Visits(server, 17);
        visits.happen(5);
        url = TestPostgres.newDatabase();
        database = StatisticsDatabase.open(TestPostgres.address(url), InstantSource.system());
        statistics =
                new Statistics(
                        database,
                        new StoreClient(List.of(URI.create(server.runtime().url())), TOKEN));
        again = TestPostgres.newDatabase();
        run("forget", "rebuild", "--empty", "--database", again, "--server", server.runtime().url())
                .output(0);
        fromBeginning = worker("again", again, "statistics-again");
        first = worker("first", url, "statistics");
        second = worker("second", url, "statistics");
    }

    @AfterAll
    static void stopAll() throws Exception {
        // Each is closed, whatever becomes of those before it.
        try (AutoCloseable _ = kinesis;
                AutoCloseable _ = dynamo;
                AutoCloseable _ = server;
                AutoCloseable _ = database;
                AutoCloseable _ = second;
                AutoCloseable _ = first;
                AutoCloseable _ = fromBeginning) {
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
        }
    }

    private static WorkerProcess worker(String name, String at, String application)
            throws IOException {
        return run(
                name,
                "--database",
                at,
                "--server",
                server.runtime().url(),
                "--kinesis-stream",
                STREAM,
                "--kinesis-endpoint",
                kinesis.endpoint().toString(),
                "--region",
                "us-east-1",
                "--dynamodb-endpoint",
                dynamo.endpoint().toString(),
                "--application",
                application,
                "--takeover-seconds",
                "2");
    }

    private static WorkerProcess run(String name, String... arguments) throws IOException {
        return WorkerProcess.start(directory.resolve(name + ".log"), TOKEN, arguments);
    }

    /** Everything recorded is counted, and for what it is. */
    private static void awaitCounted(Statistics counted) {
        List<RecordedEvent> recorded = Visits.recorded(server);
        String expected = Visits.digestOf(recorded);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(counted.digest()).isEqualTo(expected));
    }

    private static boolean counts(WorkerProcess worker) {
        return worker.log().contains("counting shardId");
    }

    @Test
    @Order(1)
    void whatTheServerForwardsIsCounted() {
        awaitCounted(statistics);
        await().atMost(LIMIT).until(() -> counts(first) || counts(second));
        visits.happen(5);
        awaitCounted(statistics);
    }

    @Test
    @Order(2)
    void fromTheStreamsBeginningAndFromTheStoreItIsTheSame() throws Exception {
        String fromStore = TestPostgres.newDatabase();
        try (StatisticsDatabase from =
                StatisticsDatabase.open(TestPostgres.address(again), InstantSource.system())) {
            String rebuilt =
                    run(
                                    "rebuild",
                                    "rebuild",
                                    "--database",
                                    fromStore,
                                    "--server",
                                    server.runtime().url())
                            .output(0);
            assertThat(rebuilt).contains("digest " + statistics.digest());
            StoreClient away = new StoreClient(List.of(URI.create("http://127.0.0.1:1")), TOKEN);
            awaitCounted(new Statistics(from, away));
            // Kinesis alone has brought everything.
            assertThat(fromBeginning.log()).doesNotContain("DB-52", "came from the server");
            assertThat(fromBeginning.terminate()).isZero();
        }
        assertThat(
                        run(
                                        "verify",
                                        "verify",
                                        "--database",
                                        url,
                                        "--server",
                                        server.runtime().url())
                                .output(0))
                .startsWith("sound: ")
                .contains(statistics.digest());
    }

    @Test
    @Order(3)
    void afterASplitTheWorkersShareTheShards() {
        kinesis.split(STREAM);
        visits.happen(5);
        await().atMost(LIMIT).until(() -> counts(first) && counts(second));
        visits.happen(5);
        awaitCounted(statistics);
    }

    @Test
    @Order(4)
    void aWorkerThatIsKilledInTheMiddleIsTakenOver() throws Exception {
        visits.happen(5);
        first.kill();
        visits.happen(5);
        awaitCounted(statistics);
    }

    @Test
    @Order(5)
    void aMergeKeepsTheOrder() {
        kinesis.merge(STREAM);
        visits.happen(10);
        awaitCounted(statistics);
    }

    @Test
    @Order(6)
    void oneThatIsAskedToEndKeepsHowFarItIs() throws Exception {
        assertThat(second.terminate()).isZero();
        visits.happen(5);
        first = worker("third", url, "statistics");
        awaitCounted(statistics);
        assertThat(first.alive()).isTrue();
    }

    @Test
    @Order(7)
    void theExamplePrintsEachStepOnceAndInOrder() throws Exception {
        List<String> printed =
                run(
                                "print",
                                "print-visits",
                                "--once",
                                "--kinesis-stream",
                                STREAM,
                                "--kinesis-endpoint",
                                kinesis.endpoint().toString(),
                                "--region",
                                "us-east-1")
                        .output(0)
                        .lines()
                        .map(line -> line.substring(line.indexOf(' ') + 1))
                        .toList();
        List<String> expected =
                Visits.recorded(server).stream()
                        .filter(event -> event.streamId().is("reservation"))
                        .map(event -> event.streamId() + " " + event.version() + " " + event.type())
                        .toList();
        assertThat(printed).containsExactlyInAnyOrderElementsOf(expected);
        for (RecordedEvent event : Visits.recorded(server)) {
            String stream = event.streamId() + " ";
            assertThat(printed.stream().filter(line -> line.startsWith(stream)))
                    .isEqualTo(expected.stream().filter(line -> line.startsWith(stream)).toList());
        }
    }
}
