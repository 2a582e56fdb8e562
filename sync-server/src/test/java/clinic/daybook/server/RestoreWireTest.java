package clinic.daybook.server;

import static clinic.daybook.server.Sample.newReservation;
import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.codec.Json;
import clinic.daybook.server.TestServer.Desk;
import clinic.daybook.server.store.Database;
import clinic.daybook.server.store.StorePlace;
import clinic.daybook.server.store.StoreRestore;
import clinic.daybook.server.store.StoreVerifier;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Backup and restore as the administrator runs them, and what a desk is told (I1, I10). */
@Timeout(240)
class RestoreWireTest {

    private record Ran(int status, String out, String err) {}

    private record Answer(int status, JsonNode json) {}

    private static final InstantSource CLOCK = InstantSource.system();

    @TempDir private Path root;
    private Path data;
    private String dir;
    private Path file;
    private final OkHttpClient client =
            new OkHttpClient.Builder().retryOnConnectionFailure(false).build();

    @BeforeEach
    void paths() {
        data = root.resolve("data");
        dir = data.toString();
        file = root.resolve("clinic.backup");
    }

    private static Ran run(String... arguments) throws Exception {
        Process process = ServerProcess.run(arguments);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), out.strip(), err.strip());
    }

    private Answer call(String url, String token, byte[] body) throws IOException {
        Request.Builder request = new Request.Builder().url(url);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body != null) {
            request.post(RequestBody.create(body, MediaType.get("application/json")));
        }
        try (Response response = client.newCall(request.build()).execute()) {
            return new Answer(response.code(), Json.mapper().readTree(response.body().bytes()));
        }
    }

    private Desk enrol(ServerProcess server, String name) throws Exception {
        String code = run("enrol", "--data", dir, "--name", name).out();
        JsonNode enrolled =
                call(
                                server.url() + "/v1/desks",
                                null,
                                TestServer.json(Map.of("code", code, "name", name)))
                        .json();
        return new Desk(
                enrolled.get("deskId").asText(),
                enrolled.get("token").asText(),
                enrolled.get("storeId").asText());
    }

    @Test
    void aDeskOfBeforeIsToldThatTheStoreChanged() throws Exception {
        String staff =
                run(
                                "staff",
                                "add",
                                "--data",
                                dir,
                                "--name",
                                "Kim",
                                "--role",
                                "front-desk",
                                "--pin",
                                "1234")
                        .out();
        Desk desk;
        Desk late;
        ObjectNode commit = newReservation(staff);
        try (ServerProcess server = ServerProcess.start(data)) {
            desk = enrol(server, "Desk 1");
            assertThat(send(server, desk, newReservation(staff)).status()).isEqualTo(200);
            Ran backup = run("backup", file.toString(), "--data", dir);
            assertThat(backup.status()).as(backup.err()).isZero();
            assertThat(backup.out()).startsWith("backed up store " + desk.storeId());
            late = enrol(server, "Desk 2");
            assertThat(send(server, desk, commit).status()).isEqualTo(200);
            Ran refused = run("restore", file.toString(), "--data", dir);
            assertThat(refused.status()).isEqualTo(2);
            assertThat(refused.err()).contains("stop the server").doesNotContain("\n");
            server.kill();
        }
        Ran restored = run("restore", file.toString(), "--data", dir);
        assertThat(restored.status()).as(restored.err()).isZero();
        assertThat(run("verify", "--data", dir).out()).startsWith("sound");
        try (ServerProcess server = ServerProcess.start(data)) {
            Answer old = send(server, desk, commit);
            assertThat(old.status()).isEqualTo(409);
            assertThat(old.json().get("code").asText()).isEqualTo("store-changed");
            assertThat(
                            call(
                                            server.url() + "/v1/events?store=" + desk.storeId(),
                                            desk.token(),
                                            null)
                                    .status())
                    .isEqualTo(409);
            JsonNode store = call(server.url() + "/v1/store", desk.token(), null).json();
            assertThat(store.get("storeId").asText()).isNotEqualTo(desk.storeId());
            JsonNode ancestor = store.get("ancestors").get(0);
            assertThat(ancestor.get("storeId").asText()).isEqualTo(desk.storeId());
            assertThat(ancestor.get("position").asLong()).isEqualTo(3);
            assertThat(ancestor.get("backedUpAt").asText()).startsWith("20");
            // Enrolled after the backup: the restored store has never heard of it.
            assertThat(send(server, late, commit).status()).isEqualTo(401);
            assertThat(server.terminate()).isZero();
        }
    }

    private Answer send(ServerProcess server, Desk desk, ObjectNode commit) throws IOException {
        return call(server.url() + "/v1/commits", desk.token(), TestServer.request(desk, commit));
    }

    @Test
    void aKilledBackupLeavesTheOneBeforeOrAWholeOne() throws Exception {
        String staff =
                run(
                                "staff",
                                "add",
                                "--data",
                                dir,
                                "--name",
                                "Kim",
                                "--role",
                                "front-desk",
                                "--pin",
                                "1234")
                        .out();
        try (ServerProcess server = ServerProcess.start(data)) {
            Desk desk = enrol(server, "Desk 1");
            for (int i = 0; i < 20; i++) {
                ObjectNode[] commits = new ObjectNode[200];
                for (int j = 0; j < commits.length; j++) {
                    commits[j] = newReservation(staff);
                }
                byte[] body = TestServer.request(desk, commits);
                assertThat(call(server.url() + "/v1/commits", desk.token(), body).status())
                        .isEqualTo(200);
            }
            assertThat(run("backup", file.toString(), "--data", dir).status()).isZero();
            Random random = new Random(4);
            for (int round = 0; round < 4; round++) {
                assertThat(send(server, desk, newReservation(staff)).status()).isEqualTo(200);
                Process backup = ServerProcess.run("backup", file.toString(), "--data", dir);
                // Somewhere between its start and well after its end.
                if (!backup.waitFor(300 + random.nextInt(900), TimeUnit.MILLISECONDS)) {
                    backup.destroyForcibly().waitFor();
                }
                Path elsewhere = root.resolve("elsewhere-" + round);
                // The commands themselves are the other test's; here it is the backup that counts.
                new StoreRestore(elsewhere, CLOCK).from(file);
                try (Database whole = Database.open(new StorePlace.Directory(elsewhere), CLOCK)) {
                    assertThat(new StoreVerifier(whole.events()).verify().findings()).isEmpty();
                }
            }
            assertThat(run("backup", file.toString(), "--data", dir).status()).isZero();
            assertThat(Files.exists(root.resolve("clinic.backup.part"))).isFalse();
        }
    }
}
