package clinic.daybook.server;

import clinic.daybook.codec.Json;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.EnrolmentCode;
import clinic.daybook.protocol.KeyPin;
import clinic.daybook.protocol.PinnedKeys;
import clinic.daybook.server.tls.PinFile;
import clinic.daybook.server.tls.Tls;
import clinic.daybook.staff.Role;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** A real server on a free port, and what a desk does with it. */
public final class TestServer implements AutoCloseable {

    /** An answer, read to its end. */
    public record Answer(int status, Headers headers, byte[] body) {

        public String text() {
            return new String(body, java.nio.charset.StandardCharsets.UTF_8);
        }

        public JsonNode json() {
            try {
                return Json.mapper().readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public String code() {
            return json().path("code").asText();
        }

        public List<JsonNode> lines() {
            List<JsonNode> lines = new ArrayList<>();
            text().lines()
                    .forEach(line -> {
                        try {
                            lines.add(Json.mapper().readTree(line));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
            return lines;
        }

        /** The single result of a request with one commit. */
        public JsonNode result() {
            return json().get("results").get(0);
        }

        /** The statuses, or codes where rejected, of a request's results. */
        public List<String> outcomes() {
            List<String> outcomes = new ArrayList<>();
            for (JsonNode result : json().get("results")) {
                String status = result.get("status").asText();
                outcomes.add(status.equals("rejected") ? result.get("code").asText() : status);
            }
            return outcomes;
        }
    }

    /** An enrolled desk. */
    public record Desk(String id, String token, String storeId) {}

    public final AdjustableClock clock = new AdjustableClock(Instant.parse("2026-03-02T01:00:00Z"));
    public final OkHttpClient client;

    private final Config config;
    private ServerRuntime runtime;

    public TestServer(Path directory) {
        this(Config.local(directory, 0));
    }

    public TestServer(Path directory, Limits limits) {
        this(new Config(directory, null, Config.DEFAULT_BIND, 0, null, new Tls.Off(), limits));
    }

    public TestServer(Config config) {
        this.config = config;
        this.runtime = ServerRuntime.start(config, clock);
        this.client = client(config.data());
    }

    /** Trusts the server that left its pin there, where it has a key of its own. */
    private static OkHttpClient client(Path data) {
        OkHttpClient.Builder client =
                new OkHttpClient.Builder()
                        .readTimeout(30, TimeUnit.SECONDS)
                        .retryOnConnectionFailure(false);
        List<KeyPin> pins = EnrolmentCode.read(PinFile.withPin(data, "CODE")).pins();
        if (!pins.isEmpty()) {
            PinnedKeys keys = new PinnedKeys(pins);
            client.sslSocketFactory(keys.sockets(), keys).hostnameVerifier(keys);
        }
        return client.build();
    }

    public void restart() {
        runtime.close();
        client.connectionPool().evictAll();
        runtime = ServerRuntime.start(config, clock);
    }

    public ServerRuntime runtime() {
        return runtime;
    }

    public String url(String path) {
        return runtime.url() + path;
    }

    public Desk enrol(String name) {
        JsonNode answer =
                post(
                                "/v1/desks",
                                null,
                                json(Map.of("code", runtime.enrolmentCode(null), "name", name)))
                        .json();
        return new Desk(
                answer.get("deskId").asText(),
                answer.get("token").asText(),
                answer.get("storeId").asText());
    }

    public String staff(Role role) {
        StreamId id = runtime.addStaff("Kim " + role, role, "123456");
        return id.toString();
    }

    public Answer get(String path, String token, String... headers) {
        Request.Builder request = new Request.Builder().url(url(path)).headers(Headers.of(headers));
        return call(authorised(request, token).build());
    }

    public Answer post(String path, String token, byte[] body) {
        Request.Builder request =
                new Request.Builder()
                        .url(url(path))
                        .post(RequestBody.create(body, MediaType.get("application/json")));
        return call(authorised(request, token).build());
    }

    public Answer commit(Desk desk, ObjectNode... commits) {
        return post("/v1/commits", desk.token(), request(desk, commits));
    }

    public static byte[] request(Desk desk, ObjectNode... commits) {
        ObjectNode body = Json.mapper().createObjectNode();
        body.put("storeId", desk.storeId());
        body.putArray("commits").addAll(List.of(commits));
        return json(body);
    }

    public static byte[] json(Object value) {
        try {
            return Json.mapper().writeValueAsBytes(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Answer call(Request request) {
        try (Response response = client.newCall(request).execute()) {
            Answer answer =
                    new Answer(response.code(), response.headers(), response.body().bytes());
            String path = request.url().encodedPath();
            Contract.served().checkAnswer(request.method(), path, answer);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Request.Builder authorised(Request.Builder request, String token) {
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    @Override
    public void close() {
        runtime.close();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
