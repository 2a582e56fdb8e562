package clinic.daybook.installer.sample;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.server.store.SqliteDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The long history is what a server could have recorded, and comes out the same every time. */
class LongHistoryTest {

    private static final StreamId CLINIC = new StreamId("clinic", new UUID(1, 1));
    private static final StreamId DESK = new StreamId("desk", new UUID(1, 2));
    private static final int EVENTS = 4_000;

    @TempDir Path directory;

    private static LongLog log(StreamId clinic) {
        return new LongLog(
                clinic, DESK, LongHistory.from(LocalDate.of(2026, 1, 5), clinic, new Random(1)));
    }

    @Test
    void streamsGrowWithoutAGapInTheOrderOfTime() {
        List<RecordedEvent> events = log(CLINIC).next(EVENTS);

        Map<StreamId, Long> versions = new HashMap<>();
        Instant last = Instant.MIN;
        long position = 0;
        for (RecordedEvent event : events) {
            assertThat(event.version()).isEqualTo(versions.merge(event.streamId(), 1L, Long::sum));
            assertThat(event.position()).isEqualTo(++position);
            assertThat(event.recordedAt()).isAfterOrEqualTo(last);
            last = event.recordedAt();
        }
        long reservations =
                events.stream()
                        .map(RecordedEvent::streamId)
                        .filter(s -> s.is("reservation"))
                        .distinct()
                        .count();
        assertThat(events.size() / (double) reservations).isBetween(2.0, 30.0);
        assertThat(log(CLINIC).next(EVENTS)).isEqualTo(events);
    }

    @Test
    void aStoreTakesItAsItIs() {
        try (SqliteDatabase database =
                SqliteDatabase.open(directory, InstantSource.fixed(Instant.EPOCH))) {
            log(database.events().identity().clinicId()).fill(database.events(), EVENTS);

            assertThat(database.events().head()).isBetween((long) EVENTS, EVENTS + 100L);
            assertThat(
                            database.events()
                                    .dayStreams(
                                            Instant.parse("2026-01-05T15:00:00Z"),
                                            Instant.parse("2026-01-09T15:00:00Z"))
                                    .streamIds())
                    .anyMatch(id -> id.startsWith("reservation-"));
        }
    }
}
