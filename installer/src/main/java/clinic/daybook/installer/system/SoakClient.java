package clinic.daybook.installer.system;

import clinic.daybook.codec.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** What programs without a desk's store and screens need of the protocol. Shared by all of them. */
final class SoakClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int CREATED = 201;

    /** Who may talk to the server, and to which store. */
    record Enrolled(String deskId, String token, String storeId) {}

    private final String host;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PATIENCE)
                    .build();

    /** {@code port}: that of a server on this machine, in all its lives. */
    SoakClient(int port) {
        this.host = "127.0.0.1:" + port;
    }

    /** Makes a desk known to the server. */
    Enrolled enrol(String code, String name) throws IOException, InterruptedException {
        String body = Json.mapper().writeValueAsString(Map.of("code", code, "name", name));
        HttpResponse<String> answer =
                send(request("/v1/desks").POST(HttpRequest.BodyPublishers.ofString(body)));
        if (answer.statusCode() != CREATED) {
            throw new SystemFailure("enrolment was answered with " + answer.statusCode());
        }
        JsonNode enrolled = Json.mapper().readTree(answer.body());
        return new Enrolled(
                enrolled.required("deskId").textValue(),
                enrolled.required("token").textValue(),
                enrolled.required("storeId").textValue());
    }

    /** Sends commits; any answer is given back, also one that says to come later. */
    HttpResponse<String> commit(Enrolled desk, String body)
            throws IOException, InterruptedException {
        return send(
                request("/v1/commits")
                        .header("Authorization", "Bearer " + desk.token())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** A page of the log. */
    HttpResponse<String> events(Enrolled desk, long after, int limit)
            throws IOException, InterruptedException {
        return send(
                request(
                                "/v1/events?store="
                                        + desk.storeId()
                                        + "&after="
                                        + after
                                        + "&limit="
                                        + limit)
                        .header("Authorization", "Bearer " + desk.token()));
    }

    /** Opens a live line behind a position. */
    CompletableFuture<WebSocket> live(Enrolled desk, long after, WebSocket.Listener listener) {
        return http.newWebSocketBuilder()
                .connectTimeout(PATIENCE)
                .header("Authorization", "Bearer " + desk.token())
                .buildAsync(
                        URI.create(
                                "ws://"
                                        + host
                                        + "/v1/live?store="
                                        + desk.storeId()
                                        + "&after="
                                        + after),
                        listener);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + host + path)).timeout(PATIENCE);
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
