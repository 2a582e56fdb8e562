package clinic.daybook.server.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import clinic.daybook.codec.Json;
import clinic.daybook.server.Config;
import clinic.daybook.server.Limits;
import clinic.daybook.server.Sample;
import clinic.daybook.server.ServerProcess;
import clinic.daybook.server.TestServer;
import clinic.daybook.server.store.Database;
import clinic.daybook.server.store.StorePlace;
import clinic.daybook.server.store.TestPostgres;
import clinic.daybook.server.tls.Tls;
import clinic.daybook.staff.Role;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole servers, in processes of their own, that are killed while they forward (I1, I6, I10). */
@Timeout(300)
class ForwardingProcessesTest {

    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static LocalKinesis kinesis;

    @TempDir private Path directory;
    private final OkHttpClient http =
            new OkHttpClient.Builder().retryOnConnectionFailure(false).build();
    private final List<Visit> visits = new ArrayList<>();
    private TestServer.Desk desk;
    private String staff;

    @BeforeAll
    static void startKinesis() {
        kinesis = LocalKinesis.start();
    }

    @AfterAll
    static void stopKinesis() {
        kinesis.close();
    }

    @BeforeEach
    void makeVisits() {
        for (int i = 0; i < 5; i++) {
            visits.add(new Visit());
        }
    }

    /** A reservation to which one commit after the other is sent. */
    private static final class Visit {
        private final String stream = Sample.id("reservation");
        private long version;
        private @Nullable ObjectNode unanswered;

        /** What was sent and not answered goes again, unchanged. */
        ObjectNode next(String staff) {
            if (unanswered == null) {
                unanswered = Sample.commit(stream, version, event(staff));
            }
            return unanswered;
        }

        private ObjectNode event(String staff) {
            if (version == 0) {
                return Sample.booking(staff);
            }
            return Sample.event(
                    staff, version % 2 == 1 ? "CustomerArrived" : "ArrivalUndone", "{}");
        }

        void accepted() {
            version++;
            unanswered = null;
        }
    }

    @Test
    void killedWhileItForwardsItGoesOnWhereItWas() throws Exception {
        kinesis.createStream("killed", 2);
        StorePlace store = new StorePlace.Directory(directory);
        enrol(null);
        for (int kill = 0; kill < 3; kill++) {
            try (ServerProcess server = start("killed")) {
                long before = metric(server, "daybook_kinesis_position");
                do {
                    commitToEach(server);
                } while (metric(server, "daybook_kinesis_position") <= before);
                commitToEach(server);
                server.kill();
            }
        }
        try (ServerProcess server = start("killed")) {
            commitToEach(server);
            awaitForwarded(server);
        }
        assertComplete("killed", store);
    }

    @Test
    void whenTheOneThatForwardsIsKilledTheOtherTakesOver() throws Exception {
        kinesis.createStream("two", 2);
        String url = TestPostgres.newDatabase();
        StorePlace store = new StorePlace.Postgres(TestPostgres.address(url));
        enrol(url);
        try (ServerProcess first = start("two", "--database", url)) {
            commitToEach(first);
            awaitForwarded(first);
            try (ServerProcess second = start("two", "--database", url)) {
                assertThat(metric(second, "daybook_kinesis_up")).isZero();
                commitToEach(second);
                first.kill();
                commitToEach(second);
                awaitForwarded(second);
                commitToEach(second);
                awaitForwarded(second);
            }
        }
        assertComplete("two", store);
    }

    private void enrol(@Nullable String database) {
        Config config =
                new Config(
                        directory,
                        database == null ? null : TestPostgres.address(database),
                        Config.DEFAULT_BIND,
                        0,
                        null,
                        new Tls.Off(),
                        Limits.STANDARD);
        try (TestServer server = new TestServer(config)) {
            desk = server.enrol("Desk");
            staff = server.staff(Role.FRONT_DESK);
        }
    }

    private ServerProcess start(String stream, String... store) throws IOException {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "server",
                                "--data",
                                directory.toString(),
                                "--port",
                                "0",
                                "--kinesis-stream",
                                stream,
                                "--kinesis-endpoint",
                                kinesis.endpoint().toString(),
                                "--region",
                                "us-east-1"));
        arguments.addAll(List.of(store));
        ProcessBuilder command = ServerProcess.command(arguments.toArray(String[]::new));
        command.environment().put("AWS_ACCESS_KEY_ID", "local");
        command.environment().put("AWS_SECRET_ACCESS_KEY", "local");
        return ServerProcess.start(command);
    }

    private void commitToEach(ServerProcess server) throws IOException {
        for (Visit visit : visits) {
            byte[] body = TestServer.request(desk, visit.next(staff));
            Request request =
                    new Request.Builder()
                            .url(server.url() + "/v1/commits")
                            .header("Authorization", "Bearer " + desk.token())
                            .post(RequestBody.create(body, MediaType.get("application/json")))
                            .build();
            try (Response response = http.newCall(request).execute()) {
                assertThat(
                                Json.mapper()
                                        .readTree(response.body().bytes())
                                        .at("/results/0/status")
                                        .asText())
                        .isEqualTo("accepted");
            }
            visit.accepted();
        }
    }

    /** Everything has arrived, and this server is the one that saw to it. */
    private void awaitForwarded(ServerProcess server) {
        await().atMost(LIMIT)
                .until(() ->
                        metric(server, "daybook_kinesis_up") == 1
                                && metric(server, "daybook_kinesis_lag") == 0);
    }

    private long metric(ServerProcess server, String name) {
        Request request = new Request.Builder().url(server.url() + "/metrics").build();
        try (Response response = http.newCall(request).execute()) {
            return response.body()
                    .string()
                    .lines()
                    .filter(line -> line.startsWith(name + " "))
                    .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertComplete(String stream, StorePlace store) {
        try (Database database = Database.open(store, InstantSource.system())) {
            new Received()
                    .addAll(kinesis.readAll(stream))
                    .assertComplete(database.events().readAfter(0, Integer.MAX_VALUE));
        }
    }
}
