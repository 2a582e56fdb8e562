package clinic.daybook.server;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.server.TestServer.Desk;
import clinic.daybook.staff.Role;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A desk's clock decides nothing: order and legality come from versions (I1, I4). What cannot be
 * right is flagged.
 */
@Timeout(120)
class WrongClockWireTest {

    private static final Duration TWO_DAYS = Duration.ofDays(2);

    @TempDir Path directory;

    private TestServer server;
    private Desk desk;
    private String staff;
    private Instant now;

    @BeforeEach
    void start() {
        server = new TestServer(directory);
        desk = server.enrol("Front");
        staff = server.staff(Role.FRONT_DESK);
        now = server.clock.instant();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aClockTwoDaysAheadThatWasMeasuredIsCorrectedAndNoFlag() {
        assertThat(flags(now.plus(TWO_DAYS), TWO_DAYS.toMillis(), null)).isEmpty();
        assertThat(flags(now.minus(TWO_DAYS), -TWO_DAYS.toMillis(), null)).isEmpty();
    }

    @Test
    void everyAnswerSaysTheServersTime() {
        assertThat(server.get("/v1/events", desk.token()).headers().get("Daybook-Time"))
                .isEqualTo(now.toString());
        assertThat(server.get("/v1/events", "wrong").headers().get("Daybook-Time"))
                .isEqualTo(now.toString());
    }

    @Test
    void aTimeLaterThanNowIsFlagged() {
        assertThat(flags(now.plus(TWO_DAYS), null, null)).containsExactly("clock-implausible");
        assertThat(flags(now.plus(Duration.ofMinutes(3)), 0L, null))
                .containsExactly("clock-implausible");
        assertThat(flags(now.plus(Duration.ofMinutes(1)), 0L, null)).isEmpty();
        assertThat(server.runtime().context().counters().implausible()).isEqualTo(2);
    }

    @Test
    void aTimeBeforeWhatThePersonHadSeenIsFlagged() {
        server.clock.advance(Duration.ofHours(2));
        long seen = commit(Sample.newReservation(staff)).get("positions").get(0).asLong();
        Instant recorded = server.clock.instant();
        server.clock.advance(Duration.ofHours(1));
        assertThat(flags(recorded.minus(Duration.ofMinutes(30)), 0L, seen))
                .containsExactly("clock-implausible");
        // The same time is nothing to remark where they had not seen that yet.
        assertThat(flags(recorded.minus(Duration.ofMinutes(30)), 0L, seen - 1)).isEmpty();
        assertThat(flags(recorded.plus(Duration.ofMinutes(30)), 0L, seen)).isEmpty();
    }

    @Test
    void aServerWhoseOwnClockWasSetBackBlamesNoDesk() {
        long seen = commit(Sample.newReservation(staff)).get("positions").get(0).asLong();
        server.clock.advance(Duration.ofHours(-5));
        assertThat(flags(server.clock.instant(), 0L, seen)).isEmpty();
    }

    @Test
    void whatIsFlaggedIsAcceptedInItsPlaceAndReadByAll() {
        String stream = Sample.id("reservation");
        ObjectNode booked = Sample.booking(staff);
        booked.put("occurredAt", now.plus(TWO_DAYS).toString()).remove("clockOffsetMs");
        assertThat(commit(Sample.commit(stream, 0, booked)).get("version").asLong()).isEqualTo(1);
        ObjectNode arrived = Sample.event(staff, "CustomerArrived", "{}");
        arrived.put("occurredAt", now.minus(TWO_DAYS).toString());
        assertThat(commit(Sample.commit(stream, 1, arrived)).get("version").asLong()).isEqualTo(2);
        List<JsonNode> events =
                server.get("/v1/streams/" + stream + "?from=1", desk.token()).lines();
        assertThat(events)
                .extracting(e -> e.get("type").asText())
                .containsExactly("ReservationBooked", "CustomerArrived");
        assertThat(events.getFirst().get("flags").get(0).asText()).isEqualTo("clock-implausible");
        assertThat(events.getLast().has("flags")).isFalse();
    }

    private JsonNode commit(ObjectNode commit) {
        JsonNode result = server.commit(desk, commit).result();
        assertThat(result.get("status").asText()).isEqualTo("accepted");
        return result;
    }

    /** The flags of a booking at this time by the desk's clock. */
    private List<String> flags(Instant occurredAt, Long offsetMs, Long basisPosition) {
        ObjectNode event = Sample.booking(staff);
        event.put("occurredAt", occurredAt.toString());
        if (offsetMs == null) {
            event.remove("clockOffsetMs");
        } else {
            event.put("clockOffsetMs", offsetMs);
        }
        ObjectNode commit = Sample.commit(Sample.id("reservation"), 0, event);
        if (basisPosition != null) {
            commit.put("basisPosition", basisPosition);
        }
        long position = commit(commit).get("positions").get(0).asLong();
        JsonNode recorded =
                server.get("/v1/events?limit=1&after=" + (position - 1), desk.token())
                        .lines()
                        .getFirst();
        JsonNode flags = recorded.get("flags");
        return flags == null
                ? List.of()
                : java.util.stream.StreamSupport.stream(flags.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList();
    }
}
