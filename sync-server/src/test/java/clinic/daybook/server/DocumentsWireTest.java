package clinic.daybook.server;

import static clinic.daybook.server.Sample.newReservation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import clinic.daybook.server.TestServer.Answer;
import clinic.daybook.server.TestServer.Desk;
import clinic.daybook.server.http.HttpServer;
import clinic.daybook.server.store.ServerPlatform;
import clinic.daybook.staff.Role;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The documents of the protocol say what the server does: every route and status, each provoked.
 * That bodies and headers are as documented is checked with every answer that any test gets, in
 * {@link TestServer}; live messages likewise, in {@link LiveLine}.
 */
@Timeout(120)
class DocumentsWireTest {

    @TempDir private Path directory;

    private final Contract contract = Contract.served();
    private final Set<String> seen = new TreeSet<>();

    private Answer get(TestServer server, String path, String token, String... headers) {
        return saw("GET", path, server.get(path, token, headers));
    }

    private Answer post(TestServer server, String path, String token, Object body) {
        return saw("POST", path, server.post(path, token, TestServer.json(body)));
    }

    private Answer saw(String method, String path, Answer answer) {
        seen.add(contract.route(method, path) + " " + answer.status());
        return answer;
    }

    @Test
    void everyRouteIsDocumentedAndEveryDocumentedRouteIsThere() {
        Set<String> registered = new TreeSet<>();
        ServerPart part =
                new ServerPart() {
                    @Override
                    public void routes(JavalinDefaultRoutingApi routes) {
                        ((RoutesConfig) routes)
                                .getCfg$javalin().internalRouter.allHttpHandlers().stream()
                                        .map(parsed -> parsed.endpoint)
                                        .filter(endpoint -> endpoint.method.isHttpMethod())
                                        .map(endpoint -> endpoint.method + " " + endpoint.path)
                                        .forEach(registered::add);
                    }

                    @Override
                    public void start() {}

                    @Override
                    public void close() {}
                };
        try (ServerCore core =
                ServerCore.open(
                        Config.local(directory, 0),
                        InstantSource.system(),
                        ServerPlatform.installed())) {
            HttpServer http = core.http(List.of(part));
            assertThat(http).isNotNull();
        }
        // It stands before Javalin.
        registered.add("GET /v1/live");
        assertThat(registered).isEqualTo(contract.routes());
    }

    @Test
    void everyDocumentedStatusIsWhatTheServerAnswers() throws Exception {
        try (TestServer server = new TestServer(directory)) {
            Desk desk = server.enrol("Desk 1");
            seen.add("POST /v1/desks 201");
            String staff = server.staff(Role.FRONT_DESK);
            good(server, desk, staff);
            malformed(server, desk);
            withoutToken(server);
            wrongSecrets(server, desk, staff);
            whileStopping(server, desk, staff);
        }
        assertThat(seen).containsAll(contract.answers());
    }

    private void good(TestServer server, Desk desk, String staff) throws Exception {
        ObjectNode booked = newReservation(staff);
        ObjectNode late = newReservation(staff);
        byte[] commits = TestServer.request(desk, booked, late);
        contract.checkRequest("POST /v1/commits", commits);
        saw("POST", "/v1/commits", server.post("/v1/commits", desk.token(), commits));
        get(server, "/v1/events?after=0", desk.token());
        get(server, "/v1/bootstrap?day=2026-03-03", desk.token());
        get(server, "/v1/streams/" + booked.get("streamId").asText(), desk.token());
        get(server, "/v1/store", desk.token());
        get(server, "/v1/staff/verifiers", desk.token());
        for (String path : List.of("/healthz", "/readyz", "/metrics")) {
            get(server, path, null);
        }
        get(server, "/openapi.json", null);
        get(server, "/asyncapi.json", null);
        byte[] session = TestServer.json(Map.of("staffId", staff, "pin", "123456"));
        contract.checkRequest("POST /v1/sessions", session);
        saw("POST", "/v1/sessions", server.post("/v1/sessions", desk.token(), session));
        saw("POST", "/v1/desks/token", server.post("/v1/desks/token", desk.token(), new byte[0]));
        byte[] enrol = TestServer.json(Map.of("code", "x", "name", "d", "deskId", desk.id()));
        contract.checkRequest("POST /v1/desks", enrol);
        LiveLine line = LiveLine.open(server.client, server.url(""), desk.token(), "after=0");
        line.next("hello");
        seen.add("GET /v1/live 101");
    }

    private void malformed(TestServer server, Desk desk) {
        for (String path : List.of("/v1/desks", "/v1/desks/token", "/v1/sessions", "/v1/commits")) {
            post(server, path, desk.token(), List.of());
            saw("POST", path, server.post(path, desk.token(), new byte[5 << 20]));
        }
        get(server, "/v1/events?after=x", desk.token());
        get(server, "/v1/events?store=other", desk.token());
        get(server, "/v1/bootstrap?day=today", desk.token());
        get(server, "/v1/streams/" + Sample.id("customer"), desk.token());
        get(server, "/v1/streams/" + Sample.id("customer") + "?from=x", desk.token());
        get(server, "/v1/live", desk.token());
        get(server, "/v1/live?after=x", desk.token(), "Upgrade", "websocket");
        Object other = Map.of("storeId", "other", "commits", List.of());
        post(server, "/v1/commits", desk.token(), other);
        // No status of its own in the document: any other error is a problem document, too.
        assertThat(server.get("/v1/commits", desk.token()).code()).isEqualTo("method-not-allowed");
    }

    private void withoutToken(TestServer server) {
        for (String answer : contract.answers()) {
            if (answer.endsWith(" 401")) {
                String[] parts = answer.split(" ", -1);
                ask(server, parts[0], path(parts[1]), "no-token");
            }
        }
    }

    private void wrongSecrets(TestServer server, Desk desk, String staff) {
        for (int i = 0; i < 6; i++) {
            post(server, "/v1/desks", null, Map.of("code", "AAAA-AAAA-AAAA", "name", "d"));
            post(server, "/v1/sessions", desk.token(), Map.of("staffId", staff, "pin", "000000"));
        }
    }

    private void whileStopping(TestServer server, Desk desk, String staff) throws Exception {
        byte[] body = TestServer.request(desk, newReservation(staff));
        try (SlowRequest slow = new SlowRequest(server.url(""), desk, body);
                ExecutorService closer = Executors.newSingleThreadExecutor()) {
            Future<?> closed = closer.submit(() -> server.runtime().close());
            await().until(() -> server.get("/readyz", null).status() == 503);
            get(server, "/readyz", null);
            for (String answer : contract.answers()) {
                if (answer.contains(" /v1/") && answer.endsWith(" 503")) {
                    String[] parts = answer.split(" ", -1);
                    Answer refused = ask(server, parts[0], path(parts[1]), desk.token());
                    assertThat(refused.code()).as(answer).isEqualTo("stopping");
                }
            }
            assertThat(slow.finish()).anyMatch(line -> line.contains("\"accepted\""));
            closed.get();
        }
    }

    private Answer ask(TestServer server, String method, String path, String token) {
        return method.equals("GET")
                ? get(server, path, token)
                : post(server, path, token, Map.of());
    }

    private static String path(String template) {
        return template.replace("{streamId}", Sample.id("customer"));
    }

    @Test
    void theDocumentsAreServedAsTheyAre() throws Exception {
        try (TestServer server = new TestServer(directory)) {
            for (String name : List.of("openapi.json", "asyncapi.json")) {
                try (InputStream in = HttpServer.class.getResourceAsStream(name)) {
                    assertThat(server.get("/" + name, null).body()).isEqualTo(in.readAllBytes());
                }
            }
            assertThat(server.get("/openapi.json", null).json().get("openapi").asText())
                    .startsWith("3.1");
            assertThat(server.get("/asyncapi.json", null).json().get("asyncapi").asText())
                    .startsWith("3.0");
        }
    }
}
