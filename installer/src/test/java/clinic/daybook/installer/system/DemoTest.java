package clinic.daybook.installer.system;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.codec.Json;
import clinic.daybook.installer.demo.DemoMain;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demonstration plays by itself in a process of its own, and everything that it shows holds.
 */
class DemoTest {

    private static final int PHOTOGRAPHS = 20;

    @TempDir Path directory;

    @Test
    void playsEverythingAndExplainsIt() throws Exception {
        Path out = directory.resolve("out");
        Path log = directory.resolve("demo.log");
        try (JavaProcess demo =
                JavaProcess.start("demo", log, DemoMain.class.getName(), "--out", out.toString())) {
            demo.finish();
        } catch (SystemFailure e) {
            throw new AssertionError(e.getMessage() + "\n" + Files.readString(log), e);
        }
        try (Stream<Path> files = Files.list(out)) {
            List<Path> pictures =
                    files.filter(file -> file.toString().endsWith(".png")).sorted().toList();
            assertThat(pictures).hasSize(PHOTOGRAPHS);
            assertThat(ImageIO.read(pictures.getFirst().toFile()).getWidth()).isEqualTo(1000);
        }
        JsonNode timeline = Json.mapper().readTree(Files.readString(out.resolve("timeline.json")));
        Set<String> digests = new HashSet<>();
        for (JsonNode desk : timeline.get("desks")) {
            assertThat(desk.get("pending").intValue()).isZero();
            digests.add(desk.get("position") + " " + desk.get("digest"));
        }
        assertThat(digests).as("I4").hasSize(1);
        assertThat(timeline.get("audit").findValuesAsText("what"))
                .contains(
                        "ReservationBooked",
                        "CustomerArrived",
                        "TreatmentAdded",
                        "PaymentReceived",
                        "RefundIssued",
                        "CustomerDeparted");
    }
}
