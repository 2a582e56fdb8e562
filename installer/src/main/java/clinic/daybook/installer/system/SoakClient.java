package clinic.daybook.installer.system;

import clinic.daybook.codec.Json;
import clinic.daybook.protocol.Protocol;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import okhttp3.Dispatcher;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;

/**
 * What programs without a desk's store and screens need of the protocol. Shared by all of them, and
 * on the library that desks use: Java's own WebSocket tells nobody of a line whose end comes while
 * its listener is at work.
 */
final class SoakClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int CREATED = 201;
    private static final int MOST_HANDSHAKES = 1_000;
    private static final MediaType JSON = MediaType.get("application/json");

    /** Who may talk to the server, and to which store. */
    record Enrolled(String deskId, String token, String storeId) {}

    /**
     * An answer of the server's.
     *
     * @param head what it said the newest position is; {@code null}: it did not say
     */
    record Answer(int status, String body, @Nullable Long head) {}

    private final String address;
    private final OkHttpClient http;

    /** {@code port}: that of a server on this machine, in all its lives. */
    SoakClient(int port) {
        this.address = "http://127.0.0.1:" + port;
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(MOST_HANDSHAKES);
        dispatcher.setMaxRequestsPerHost(MOST_HANDSHAKES);
        this.http =
                new OkHttpClient.Builder()
                        .dispatcher(dispatcher)
                        .connectTimeout(PATIENCE)
                        .readTimeout(PATIENCE)
                        .writeTimeout(PATIENCE)
                        .callTimeout(PATIENCE)
                        .build();
    }

    /** Makes a desk known to the server. */
    Enrolled enrol(String code, String name) throws IOException {
        String body = Json.mapper().writeValueAsString(Map.of("code", code, "name", name));
        Answer answer = send(request("/v1/desks").post(RequestBody.create(body, JSON)));
        if (answer.status() != CREATED) {
            throw new SystemFailure("enrolment was answered with " + answer.status());
        }
        JsonNode enrolled = Json.mapper().readTree(answer.body());
        return new Enrolled(
                enrolled.required("deskId").textValue(),
                enrolled.required("token").textValue(),
                enrolled.required("storeId").textValue());
    }

    /** Sends commits; any answer is given back, also one that says to come later. */
    Answer commit(Enrolled desk, String body) throws IOException {
        return send(request("/v1/commits", desk).post(RequestBody.create(body, JSON)));
    }

    /** A page of the log. */
    Answer events(Enrolled desk, long after, int limit) throws IOException {
        return send(
                request(
                        "/v1/events?store="
                                + desk.storeId()
                                + "&after="
                                + after
                                + "&limit="
                                + limit,
                        desk));
    }

    /** Opens a live line behind a position; the listener hears what comes of it. */
    WebSocket live(Enrolled desk, long after, WebSocketListener listener) {
        Request request =
                request("/v1/live?store=" + desk.storeId() + "&after=" + after, desk).build();
        return http.newWebSocket(request, listener);
    }

    private Request.Builder request(String path) {
        return new Request.Builder().url(address + path);
    }

    private Request.Builder request(String path, Enrolled desk) {
        return request(path).header("Authorization", "Bearer " + desk.token());
    }

    private Answer send(Request.Builder request) throws IOException {
        try (Response response = http.newCall(request.build()).execute()) {
            String head = response.header(Protocol.HEAD_HEADER);
            return new Answer(
                    response.code(),
                    response.body().string(),
                    head == null ? null : Long.valueOf(head));
        }
    }

    @Override
    public void close() {
        http.dispatcher().cancelAll();
        http.dispatcher().executorService().shutdownNow();
        http.connectionPool().evictAll();
    }
}
