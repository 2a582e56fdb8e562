package clinic.daybook.server;

import static clinic.daybook.server.Sample.newReservation;
import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.server.TestServer.Answer;
import clinic.daybook.server.TestServer.Desk;
import clinic.daybook.staff.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus reads. */
class MetricsWireTest {

    /** Scripts and dashboards are built on these: they stay. */
    private static final List<String> NAMES =
            List.of(
                    "daybook_head_position",
                    "daybook_desks",
                    "daybook_desks_online",
                    "daybook_live_connections",
                    "daybook_writes_waiting",
                    "daybook_store_bytes",
                    "daybook_append_seconds_count",
                    "daybook_append_seconds_bucket{le=\"+Inf\"}",
                    "daybook_commits_total{result=\"accepted\"}",
                    "daybook_build_info{version=\"unpackaged\"}",
                    "jvm_threads_current");

    @TempDir private Path directory;
    private TestServer server;

    @BeforeEach
    void start() {
        server = new TestServer(directory);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Map<String, Double> figures() {
        Answer answer = server.get("/metrics", null);
        assertThat(answer.headers().get("Content-Type"))
                .isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        Map<String, Double> figures = new TreeMap<>();
        for (String line : answer.text().lines().filter(l -> !l.startsWith("#")).toList()) {
            int end = line.lastIndexOf(' ');
            figures.put(line.substring(0, end), Double.valueOf(line.substring(end + 1)));
        }
        return figures;
    }

    @Test
    void figuresKeepTheirNamesAndTellWhatHappened() {
        Desk desk = server.enrol("Desk 1");
        String staff = server.staff(Role.FRONT_DESK);
        server.commit(desk, newReservation(staff), newReservation(staff));
        server.commit(desk, newReservation(Sample.id("staff")));
        long head = server.get("/v1/store", desk.token()).json().get("head").asLong();
        Map<String, Double> figures = figures();
        assertThat(figures).containsKeys(NAMES.toArray(String[]::new));
        assertThat(figures)
                .containsEntry("daybook_head_position", (double) head)
                .containsEntry("daybook_commits_total{result=\"accepted\"}", 2.0)
                .containsEntry("daybook_commits_total{result=\"unknown-actor\"}", 1.0)
                .containsEntry("daybook_append_seconds_count", 1.0)
                .containsEntry("daybook_desk_lag{desk=\"" + desk.id() + "\"}", (double) head);
        assertThat(figures.get("daybook_store_bytes")).isGreaterThan(4096);
        assertThat(server.get("/metrics", null).text())
                .contains("\ndaybook_head_position " + head + "\n");
    }

    @Test
    void requestsAreCountedByTheRouteAsRegisteredAndByNothingThatTheyBringAlong() throws Exception {
        Desk desk = server.enrol("김민지의 데스크");
        server.get("/v1/streams/customer-kimminji", desk.token());
        server.get("/v1/streams/" + Sample.id("customer"), desk.token());
        server.get("/v1/nowhere/kimminji", null);
        server.get("/v1/events", "a-token");
        server.get("/v1/live", null);
        server.post("/healthz", null, new byte[0]);
        LiveLine.open(server.client, server.url(""), desk.token(), "after=0").next("hello");
        Map<String, Double> figures = figures();
        assertThat(figures)
                .containsEntry(requests("/v1/desks", 201), 1.0)
                .containsEntry(requests("/v1/streams/{streamId}", 404), 2.0)
                .containsEntry(requests("/v1/events", 401), 1.0)
                .containsEntry(requests("/v1/live", 401), 1.0)
                .containsEntry(requests("/v1/live", 101), 1.0)
                .containsEntry(requests("none", 404), 1.0)
                .containsEntry(requests("none", 405), 1.0);
        assertThat(figures.keySet()).noneMatch(name -> name.contains("kimminji"));
        assertThat(figures.keySet()).noneMatch(name -> name.contains("데스크"));
    }

    private static String requests(String route, int status) {
        return "daybook_http_requests_total{route=\"" + route + "\",status=\"" + status + "\"}";
    }
}
