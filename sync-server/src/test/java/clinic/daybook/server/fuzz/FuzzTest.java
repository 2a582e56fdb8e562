package clinic.daybook.server.fuzz;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests, live lines and bytes that are nearly right: the same for a quarter of a minute, so that
 * a failure is news of the server; new ones for {@code -Ddaybook.fuzz.seconds}. A failure names the
 * seed that {@code -Ddaybook.fuzz.seed} replays.
 */
@Timeout(900)
class FuzzTest {

    private static final int ATTACKERS = 6;
    private static final long FIRST_SEED = 1;
    private static final Integer ASKED = Integer.getInteger("daybook.fuzz.seconds");
    private static final int SECONDS = ASKED == null ? 15 : ASKED;

    @TempDir private Path directory;

    @Test
    void nothingThatComesOverTheLineMakesTheServerFail() throws Exception {
        Long asked = Long.getLong("daybook.fuzz.seed");
        long seed = asked == null ? first() : asked;
        long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
        AtomicLong next = new AtomicLong(seed);
        try (FuzzedServer server = new FuzzedServer(directory);
                ExecutorService attackers = Executors.newFixedThreadPool(ATTACKERS)) {
            List<Future<?>> attacks = new ArrayList<>();
            for (int i = 0; i < (asked == null ? ATTACKERS : 1); i++) {
                attacks.add(
                        attackers.submit(() -> {
                            do {
                                attack(server, next.getAndIncrement());
                            } while (asked == null && System.nanoTime() < end);
                        }));
            }
            for (Future<?> attack : attacks) {
                attack.get();
            }
            server.checkStillSound();
        }
        System.out.println("fuzz: seeds " + seed + " to " + (next.get() - 1) + " held");
    }

    private static long first() {
        return ASKED == null ? FIRST_SEED : ThreadLocalRandom.current().nextInt(1_000_000_000);
    }

    private static void attack(FuzzedServer server, long seed) {
        try {
            server.attack(Choices.seeded(seed));
        } catch (Exception | AssertionError e) {
            throw new AssertionError("seed " + seed, e);
        }
    }
}
