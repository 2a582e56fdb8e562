package clinic.daybook.server;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.codec.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A day at a server process, with everything that can be sent wrongly: no name, phone, PIN, code or
 * token is in a log line or an error answer afterwards.
 */
@Timeout(120)
class LogPrivacyTest {

    private static final String NAME = "홍길동";
    private static final String PHONE = "010-9876-5432";
    private static final String REMARK = "allergic-to-lidocaine";
    private static final String MEMBER = "Seo-Yeon-Park";
    private static final String PIN = "918273";
    private static final String WRONG_PIN = "564738";
    private static final String WRONG_CODE = "ZZZZ-9999-QQQQ";

    @TempDir private Path directory;
    private final OkHttpClient client =
            new OkHttpClient.Builder().readTimeout(30, TimeUnit.SECONDS).build();
    private final List<String> secrets =
            new ArrayList<>(List.of(NAME, PHONE, REMARK, MEMBER, PIN, WRONG_PIN, WRONG_CODE));
    private final List<String> errorAnswers = new ArrayList<>();
    private ServerProcess server;
    private TestServer.Desk desk;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }

    private JsonNode call(String method, String path, String token, byte[] body)
            throws IOException {
        Request.Builder request = new Request.Builder().url(server.url() + path);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        request.method(
                method,
                body == null ? null : RequestBody.create(body, MediaType.get("application/json")));
        try (Response response = client.newCall(request.build()).execute()) {
            String text = response.body().string();
            boolean rejected = text.contains("\"rejected\"");
            if (response.code() >= 400 || rejected) {
                errorAnswers.add(text);
            }
            return text.startsWith("{") ? Json.mapper().readTree(text) : null;
        }
    }

    private JsonNode post(String path, byte[] body) throws IOException {
        return call("POST", path, desk == null ? null : desk.token(), body);
    }

    private void commit(ObjectNode commit) throws IOException {
        post("/v1/commits", TestServer.request(desk, commit));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String run(Path err, String... arguments) throws Exception {
        ProcessBuilder command = ServerProcess.command(arguments);
        command.redirectError(ProcessBuilder.Redirect.appendTo(err.toFile()));
        Process process = command.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return out.strip();
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "text"})
    void nothingThatSaysWhoSomebodyIsGetsIntoLogsOrErrors(String format) throws Exception {
        Path log = directory.resolve("log");
        Path data = directory.resolve("data");
        String code = run(log, "enrol", "--data", data.toString(), "--name", MEMBER);
        String staff =
                run(
                        log,
                        "staff",
                        "add",
                        "--data",
                        data.toString(),
                        "--name",
                        MEMBER,
                        "--role",
                        "front-desk",
                        "--pin",
                        PIN);
        secrets.add(code);
        ProcessBuilder command =
                ServerProcess.command(
                        "server", "--data", data.toString(), "--port", "0", "--log-format", format);
        command.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        server = ServerProcess.start(command);
        post("/v1/desks", TestServer.json(Map.of("code", WRONG_CODE, "name", MEMBER)));
        JsonNode enrolled =
                post("/v1/desks", TestServer.json(Map.of("code", code, "name", MEMBER)));
        String token = enrolled.get("token").asText();
        desk =
                new TestServer.Desk(
                        enrolled.get("deskId").asText(), token, enrolled.get("storeId").asText());
        secrets.add(token);
        signIn(staff);
        askOddly();
        commitOddly(staff);
        breakTheStore(data, staff);
        assertThat(server.terminate()).isZero();
        List<String> lines = Files.readAllLines(log);
        if (format.equals("json")) {
            lines.forEach(LogPrivacyTest::assertStructured);
        }
        assertThat(lines).anyMatch(line -> line.contains("DB-0003"));
        assertThat(lines).anyMatch(line -> line.contains("HT-0001"));
        assertThat(errorAnswers).hasSizeGreaterThan(20);
        for (String secret : secrets) {
            assertThat(lines)
                    .filteredOn(line -> !line.startsWith("console: "))
                    .noneMatch(line -> line.contains(secret));
            assertThat(errorAnswers).noneMatch(answer -> answer.contains(secret));
        }
    }

    private static void assertStructured(String line) {
        JsonNode event;
        try {
            event = Json.mapper().readTree(line);
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + line, e);
        }
        assertThat(Instant.parse(event.get("time").asText())).isNotNull();
        assertThat(event.get("level").asText()).isIn("INFO", "WARN", "ERROR");
        assertThat(event.get("message").asText()).isNotEmpty();
        if (!event.get("level").asText().equals("INFO")) {
            assertThat(event.path("code").asText()).matches("[A-Z]{2}-[0-9A-F]{4,6}");
        }
    }

    private void signIn(String staff) throws IOException {
        for (int i = 0; i < 6; i++) {
            post("/v1/sessions", TestServer.json(Map.of("staffId", staff, "pin", WRONG_PIN)));
        }
        post("/v1/sessions", TestServer.json(Map.of("staffId", MEMBER, "pin", PIN)));
        post("/v1/sessions", bytes("{\"staffId\":\"" + staff + "\",\"pin\":" + PIN + "}"));
        post("/v1/sessions", bytes("{\"pin\":\"" + PIN + "\",\"pin\":\"" + PIN + "\"}"));
    }

    private void askOddly() throws IOException {
        for (String path :
                List.of(
                        "/v1/streams/" + NAME,
                        "/v1/" + NAME + "?phone=" + PHONE,
                        "/v1/events?after=" + NAME,
                        "/v1/events?store=" + NAME,
                        "/v1/bootstrap?day=" + REMARK,
                        "/v1/live?after=" + PHONE,
                        "/console/sign-in/" + REMARK)) {
            call("GET", path, desk.token(), null);
        }
        call("GET", "/v1/events", REMARK, null);
        call("DELETE", "/v1/commits?name=" + NAME, desk.token(), null);
        for (String body :
                List.of(
                        "{\"name\":\"" + NAME,
                        "[\"" + NAME + "\"]",
                        NAME,
                        "{\"storeId\":\"" + NAME + "\",\"commits\":[]}",
                        "{\"storeId\":{\"" + NAME + "\":1},\"commits\":[]}",
                        "{\"" + NAME + "\":1,\"" + NAME + "\":2}",
                        "{\"commits\":\"" + PHONE + "\"}")) {
            post("/v1/commits", bytes(body));
            post("/v1/desks", bytes(body));
        }
    }

    private void commitOddly(String staff) throws IOException {
        String customer = Sample.id("customer");
        Map<String, String> personal = Map.of("name", NAME, "phone", PHONE);
        commit(
                Sample.commit(
                        customer, 0, Sample.withPersonal(registered(staff), customer, personal)));
        ObjectNode wrongCommitment = Sample.withPersonal(registered(staff), customer, personal);
        wrongCommitment.put("commitment", REMARK);
        commit(Sample.commit(Sample.id("customer"), 0, wrongCommitment));
        for (String field :
                List.of("eventId", "type", "schema", "occurredAt", "actor", "salt", "subject")) {
            ObjectNode event = Sample.withPersonal(registered(staff), customer, personal);
            event.put(field, NAME);
            commit(Sample.commit(Sample.id("customer"), 0, event));
        }
        for (String field : List.of("commitId", "streamId", "expectedVersion", "outcome")) {
            ObjectNode commit = Sample.newReservation(staff);
            commit.put(field, NAME);
            commit(commit);
        }
        for (String field : List.of("customerId", "startsAt", "minutes", "channel")) {
            ObjectNode event = Sample.booking(staff);
            ((ObjectNode) event.get("data")).put(field, NAME);
            commit(Sample.commit(Sample.id("reservation"), 0, event));
        }
        ObjectNode named = Sample.booking(staff);
        ((ObjectNode) named.get("data")).put(NAME, PHONE);
        commit(Sample.commit(Sample.id("reservation"), 5, named));
        ObjectNode nobody = Sample.booking(staff);
        nobody.putObject("actor").put("staffId", MEMBER);
        commit(Sample.commit(Sample.id("reservation"), 0, nobody));
    }

    private static ObjectNode registered(String staff) {
        return Sample.event(staff, "CustomerRegistered", "{}");
    }

    /** From now on the database says in its own error what it was to store. */
    private void breakTheStore(Path data, String staff) throws Exception {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + data.resolve("daybook.db"));
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TRIGGER broken BEFORE INSERT ON personal"
                            + " BEGIN SELECT RAISE(ABORT, NEW.fields); END");
        }
        String customer = Sample.id("customer");
        commit(
                Sample.commit(
                        customer,
                        0,
                        Sample.withPersonal(
                                registered(staff),
                                customer,
                                Map.of("name", NAME, "phone", PHONE))));
        assertThat(errorAnswers.getLast()).contains("storage-failed");
    }
}
