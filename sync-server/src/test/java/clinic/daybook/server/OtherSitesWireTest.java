package clinic.daybook.server;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.server.TestServer.Desk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page of another site gets from a browser that can reach the server: nothing. */
class OtherSitesWireTest {

    @TempDir private Path directory;
    private TestServer server;
    private Desk desk;

    @BeforeEach
    void start() {
        server = new TestServer(directory);
        desk = server.enrol("Desk 1");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/desks",
                "/v1/desks/token",
                "/v1/sessions",
                "/v1/staff/verifiers",
                "/v1/commits",
                "/v1/events",
                "/v1/streams/reservation-1",
                "/v1/live",
                "/healthz",
                "/readyz",
                "/metrics",
                "/console",
                "/console/write-level",
                "/console/replay",
                "/nowhere"
            })
    void noPageOfAnotherSiteMayReadAnAnswer(String path) throws IOException {
        for (String method : new String[] {"GET", "POST", "OPTIONS"}) {
            Request request =
                    new Request.Builder()
                            .url(server.url(path))
                            .header("Authorization", "Bearer " + desk.token())
                            .header("Origin", "https://elsewhere.example")
                            .header("Access-Control-Request-Method", "POST")
                            .header("Access-Control-Request-Headers", "authorization")
                            .method(
                                    method,
                                    method.equals("POST")
                                            ? RequestBody.create(new byte[0], null)
                                            : null)
                            .build();
            try (Response response = server.client.newCall(request).execute()) {
                assertThat(response.headers().names())
                        .as(method)
                        .noneMatch(name ->
                                name.toLowerCase(Locale.ROOT).startsWith("access-control-"));
                if (method.equals("OPTIONS")) {
                    assertThat(response.code()).isGreaterThanOrEqualTo(400);
                }
            }
        }
    }
}
