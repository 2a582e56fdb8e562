package clinic.daybook.installer.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three real desk processes and a real server process, half a minute of cut, slow and half-open
 * lines, kill -9 and lost power: I1, I2, I3, I4, I5, I9 and I10.
 */
class BadDayTest {

    @TempDir Path directory;

    @Test
    void nothingIsLostAndNothingDoubled() throws Exception {
        long seed = ThreadLocalRandom.current().nextInt(1_000_000);
        List<String> happened = Collections.synchronizedList(new ArrayList<>());
        try (BadDay day = new BadDay(directory, seed, happened::add)) {
            BadDay.Outcome outcome = day.live(3, Duration.ofSeconds(30));

            assertThat(outcome.violations()).as("seed %d: %s", seed, happened).isEmpty();
            assertThat(outcome.saved()).as("seed %d: %s", seed, happened).isGreaterThan(100);
        }
    }
}
