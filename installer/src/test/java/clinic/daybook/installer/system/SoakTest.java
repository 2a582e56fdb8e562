package clinic.daybook.installer.system;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.server.store.TestPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * 32 writers and 200 live desks at a server process that is killed every seven seconds: I1, I2, I3
 * and I10. The long form is {@code ./daybook simulate --soak}.
 */
@Timeout(300)
class SoakTest {

    @TempDir private Path directory;

    private void soak(String database, Duration duration, int kills) throws Exception {
        long seed = ThreadLocalRandom.current().nextInt(1_000_000);
        List<String> happened = Collections.synchronizedList(new ArrayList<>());
        try (Soak soak = new Soak(directory, database, seed, happened::add)) {
            Soak.Outcome outcome =
                    soak.run(new Soak.Size(32, 200, duration, Duration.ofSeconds(7)));

            assertThat(outcome.violations()).as("seed %d: %s", seed, happened).isEmpty();
            assertThat(outcome.kills()).as("seed %d: %s", seed, happened).isGreaterThan(kills);
            assertThat(outcome.commits()).isGreaterThan(100);
            assertThat(outcome.lines()).isGreaterThan(200);
        }
    }

    @Test
    void everythingAcceptedIsThereOnceAndHeardOnceInSqlite() throws Exception {
        soak(null, Duration.ofSeconds(30), 1);
    }

    @Test
    void everythingAcceptedIsThereOnceAndHeardOnceInPostgres() throws Exception {
        soak(TestPostgres.newDatabase(), Duration.ofSeconds(15), 0);
    }
}
