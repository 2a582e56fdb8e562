package clinic.daybook.desk.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Visit times are the server's, whatever the desk's own clock does. */
class ServerTimeTest {

    private static final Instant SERVER = Instant.parse("2026-01-06T01:00:00Z");
    private static final Duration TWO_DAYS = Duration.ofDays(2);

    private Instant own = SERVER.plus(TWO_DAYS);
    private long nanos = -7_000_000_000_000L;

    /** Time passes: for the desk's clock and for the one that nobody sets. */
    private void pass(Duration by) {
        own = own.plus(by);
        nanos += by.toNanos();
    }

    private ServerTime time(Long lastOffset) {
        ServerTime time = new ServerTime(() -> own, () -> nanos);
        if (lastOffset != null) {
            time.lastKnown(lastOffset);
        }
        return time;
    }

    private static void measure(ServerTime time, Instant at, long asked, long answered) {
        time.measured(at, asked, answered);
    }

    @Test
    void whoWasNeverConnectedHasNoOffset() {
        ServerTime time = time(null);
        assertThat(time.offsetMs()).isNull();
        assertThat(time.instant()).isEqualTo(own);
    }

    @Test
    void whatWasMeasuredBeforeAStartStillCounts() {
        ServerTime time = time(TWO_DAYS.toMillis());
        pass(Duration.ofMinutes(5));
        assertThat(time.offsetMs()).isEqualTo(TWO_DAYS.toMillis());
        assertThat(time.instant()).isEqualTo(SERVER.plus(Duration.ofMinutes(5)));
    }

    @Test
    void anAnswerMeasuresToHalfItsWay() {
        ServerTime time = time(null);
        long asked = nanos;
        pass(Duration.ofMillis(80));
        measure(time, SERVER.plusMillis(40), asked, nanos);
        assertThat(time.offsetMs()).isEqualTo(TWO_DAYS.toMillis());
        // A slower answer, of which most of the way was back, is less exact and changes nothing.
        long again = nanos;
        pass(Duration.ofMillis(900));
        measure(time, SERVER.plusMillis(90), again, nanos);
        assertThat(time.offsetMs()).isEqualTo(TWO_DAYS.toMillis());
        assertThat(time.instant()).isEqualTo(SERVER.plusMillis(980));
    }

    @Test
    void anOldMeasurementGivesWayToAFreshOne() {
        ServerTime time = time(null);
        measure(time, SERVER, nanos, nanos);
        pass(Duration.ofMinutes(11));
        // Meanwhile the server's clock was set by three seconds.
        long asked = nanos;
        pass(Duration.ofMillis(200));
        measure(time, SERVER.plus(Duration.ofMinutes(11)).plusMillis(3_100), asked, nanos);
        assertThat(time.offsetMs()).isEqualTo(TWO_DAYS.toMillis() - 3_000);
    }

    @Test
    void ofMessagesThatWereOnlyHeardTheFastestCounts() {
        ServerTime time = time(null);
        pass(Duration.ofMillis(300));
        time.heard(SERVER, nanos);
        assertThat(time.offsetMs()).isEqualTo(TWO_DAYS.toMillis() + 300);
        pass(Duration.ofSeconds(15));
        time.heard(SERVER.plusMillis(15_290), nanos);
        assertThat(time.offsetMs()).isEqualTo(TWO_DAYS.toMillis() + 10);
        pass(Duration.ofSeconds(15));
        time.heard(SERVER.plusMillis(30_000), nanos);
        assertThat(time.offsetMs()).isEqualTo(TWO_DAYS.toMillis() + 10);
    }

    @Test
    void aClockThatIsSetBackIsCorrectedAtOnce() {
        ServerTime time = time(null);
        measure(time, SERVER, nanos, nanos);
        pass(Duration.ofMinutes(10));
        own = own.minus(Duration.ofHours(1));
        assertThat(time.offsetMs()).isEqualTo(TWO_DAYS.minusHours(1).toMillis());
        assertThat(time.instant()).isEqualTo(SERVER.plus(Duration.ofMinutes(10)));
    }

    @Test
    void aClockThatLeapsAheadMakesTheOffsetUnknownUntilItIsMeasured() {
        ServerTime time = time(null);
        measure(time, SERVER, nanos, nanos);
        // Somebody set it, or the machine slept: nobody can tell which.
        own = own.plus(Duration.ofHours(1));
        assertThat(time.offsetMs()).isNull();
        assertThat(time.instant()).isEqualTo(own);
        pass(Duration.ofSeconds(15));
        measure(time, SERVER.plusSeconds(15), nanos, nanos);
        assertThat(time.offsetMs()).isEqualTo(TWO_DAYS.plusHours(1).toMillis());
    }

    @Test
    void aServerWhoseClockWasSetIsFollowedAtOnce() {
        ServerTime time = time(null);
        measure(time, SERVER, nanos, nanos);
        pass(Duration.ofSeconds(20));
        measure(time, SERVER.minusSeconds(40), nanos, nanos);
        assertThat(time.offsetMs()).isEqualTo(TWO_DAYS.plusSeconds(60).toMillis());
        // A message cannot come before it was sent.
        pass(Duration.ofSeconds(15));
        time.heard(SERVER.plusSeconds(35), nanos);
        assertThat(time.offsetMs()).isEqualTo(TWO_DAYS.toMillis());
    }

    @Test
    void aClockThatIsSlewedIsFollowed() {
        ServerTime time = time(0L);
        for (int i = 0; i < 10; i++) {
            pass(Duration.ofSeconds(60));
            own = own.plusMillis(500);
            assertThat(time.offsetMs()).isEqualTo(500L * (i + 1));
        }
    }
}
