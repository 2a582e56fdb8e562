package clinic.daybook.installer.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import clinic.daybook.codec.Json;
import clinic.daybook.server.store.TestPostgres;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two real server processes on one PostgreSQL and two real desk processes, each at a server of its
 * own: I2, I3, I4 and I5 when a server dies.
 */
@Timeout(300)
class SeveralServersTest {

    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir private Path directory;
    private ServerProcess first;
    private ServerProcess second;
    private final List<JavaProcess> desks = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        String database = TestPostgres.newDatabase();
        first = server("first", database);
        second = server("second", database);
        // Both at once: one of them makes the tables.
        first.start();
        second.start();
        first.awaitListening();
        second.awaitListening();
    }

    private ServerProcess server(String name, String database) throws IOException {
        Path own = Files.createDirectory(directory.resolve(name));
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new ServerProcess(own, free.getLocalPort(), JavaProcess.SHORT_LIVED, database);
        }
    }

    @AfterEach
    void stop() {
        desks.forEach(JavaProcess::close);
        first.close();
        second.close();
    }

    private JavaProcess desk(String name, String staff, String servers) throws Exception {
        JavaProcess desk =
                JavaProcess.start(
                        name,
                        directory.resolve(name + ".log"),
                        DeskAgentMain.class.getName(),
                        directory.resolve(name).toString(),
                        staff,
                        "7",
                        "0");
        desks.add(desk);
        String code = first.command("enrol", "--name", name);
        assertThat(desk.ask("enrol " + servers + " " + code + " " + name)).isEqualTo("done");
        return desk;
    }

    private static JsonNode status(JavaProcess desk) throws Exception {
        return Json.mapper().readTree(desk.ask("status"));
    }

    private static boolean liveBeyond(JavaProcess desk, long position) throws Exception {
        JsonNode status = status(desk);
        return status.path("connection").asText().equals("LIVE")
                && status.path("position").asLong() > position;
    }

    @Test
    void desksGoOnAtTheOtherServerWhenTheirsIsKilled() throws Exception {
        String staff =
                first.command(
                        "staff", "add", "--name", "배소윤", "--role", "manager", "--pin", "123456");
        JavaProcess here = desk("here", staff, first.url() + "," + second.url());
        JavaProcess there = desk("there", staff, second.url() + "," + first.url());

        // What is recorded through one server reaches the desk at the other.
        here.ask("begin");
        await().atMost(LONG).until(() -> liveBeyond(there, 20));
        there.ask("begin");

        first.kill();
        long atDeath = status(there).get("position").asLong();
        await().atMost(LONG).until(() -> liveBeyond(here, atDeath + 40));
        agree(here, there);

        // It comes back, and the other one dies: both desks end up there.
        first.start();
        first.awaitListening();
        second.kill();
        long before = status(here).get("position").asLong();
        here.ask("begin");
        there.ask("begin");
        await().atMost(LONG).until(() -> liveBeyond(here, before + 20));
        await().atMost(LONG).until(() -> liveBeyond(there, before + 20));
        agree(here, there);

        assertThat(first.command("verify")).startsWith("sound");
    }

    /** Nobody works any more: both have everything, and the same. */
    private static void agree(JavaProcess here, JavaProcess there) throws Exception {
        here.ask("pause");
        there.ask("pause");
        await().atMost(LONG)
                .untilAsserted(() -> {
                    JsonNode one = status(here);
                    JsonNode other = status(there);
                    assertThat(one.get("connection").asText()).isEqualTo("LIVE");
                    assertThat(one.get("unsent").asInt() + other.get("unsent").asInt()).isZero();
                    assertThat(one.get("position")).isEqualTo(other.get("position"));
                    assertThat(one.get("position")).isEqualTo(one.get("head"));
                    assertThat(one.get("digest")).isEqualTo(other.get("digest"));
                });
    }
}
