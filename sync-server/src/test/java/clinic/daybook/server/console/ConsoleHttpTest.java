package clinic.daybook.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import okhttp3.FormBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who gets in, and what browsers are told. */
class ConsoleHttpTest {

    private final ConsoleServer server =
            new ConsoleServer(Snapshots.of(Snapshots.running(), 100_000, Snapshots.afternoon()));
    private final OkHttpClient http = new OkHttpClient.Builder().followRedirects(false).build();

    @AfterEach
    void stop() {
        server.close();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    @Test
    void nobodySeesAnythingWithoutASession() throws IOException {
        for (String path : new String[] {"/console", "/console/live"}) {
            try (Response response = get(path, null)) {
                assertThat(response.code()).isEqualTo(401);
                assertThat(response.body().string()).doesNotContain("데스크 1", "18,207");
            }
        }
        try (Response response = get("/console", "daybook-console=guess")) {
            assertThat(response.code()).isEqualTo(401);
        }
    }

    @Test
    void theLinkOpensOneSessionWithAStrictCookie() throws IOException {
        String path = server.console.newSignInPath();
        String cookie;
        try (Response response = get(path, null)) {
            assertThat(response.code()).isEqualTo(303);
            assertThat(response.header("Location")).isEqualTo("/console");
            String header = response.header("Set-Cookie");
            assertThat(header)
                    .contains("HttpOnly", "SameSite=Strict", "Path=/console")
                    .containsIgnoringCase("Max-Age=43200");
            cookie = header.substring(0, header.indexOf(';'));
        }
        try (Response response = get("/console", cookie)) {
            assertThat(response.code()).isEqualTo(200);
            assertThat(response.body().string()).contains("데스크 1", "18,207");
        }
        try (Response again = get(path, null)) {
            assertThat(again.code()).isEqualTo(403);
            assertThat(again.header("Set-Cookie")).isNull();
        }
        try (Response out = post("/console/sign-out", cookie)) {
            assertThat(out.code()).isEqualTo(303);
        }
        try (Response response = get("/console", cookie)) {
            assertThat(response.code()).isEqualTo(401);
        }
    }

    @Test
    void theWriteLevelIsRaisedByWhoIsSignedInAndWarned() throws IOException {
        try (Response response = get("/console/write-level", null)) {
            assertThat(response.code()).isEqualTo(401);
            assertThat(response.body().string()).doesNotContain("데스크 4");
        }
        try (Response response = post("/console/write-level", null, "level", "2")) {
            assertThat(response.code()).isEqualTo(401);
        }
        assertThat(server.raised.get()).isZero();
        String cookie;
        try (Response response = get(server.console.newSignInPath(), null)) {
            String header = response.header("Set-Cookie");
            cookie = header.substring(0, header.indexOf(';'));
        }
        try (Response response = get("/console", cookie)) {
            assertThat(response.body().string())
                    .contains("쓰기 수준 1", "href=\"/console/write-level\"");
        }
        try (Response response = get("/console/write-level", cookie)) {
            assertThat(response.body().string())
                    .contains("데스크 4", "데스크 6", "그래도 2(으)로 올리기")
                    .doesNotContain("데스크 1");
        }
        try (Response response = post("/console/write-level", cookie, "level", "many")) {
            assertThat(response.header("Location")).isEqualTo("/console/write-level");
        }
        try (Response response = post("/console/write-level", cookie, "level", "2")) {
            assertThat(response.code()).isEqualTo(303);
        }
        assertThat(server.raised.get()).isEqualTo(2);
    }

    @Test
    void whoIsSignedInHasEventsSentAgain() throws IOException {
        for (String cookie : new String[] {null, "daybook-console=guess"}) {
            try (Response response = post("/console/replay", cookie, "from", "7")) {
                assertThat(response.code()).isEqualTo(401);
            }
        }
        assertThat(server.replayed.get()).isZero();
        String cookie;
        try (Response response = get(server.console.newSignInPath(), null)) {
            String header = response.header("Set-Cookie");
            cookie = header.substring(0, header.indexOf(';'));
        }
        try (Response response = get("/console", cookie)) {
            assertThat(response.body().string()).contains("href=\"/console/replay\"");
        }
        for (String wrong : new String[] {"0", "many", "99999999", "<b>"}) {
            try (Response response = post("/console/replay", cookie, "from", wrong)) {
                assertThat(response.code()).isEqualTo(400);
                assertThat(response.body().string())
                        .contains("class=\"warning\"", "정수")
                        .doesNotContain("<b>");
            }
        }
        assertThat(server.replayed.get()).isZero();
        try (Response response = post("/console/replay", cookie, "from", " 7 ")) {
            assertThat(response.header("Location")).isEqualTo("/console");
        }
        assertThat(server.replayed.get()).isEqualTo(7);
    }

    @Test
    void browsersAreToldToRunAndFrameNothingElse() throws IOException {
        try (Response response = get("/console", null)) {
            assertThat(response.header("Content-Security-Policy"))
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(response.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(response.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(response.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(response.header("Cache-Control")).isEqualTo("no-store");
            assertThat(response.header("Access-Control-Allow-Origin")).isNull();
            assertThat(response.body().string()).doesNotContain("<script>", "style=", "http://");
        }
    }

    @Test
    void anUnchangedPageIsNotSentAgain() throws IOException {
        String cookie;
        try (Response response = get(server.console.newSignInPath(), null)) {
            String header = response.header("Set-Cookie");
            cookie = header.substring(0, header.indexOf(';'));
        }
        String seen;
        try (Response response = get("/console/live", cookie)) {
            String html = response.body().string();
            int start = html.indexOf("seen=") + "seen=".length();
            seen = html.substring(start, html.indexOf('"', start));
        }
        try (Response response = get("/console/live?seen=" + seen, cookie)) {
            assertThat(response.code()).isEqualTo(204);
        }
    }

    @Test
    void assetsComeFromTheJarAndNothingElseDoes() throws IOException {
        String assets = new Assets().path();
        for (String file :
                new String[] {"console.css", "console.js", "htmx.js", "DaybookSans-Bold.otf"}) {
            try (Response response = get(assets + "/" + file, null)) {
                assertThat(response.code()).as(file).isEqualTo(200);
                assertThat(response.header("Cache-Control")).contains("immutable");
            }
        }
        try (Response response = get(assets + "/console_ko.properties", null)) {
            assertThat(response.code()).isEqualTo(404);
        }
    }

    private Response get(String path, String cookie) throws IOException {
        return http.newCall(request(path, cookie).build()).execute();
    }

    private Response post(String path, String cookie, String field, String value)
            throws IOException {
        FormBody form = new FormBody.Builder().add(field, value).build();
        return http.newCall(request(path, cookie).post(form).build()).execute();
    }

    private Response post(String path, String cookie) throws IOException {
        Request.Builder request = request(path, cookie);
        return http.newCall(request.post(RequestBody.EMPTY).build()).execute();
    }

    private Request.Builder request(String path, String cookie) {
        Request.Builder request =
                new Request.Builder().url(server.url(path)).header("Accept-Language", "ko");
        return cookie == null ? request : request.header("Cookie", cookie);
    }
}
