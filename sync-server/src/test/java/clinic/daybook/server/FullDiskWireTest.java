package clinic.daybook.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import clinic.daybook.server.TestServer.Answer;
import clinic.daybook.server.TestServer.Desk;
import clinic.daybook.server.store.SqliteDatabase;
import clinic.daybook.server.store.StoreVerifier;
import clinic.daybook.staff.Role;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server on a disk without room says so, and goes on once there is room (I1, I10). */
@Timeout(120)
class FullDiskWireTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir private Path directory;
    private Path disk;
    private boolean mounted;

    @BeforeEach
    void mountASmallDisk() throws Exception {
        disk = Files.createDirectories(directory.resolve("small"));
        mounted = run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString());
        assumeTrue(mounted);
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(run("umount", disk.toString())).isTrue();
        }
    }

    private static boolean run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }

    @Test
    void whatDoesNotFitIs503AndTakenOnceThereIsRoom() throws Exception {
        List<String> accepted = new ArrayList<>();
        try (TestServer server = new TestServer(disk.resolve("data"))) {
            Desk desk = server.enrol("Desk 1");
            String staff = server.staff(Role.FRONT_DESK);
            Path filler = disk.resolve("filler");
            fill(filler);
            ObjectNode refused = null;
            while (refused == null) {
                ObjectNode commit = Sample.newReservation(staff);
                Answer answer = server.commit(desk, commit);
                if (answer.status() == 200) {
                    accepted.add(commit.get("commitId").asText());
                } else {
                    assertThat(answer.status()).isEqualTo(503);
                    assertThat(answer.code()).isEqualTo("storage-failed");
                    assertThat(answer.headers().get("Retry-After")).matches("[1-9][0-9]*");
                    refused = commit;
                }
            }
            assertThat(server.get("/readyz", null).code()).isEqualTo("storage-failed");
            assertThat(server.get("/healthz", null).status()).isEqualTo(200);
            Files.delete(filler);
            await().atMost(LONG).until(() -> server.get("/readyz", null).status() == 200);
            assertThat(server.commit(desk, refused).outcomes()).containsExactly("accepted");
            accepted.add(refused.get("commitId").asText());
        }
        try (SqliteDatabase database =
                SqliteDatabase.open(disk.resolve("data"), InstantSource.system())) {
            assertThat(new StoreVerifier(database.events()).verify().findings()).isEmpty();
            assertThat(database.events().readAfter(0, Integer.MAX_VALUE))
                    .filteredOn(event -> event.type().equals("ReservationBooked"))
                    .extracting(event -> event.commitId().toString())
                    .containsExactlyElementsOf(accepted);
        }
    }

    private static void fill(Path file) throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(Files.size(file)).isPositive();
        }
    }
}
