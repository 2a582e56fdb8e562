package clinic.daybook.installer.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import clinic.daybook.codec.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two real desk processes and a real server process. I1, I2, I4, I5 and I10: the server is killed
 * in the middle, both desks go on, and when it is back nothing is lost and nothing doubled.
 */
class TwoDesksAndAServerTest {

    private static final int ROUND = 40;

    @TempDir Path directory;

    private final List<JavaProcess> processes = new ArrayList<>();

    @AfterEach
    void stopAll() {
        processes.forEach(JavaProcess::close);
    }

    @Test
    void theServerIsKilledInTheMiddleAndNothingIsLostOrDoubled() throws Exception {
        int port = freePort();
        JavaProcess server = startServer(port);
        String staffId = hire();
        JavaProcess a = startDesk("a", staffId, 1, port);
        JavaProcess b = startDesk("b", staffId, 2, port);

        Set<String> kept = new HashSet<>();
        kept.addAll(work(a, b, ROUND));
        a.send("work " + ROUND);
        b.send("work " + ROUND);
        server.kill();
        kept.addAll(answers(a));
        kept.addAll(answers(b));
        kept.addAll(work(a, b, ROUND));
        // The desks die too; what they had called saved is on their disks.
        a.kill();
        a = restartDesk("a", staffId, 3);
        startServer(port);
        kept.addAll(work(a, b, ROUND));

        JavaProcess deskA = a;
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> {
                    JsonNode first = status(deskA);
                    JsonNode second = status(b);
                    assertThat(first.get("unsent").intValue()).isZero();
                    assertThat(second.get("unsent").intValue()).isZero();
                    assertThat(first.get("position"))
                            .isEqualTo(first.get("head"))
                            .isEqualTo(second.get("position"));
                    assertThat(first.get("digest")).isEqualTo(second.get("digest"));
                });
        assertEverythingIsThereOnce(port, kept, status(a), status(b));
    }

    /** Each kept change is in the server's log once, or waits for a person. */
    private void assertEverythingIsThereOnce(int port, Set<String> kept, JsonNode a, JsonNode b)
            throws Exception {
        JavaProcess verify =
                track(
                        JavaProcess.start(
                                "verify",
                                directory.resolve("verify.log"),
                                "clinic.daybook.server.Main",
                                "verify",
                                "--data",
                                directory.resolve("server").toString()));
        verify.finish();
        Set<String> found = new HashSet<>();
        a.get("attention").forEach(id -> found.add(id.textValue()));
        b.get("attention").forEach(id -> found.add(id.textValue()));
        Map<String, List<Long>> versions = new TreeMap<>();
        Set<String> eventIds = new HashSet<>();
        for (JsonNode event : ServerLog.read("http://127.0.0.1:" + port, cli("enrol"))) {
            found.add(event.get("commitId").textValue());
            versions.computeIfAbsent(event.get("streamId").textValue(), id -> new ArrayList<>())
                    .add(event.get("version").longValue());
            assertThat(eventIds.add(event.get("eventId").textValue())).isTrue();
        }
        versions.forEach((stream, seen) -> {
            for (int i = 0; i < seen.size(); i++) {
                assertThat(seen.get(i)).as(stream).isEqualTo(i + 1L);
            }
        });
        assertThat(found).containsAll(kept);
        assertThat(kept).hasSizeGreaterThan(ROUND);
    }

    private static List<String> work(JavaProcess a, JavaProcess b, int count) throws Exception {
        a.send("work " + count);
        b.send("work " + count);
        List<String> kept = new ArrayList<>(answers(a));
        kept.addAll(answers(b));
        return kept;
    }

    private static List<String> answers(JavaProcess desk) throws Exception {
        String line = desk.await("work", answer -> answer.startsWith("work "));
        List<String> ids = new ArrayList<>();
        Json.mapper().readTree(line.substring(5)).forEach(id -> ids.add(id.textValue()));
        return ids;
    }

    private static JsonNode status(JavaProcess desk) throws Exception {
        return Json.mapper().readTree(desk.ask("status"));
    }

    private JavaProcess startServer(int port) throws Exception {
        JavaProcess server =
                track(
                        JavaProcess.start(
                                "server",
                                directory.resolve("server.log"),
                                "clinic.daybook.server.Main",
                                "server",
                                "--data",
                                directory.resolve("server").toString(),
                                "--port",
                                Integer.toString(port)));
        server.await("listening", line -> line.startsWith("listening on http://"));
        return server;
    }

    private String hire() throws Exception {
        return cli("staff", "add", "--name", "배소윤", "--role", "manager", "--pin", "123456");
    }

    private String cli(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--data");
        all.add(directory.resolve("server").toString());
        JavaProcess process =
                track(
                        JavaProcess.start(
                                arguments[0],
                                directory.resolve("cli.log"),
                                "clinic.daybook.server.Main",
                                all.toArray(String[]::new)));
        return process.finish().getLast().strip();
    }

    private JavaProcess startDesk(String name, String staffId, long seed, int port)
            throws Exception {
        JavaProcess desk = restartDesk(name, staffId, seed);
        String code = cli("enrol", "--name", name);
        assertThat(desk.ask("enrol http://127.0.0.1:" + port + " " + code + " " + name))
                .isEqualTo("done");
        return desk;
    }

    private JavaProcess restartDesk(String name, String staffId, long seed) throws Exception {
        JavaProcess desk =
                track(
                        JavaProcess.start(
                                "desk-" + name,
                                directory.resolve("desk-" + name + ".log"),
                                DeskAgentMain.class.getName(),
                                directory.resolve("desk-" + name).toString(),
                                staffId,
                                Long.toString(seed)));
        desk.await("ready", line -> line.startsWith("ready"));
        return desk;
    }

    private JavaProcess track(JavaProcess process) {
        processes.add(process);
        return process;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
