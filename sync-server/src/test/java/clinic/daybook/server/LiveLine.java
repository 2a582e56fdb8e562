package clinic.daybook.server;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.codec.Json;
import clinic.daybook.server.TestServer.Desk;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;

/** A live line that keeps what it hears. */
final class LiveLine extends WebSocketListener {
    final BlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
    final BlockingQueue<Integer> closed = new LinkedBlockingQueue<>();
    final BlockingQueue<Integer> refused = new LinkedBlockingQueue<>();
    WebSocket socket;

    @Override
    public void onMessage(WebSocket webSocket, String text) {
        try {
            assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(1 << 20);
            JsonNode message = Json.mapper().readTree(text);
            Contract.served().checkLive(message);
            heard.add(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void onClosing(WebSocket webSocket, int code, String reason) {
        closed.add(code);
        webSocket.close(1000, null);
    }

    @Override
    public void onFailure(WebSocket webSocket, Throwable t, Response response) {
        refused.add(response == null ? -1 : response.code());
    }

    JsonNode next() throws InterruptedException {
        JsonNode message = heard.poll(30, TimeUnit.SECONDS);
        assertThat(message).isNotNull();
        return message;
    }

    /** The next message of a type; others are let go. */
    JsonNode next(String type) throws InterruptedException {
        while (true) {
            JsonNode message = next();
            if (message.get("type").asText().equals(type)) {
                return message;
            }
        }
    }

    /** The positions of the next so many events. */
    List<Long> positions(int events) throws InterruptedException {
        List<Long> positions = new ArrayList<>();
        while (positions.size() < events) {
            JsonNode message = next("events");
            assertThat(message.get("events").size()).isBetween(1, 100);
            for (JsonNode event : message.get("events")) {
                positions.add(event.get("position").asLong());
            }
        }
        return positions;
    }

    int closeCode() throws InterruptedException {
        Integer code = closed.poll(60, TimeUnit.SECONDS);
        assertThat(code).isNotNull();
        return code;
    }

    /** Opens it, to be told what follows {@code query} asks for. */
    static LiveLine open(OkHttpClient client, String serverUrl, String token, String query) {
        LiveLine line = new LiveLine();
        Request request =
                new Request.Builder()
                        .url(serverUrl + "/v1/live?" + query)
                        .header("Authorization", "Bearer " + token)
                        .build();
        line.socket = client.newWebSocket(request, line);
        return line;
    }

    static LiveLine open(TestServer server, Desk who, String query) {
        return open(server.client, server.url(""), who.token(), query);
    }
}
