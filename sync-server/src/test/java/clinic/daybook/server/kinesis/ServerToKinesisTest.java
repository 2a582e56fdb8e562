package clinic.daybook.server.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.server.Config;
import clinic.daybook.server.Limits;
import clinic.daybook.server.ServerRuntime;
import clinic.daybook.server.tls.Tls;
import clinic.daybook.staff.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a whole server stores reaches Kinesis, with the AWS SDK's own chain of credentials. */
@Timeout(180)
class ServerToKinesisTest {

    private static final String STREAM = "clinic";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static LocalKinesis kinesis;

    private final OkHttpClient http = new OkHttpClient();
    @TempDir Path data;

    @BeforeAll
    static void startKinesis() {
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
        kinesis = LocalKinesis.start();
        kinesis.createStream(STREAM, 2);
    }

    @AfterAll
    static void stopKinesis() {
        kinesis.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @Test
    void everythingStoredArrivesOnceAlsoOverARestart() throws IOException {
        List<RecordedEvent> stored = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            try (ServerRuntime server = ServerRuntime.start(config(), InstantSource.system())) {
                for (int i = 0; i < 5; i++) {
                    server.addStaff("Somebody", Role.FRONT_DESK, "1234");
                }
                await().atMost(LIMIT).until(() -> metric(server, "daybook_kinesis_lag") == 0);
                assertThat(metric(server, "daybook_kinesis_up")).isEqualTo(1);
                long after = stored.isEmpty() ? 0 : stored.getLast().position();
                List<RecordedEvent> fresh = server.tail().readAfter(after, 10_000);
                assertThat(metric(server, "daybook_kinesis_events_total")).isEqualTo(fresh.size());
                stored.addAll(fresh);
            }
        }
        Received received = new Received().addAll(kinesis.readAll(STREAM));
        received.assertComplete(stored);
        assertThat(received.repeats()).isZero();
    }

    private Config config() {
        return new Config(
                data,
                null,
                Config.DEFAULT_BIND,
                0,
                kinesis.target(STREAM),
                new Tls.Off(),
                Limits.STANDARD);
    }

    private long metric(ServerRuntime server, String name) throws IOException {
        Request request = new Request.Builder().url(server.url() + "/metrics").build();
        try (Response response = http.newCall(request).execute()) {
            return response.body()
                    .string()
                    .lines()
                    .filter(line -> line.startsWith(name + " "))
                    .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
