package clinic.daybook.server.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void staysBetweenATenthOfASecondAndHalfAMinuteHoweverLongTheOutage() {
        Backoff backoff = new Backoff(new SplittableRandom(7));
        for (int failures = 0; failures < 10_000; failures++) {
            assertThat(backoff.millis(failures)).isBetween(100L, 30_000L);
        }
        assertThat(backoff.millis(Integer.MAX_VALUE)).isBetween(15_000L, 30_000L);
        assertThat(backoff.millis(0)).isEqualTo(100);
        assertThat(backoff.millis(3)).isBetween(400L, 800L);
    }
}
