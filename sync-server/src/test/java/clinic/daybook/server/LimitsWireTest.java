package clinic.daybook.server;

import static clinic.daybook.server.Sample.newReservation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import clinic.daybook.protocol.Protocol;
import clinic.daybook.server.TestServer.Answer;
import clinic.daybook.server.TestServer.Desk;
import clinic.daybook.staff.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What nobody gets out of the server, whatever they send; over raw sockets. */
@Timeout(120)
class LimitsWireTest {

    private static final Duration PATIENCE = Duration.ofMillis(800);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir private Path directory;
    private TestServer server;
    private Desk desk;

    @BeforeEach
    void start() {
        server = new TestServer(directory, new Limits(2, 12, Duration.ofSeconds(4), PATIENCE));
        desk = server.enrol("Desk 1");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String head(String method, String path, String... further) {
        return method
                + " "
                + path
                + " HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer "
                + desk.token()
                + "\r\n"
                + String.join("", further);
    }

    @Test
    void aBodyThatIsTooLongIsRefusedBeforeItHasCome() throws IOException {
        try (RawLine line = RawLine.to(server)) {
            line.send(head("POST", "/v1/commits", "Content-Length: 9999999999\r\n\r\n"));
            line.socket.shutdownOutput();
            assertThat(line.line()).contains(" 413 ");
        }
    }

    @Test
    void aChunkedBodyIsCutWhileItIsRead() throws IOException {
        try (RawLine line = RawLine.to(server)) {
            line.send(head("POST", "/v1/commits", "Transfer-Encoding: chunked\r\n\r\n"));
            byte[] chunk = ("10000\r\n" + "a".repeat(0x10000) + "\r\n").getBytes();
            for (int sent = 0; sent <= Protocol.MAX_BODY_BYTES; sent += 0x10000) {
                line.send(chunk);
            }
            line.send("0\r\n\r\n");
            assertThat(line.line()).contains(" 413 ");
            assertThat(line.rest()).contains("body-too-large");
        }
    }

    @Test
    void aCompressedBodyIsNotUnpacked() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 64; i++) {
                gzip.write(blanks);
            }
        }
        try (RawLine line = RawLine.to(server)) {
            line.send(
                    head(
                            "POST",
                            "/v1/commits",
                            "Connection: close\r\nContent-Encoding: gzip\r\nContent-Length: ",
                            bytes.size() + "\r\n\r\n"));
            line.send(bytes.toByteArray());
            assertThat(line.line()).contains(" 400 ");
            assertThat(line.rest()).contains("malformed-request");
        }
    }

    @Test
    void whoIsNotKnownYetSendsLittle() {
        byte[] long64 = ("{\"code\":\"" + "A".repeat(70_000) + "\"}").getBytes();
        Answer answer = server.post("/v1/desks", null, long64);
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo("body-too-large");
    }

    @Test
    void deepJsonIsRefused() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        Answer answer =
                server.post(
                        "/v1/commits",
                        desk.token(),
                        ("{\"storeId\":\"x\",\"commits\":" + deep + "}").getBytes());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("malformed-request");
    }

    @Test
    void aHeadIsAtMostEightKiB() throws IOException {
        try (RawLine line = RawLine.to(server)) {
            line.send(head("GET", "/healthz", "X-Long: " + "x".repeat(9_000) + "\r\n\r\n"));
            assertThat(line.line()).contains(" 431 ");
        }
    }

    @Test
    void aHeadThatTricklesIsCut() throws Exception {
        try (RawLine line = RawLine.to(server)) {
            line.send("GET /healthz HTTP/1.1\r\nHost: here\r\n");
            assertThat(line.isCutWhileTrickling("X: y\r\n", PAUSE, SOON)).isTrue();
        }
    }

    @Test
    void aLineOnWhichNothingWasAskedIsCut() throws Exception {
        try (RawLine line = RawLine.to(server)) {
            assertThat(line.rest()).isEmpty();
        }
    }

    @Test
    void aBodyThatTricklesIsCut() throws Exception {
        try (RawLine line = RawLine.to(server)) {
            line.send(head("POST", "/v1/commits", "Content-Length: 100000\r\n\r\n"));
            assertThat(line.isCutWhileTrickling("a", PAUSE, SOON)).isTrue();
        }
    }

    @Test
    void aLineMayRestBetweenRequestsAndAskAgain() throws Exception {
        try (RawLine line = RawLine.to(server)) {
            for (int i = 0; i < 3; i++) {
                line.send("GET /healthz HTTP/1.1\r\nHost: here\r\n\r\n");
                assertThat(line.line()).contains(" 200 ");
                String read = line.line();
                while (!read.equals("alive")) {
                    read = line.line();
                }
                // Longer than a head may take; a rest is no head.
                Thread.sleep(PATIENCE.multipliedBy(2).toMillis());
            }
        }
    }

    @Test
    void whoReadsAnAnswerTooSlowlyIsCut() throws Exception {
        String staff = server.staff(Role.FRONT_DESK);
        byte[] memo = ("m".repeat(60_000)).getBytes();
        for (int i = 0; i < 40; i++) {
            assertThat(server.commit(desk, bigReservation(staff, memo)).outcomes())
                    .containsExactly("accepted");
        }
        try (RawLine line = RawLine.to(server)) {
            for (int i = 0; i < 8; i++) {
                line.send(head("GET", "/v1/events?limit=10000", "\r\n"));
            }
            // It reads nothing; what waits for it has an end all the same.
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> line.isCutWhileTrickling("GET ", PAUSE, PAUSE));
        }
    }

    private static com.fasterxml.jackson.databind.node.ObjectNode bigReservation(
            String staff, byte[] memo) {
        var commit = newReservation(staff);
        ((com.fasterxml.jackson.databind.node.ObjectNode)
                        commit.path("events").path(0).path("data"))
                .put("padding", new String(memo, StandardCharsets.US_ASCII));
        return commit;
    }

    @Test
    void noMoreConnectionsAreTakenThanAllowed() throws Exception {
        List<RawLine> lines = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                RawLine line = RawLine.to(server);
                line.send("GET /healthz HTTP/1.1\r\nHost: here\r\n\r\n");
                lines.add(line);
            }
            long answered = 0;
            for (RawLine line : lines) {
                line.socket.setSoTimeout(300);
                try {
                    answered += line.line().contains(" 200 ") ? 1 : 0;
                } catch (IOException waits) {
                    assertThat(waits).isInstanceOf(java.net.SocketTimeoutException.class);
                }
            }
            assertThat(answered).isBetween(1L, 12L);
        } finally {
            for (RawLine line : lines) {
                line.close();
            }
        }
        await().atMost(SOON)
                .ignoreExceptions()
                .until(() -> server.get("/healthz", null).status() == 200);
    }

    @Test
    void moreLiveLinesThanAllowedAreToldToComeLater() throws Exception {
        List<WebSocket> open = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Heard heard = live();
            open.add(heard.socket);
            heard.hello.get(20, TimeUnit.SECONDS);
        }
        Response refused = live().refused.get(20, TimeUnit.SECONDS);
        assertThat(refused.code()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isNotNull();
        open.getFirst().cancel();
        await().atMost(SOON)
                .until(() -> {
                    Heard again = live();
                    return again.hello
                            .completeOnTimeout(false, 2, TimeUnit.SECONDS)
                            .exceptionally(_ -> false)
                            .join();
                });
    }

    @Test
    void aMessageFromADeskIsShort() throws Exception {
        Heard heard = live();
        heard.hello.get(20, TimeUnit.SECONDS);
        heard.socket.send("x".repeat(20_000));
        assertThat(heard.closed.get(20, TimeUnit.SECONDS)).isEqualTo(1009);
    }

    @Test
    void aDeskThatNeverStopsTalkingIsCut() throws Exception {
        Heard heard = live();
        heard.hello.get(20, TimeUnit.SECONDS);
        for (int i = 0; i <= 10_001; i++) {
            heard.socket.send("{\"type\":\"chatter\"}");
        }
        assertThat(heard.closed.get(30, TimeUnit.SECONDS)).isEqualTo(1008);
    }

    private static final class Heard extends WebSocketListener {
        final CompletableFuture<Boolean> hello = new CompletableFuture<>();
        final CompletableFuture<Integer> closed = new CompletableFuture<>();
        final CompletableFuture<Response> refused = new CompletableFuture<>();
        WebSocket socket;

        @Override
        public void onMessage(WebSocket webSocket, String text) {
            hello.complete(true);
        }

        @Override
        public void onClosing(WebSocket webSocket, int code, String reason) {
            closed.complete(code);
            webSocket.close(1000, null);
        }

        @Override
        public void onFailure(WebSocket webSocket, Throwable t, Response response) {
            hello.completeExceptionally(t);
            if (response == null) {
                refused.completeExceptionally(t);
            } else {
                refused.complete(response);
            }
        }
    }

    private Heard live() {
        Heard heard = new Heard();
        heard.socket =
                server.client.newWebSocket(
                        new Request.Builder()
                                .url(server.url("/v1/live?after=0"))
                                .header("Authorization", "Bearer " + desk.token())
                                .build(),
                        heard);
        return heard;
    }
}
