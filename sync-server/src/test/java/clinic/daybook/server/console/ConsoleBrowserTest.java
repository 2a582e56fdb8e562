package clinic.daybook.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.codec.Json;
import clinic.daybook.server.Config;
import clinic.daybook.server.ServerRuntime;
import clinic.daybook.server.console.ConsoleSnapshot.Desk;
import clinic.daybook.server.kinesis.ForwarderStatus;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The console in a real browser. Leaves screenshots in {@code target/screenshots}. */
@Timeout(120)
class ConsoleBrowserTest {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    private static Playwright playwright;
    private static Browser browser;

    @BeforeAll
    static void openBrowser() {
        Path chromium = chromium();
        playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(chromium)
                                        .setHeadless(true)
                                        .setArgs(
                                                List.of(
                                                        "--no-sandbox",
                                                        "--disable-gpu",
                                                        "--disable-quic",
                                                        "--no-first-run",
                                                        "--disable-background-networking",
                                                        "--disable-component-update",
                                                        "--disable-sync")));
    }

    @AfterAll
    static void closeBrowser() {
        if (playwright != null) {
            playwright.close();
        }
    }

    @Test
    void theAdministratorSignsInOnceAndSeesADeskComeOnline() {
        List<Desk> desks = new ArrayList<>(Snapshots.afternoon());
        try (ConsoleServer server = server(desks);
                BrowserContext context = context("ko-KR", ColorScheme.LIGHT)) {
            List<String> complaints = new ArrayList<>();
            Page page = context.newPage();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error") || message.type().equals("warning")) {
                    complaints.add(message.text());
                }
            });
            String link = server.url(server.console.newSignInPath());
            page.navigate(link);
            assertThat(page).hasURL(server.url("/console"));
            Locator desk = page.locator("tr", new Page.LocatorOptions().setHasText("데스크 4"));
            assertThat(desk).containsText("오프라인");
            assertThat(page.getByText("데스크 4, 18분째 보이지 않습니다")).isVisible();
            screenshot(page, "console-ko-light");
            page.getByText("2(으)로 올리기").click();
            assertThat(page.locator(".card")).containsText("데스크 4");
            screenshot(page, "console-write-level-ko-light");
            page.getByText("그래도 2(으)로 올리기").click();
            assertThat(page).hasURL(server.url("/console"));
            assertThat(server.raised.get()).isEqualTo(2);
            page.getByText("다시 보내기…").click();
            page.getByLabel("시작 위치").fill("99999999");
            screenshot(page, "console-replay-ko-light");
            page.getByLabel("시작 위치").press("Enter");
            assertThat(page.locator(".warning")).containsText("18,207");
            // The browser notes that a position was refused.
            complaints.clear();
            page.getByLabel("시작 위치").fill("18000");
            page.getByLabel("시작 위치").press("Enter");
            assertThat(page).hasURL(server.url("/console"));
            assertThat(server.replayed.get()).isEqualTo(18_000);

            desks.set(3, Snapshots.online("데스크 4", 18_207));
            server.snapshot =
                    Snapshots.of(
                            Snapshots.NOW,
                            Snapshots.running(),
                            100_000,
                            desks,
                            Snapshots.refusals());
            assertThat(desk).containsText("연결됨");
            assertThat(page.getByText("보이지 않습니다")).hasCount(0);
            assertThat(complaints).as("the browser's complaints").isEmpty();

            try (BrowserContext stranger = context("ko-KR", ColorScheme.LIGHT)) {
                Page other = stranger.newPage();
                assertThat(other.navigate(link).status()).isEqualTo(403);
                assertThat(other.locator(".card")).containsText("이미 쓰였거나");
                assertThat(other.locator("button")).hasCount(0);
                screenshot(other, "console-sign-in-ko-light");
            }
        }
    }

    @Test
    void showsADeskOfARealServerComeOnline(@TempDir Path data) throws IOException {
        try (ServerRuntime server =
                        ServerRuntime.start(Config.local(data, 0), InstantSource.system());
                BrowserContext context = context("ko-KR", ColorScheme.LIGHT)) {
            Page page = context.newPage();
            page.navigate(server.newConsoleUrl());
            assertThat(page.getByText("아직 등록된 데스크가 없습니다.")).isVisible();

            OkHttpClient http = new OkHttpClient();
            String token = enrol(http, server, "접수대");
            Locator desk = page.locator("tr", new Page.LocatorOptions().setHasText("접수대"));
            assertThat(desk).containsText("오프라인");

            Request request =
                    new Request.Builder()
                            .url(server.url() + "/v1/live")
                            .header("Authorization", "Bearer " + token)
                            .build();
            WebSocket line = http.newWebSocket(request, new WebSocketListener() {});
            assertThat(desk).containsText("연결됨");
            line.send(
                    """
                    {"type":"ack","position":0,"pending":3,"needsYou":0,"appVersion":"9.8.7",
                     "clockOffsetMs":61000}\
                    """);
            assertThat(desk).containsText("9.8.7");
            assertThat(page.getByText("접수대의 시계가 1분 빠릅니다")).isVisible();
            screenshot(page, "console-real-server-ko-light");
            line.cancel();
            assertThat(desk).containsText("오프라인");
            assertThat(desk).containsText("3?");
            http.dispatcher().executorService().shutdown();
        }
    }

    private static String enrol(OkHttpClient http, ServerRuntime server, String name)
            throws IOException {
        String json =
                Json.mapper()
                        .createObjectNode()
                        .put("code", server.enrolmentCode(null))
                        .put("name", name)
                        .toString();
        Request request =
                new Request.Builder()
                        .url(server.url() + "/v1/desks")
                        .post(RequestBody.create(json, MediaType.get("application/json")))
                        .build();
        try (Response response = http.newCall(request).execute()) {
            return Json.mapper().readTree(response.body().string()).get("token").asText();
        }
    }

    @Test
    void theLanguageIsSwitchedAndStays() {
        try (ConsoleServer server = server(Snapshots.afternoon());
                BrowserContext context = context("ko-KR", ColorScheme.DARK)) {
            Page page = context.newPage();
            page.navigate(server.url(server.console.newSignInPath()));
            assertThat(page.locator("h2").first()).hasText("살펴볼 것");
            page.getByText("EN", new Page.GetByTextOptions().setExact(true)).click();
            assertThat(page.locator("h2").first()).hasText("To look at");
            assertThat(page.locator("main")).not().containsText(Pattern.compile("확인|연결"));
            screenshot(page, "console-en-dark");

            page.reload();
            assertThat(page.locator("html")).hasAttribute("lang", "en");
            page.getByText("Sign out").click();
            assertThat(page.locator(".card")).containsText("Please sign in");
        }
    }

    @Test
    void saysSoWhenTheServerIsGone() {
        try (BrowserContext context = context("en-GB", ColorScheme.LIGHT)) {
            Page page = context.newPage();
            try (ConsoleServer server = server(List.of())) {
                page.navigate(server.url(server.console.newSignInPath()));
                assertThat(page.getByText("No desk is enrolled yet.")).isVisible();
                assertThat(page.locator(".lost-words")).isHidden();
                assertThat(page.getByText("Events do not go to Kinesis.")).isVisible();
            }
            assertThat(page.locator(".lost-words")).isVisible();
            screenshot(page, "console-lost-en-light");
        }
    }

    private static ConsoleServer server(List<Desk> desks) {
        Trend trend = new Trend();
        Snapshots.hour(trend);
        return new ConsoleServer(
                Snapshots.of(
                        Snapshots.NOW,
                        desks.isEmpty() ? ForwarderStatus.off(Snapshots.NOW) : Snapshots.running(),
                        100_000,
                        desks,
                        desks.isEmpty() ? List.of() : Snapshots.refusals()),
                trend);
    }

    private static BrowserContext context(String locale, ColorScheme scheme) {
        return browser.newContext(
                new Browser.NewContextOptions()
                        .setLocale(locale)
                        .setColorScheme(scheme)
                        .setViewportSize(1280, 800));
    }

    private static void screenshot(Page page, String name) {
        page.evaluate("document.fonts.ready");
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
    }

    private static Path chromium() {
        String named = System.getenv("DAYBOOK_CHROMIUM");
        if (named != null && Files.isExecutable(Path.of(named))) {
            return Path.of(named);
        }
        for (String directory : System.getenv("PATH").split(File.pathSeparator)) {
            for (String name : NAMES) {
                Path candidate = Path.of(directory, name);
                if (Files.isExecutable(candidate)) {
                    return candidate;
                }
            }
        }
        throw new IllegalStateException(
                "The console's tests need Chromium on the PATH: install the package chromium,"
                        + " or Google Chrome.");
    }
}
