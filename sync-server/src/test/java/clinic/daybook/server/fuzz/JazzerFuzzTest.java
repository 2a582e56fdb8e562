package clinic.daybook.server.fuzz;

import com.code_intelligence.jazzer.api.BugDetectors;
import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The same with a fuzzer that learns from the code that it reaches, for two minutes. Only where
 * {@code JAZZER_FUZZ} is set: its agent would slow down every test of the process.
 */
@EnabledIfEnvironmentVariable(named = "JAZZER_FUZZ", matches = ".+")
class JazzerFuzzTest {

    /** After so many requests the store is looked through. */
    private static final int ROUND = 2_000;

    private static FuzzedServer server;
    private static int attacks;

    @FuzzTest(maxDuration = "2m")
    void nothingThatComesOverTheLineMakesTheServerFail(FuzzedDataProvider data) throws IOException {
        if (server == null) {
            server = new FuzzedServer(Files.createTempDirectory("daybook-fuzz"));
        }
        // Whatever else it would connect to because of what came is a finding.
        int own = server.port();
        BugDetectors.allowNetworkConnections((_, port) -> port == own);
        server.attack(Choices.of(data));
        if (++attacks % ROUND == 0) {
            server.checkStillSound();
        }
    }

    @AfterAll
    static void checkStillSound() {
        if (server != null) {
            server.checkStillSound();
            server.close();
        }
    }
}
