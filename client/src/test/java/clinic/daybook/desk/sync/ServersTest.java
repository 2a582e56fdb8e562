package clinic.daybook.desk.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which server is talked to next. */
class ServersTest {

    private static final List<String> TWO = List.of("http://a", "http://b");

    private final Servers servers = new Servers();

    @Test
    void theFirstUntilItIsOutOfReachThenTheNextAndAroundAgain() {
        assertThat(servers.of(TWO)).isEqualTo("http://a");
        servers.unreachable("http://a");
        assertThat(servers.of(TWO)).isEqualTo("http://b");
        servers.unreachable("http://b");
        assertThat(servers.of(TWO)).isEqualTo("http://a");
    }

    @Test
    void severalRequestsThatFailTogetherMoveItOnOnce() {
        servers.of(TWO);
        servers.unreachable("http://a");
        servers.unreachable("http://a");
        servers.unreachable("http://a");
        assertThat(servers.of(TWO)).isEqualTo("http://b");
    }

    @Test
    void oneAloneIsTriedAgainAndOthersBeginWithTheirFirst() {
        List<String> one = List.of("http://a");
        servers.of(one);
        servers.unreachable("http://a");
        assertThat(servers.of(one)).isEqualTo("http://a");
        servers.of(TWO);
        servers.unreachable("http://a");
        assertThat(servers.of(List.of("http://c", "http://b"))).isEqualTo("http://c");
    }
}
