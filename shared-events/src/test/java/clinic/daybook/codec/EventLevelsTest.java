package clinic.daybook.codec;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.Matrix;
import clinic.daybook.codec.EventCodec.Decoded;
import clinic.daybook.event.Event;
import clinic.daybook.event.Previous;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.ReservationEvent.CustomerArrived;
import clinic.daybook.reservation.ReservationEvent.PractitionerAssigned;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** I4: a desk is never sent what its program cannot fold, because nobody writes above the level. */
class EventLevelsTest {

    private static final StreamId PRACTITIONER =
            StreamId.parse("staff-01980a00-0000-7000-8000-0000000000b1");
    private static final PractitionerAssigned ASSIGNED =
            new PractitionerAssigned(PRACTITIONER, null);

    /** As if these had come with level 2 and 3. */
    private final EventLevels levels =
            new EventLevels(Map.of("CustomerArrived.v1", 2, "PractitionerAssigned.v1.previous", 3));

    @Test
    void theCodeSaysWhatTheTableSays() {
        Matrix.of("levels")
                .assertMatches((row, _) -> {
                    String[] name = row.split("\\.");
                    JsonNode data = Json.mapper().createObjectNode();
                    return Integer.toString(
                            name.length == 3
                                    ? EventLevels.known().later().getOrDefault(row, 1)
                                    : EventLevels.known()
                                            .of(
                                                    name[0],
                                                    Integer.parseInt(name[1].substring(1)),
                                                    data));
                });
    }

    @Test
    void theTableLeavesNoTypeSchemaOrLaterFieldOut() {
        Collection<String> all = new TreeSet<>(EventLevels.known().later().keySet());
        EventCodec.known()
                .values()
                .forEach(type ->
                        IntStream.rangeClosed(1, type.schema())
                                .forEach(v -> all.add(type.name() + ".v" + v)));
        assertThat(Matrix.of("levels").rows()).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void theCurrentLevelIsTheHighestThatIsListed() {
        assertThat(
                        EventLevels.known().later().values().stream()
                                .mapToInt(Integer::intValue)
                                .max()
                                .orElse(1))
                .isEqualTo(EventLevels.CURRENT);
    }

    @Test
    void everyLaterFieldIsAnOptionalFieldOfItsType() {
        for (String row : EventLevels.known().later().keySet()) {
            String[] name = row.split("\\.");
            assertThat(EventCodec.known()).as(row).containsKey(name[0]);
            if (name.length == 3) {
                assertThat(EventCodec.known().get(name[0]).type().getRecordComponents())
                        .extracting(c -> c.getName())
                        .as(row)
                        .contains(name[2]);
            }
        }
    }

    @Test
    void aLaterTypeOrFieldTakesItsLevel() {
        assertThat(levels.of(new CustomerArrived())).isEqualTo(2);
        assertThat(levels.of(ASSIGNED)).isEqualTo(1);
        assertThat(levels.of(assignedOver())).isEqualTo(3);
    }

    @Test
    void anOlderProgramDoesNotKnowALaterTypeAndDoesNotSeeALaterField() {
        JsonNode nothing = Json.mapper().createObjectNode();
        assertThat(levels.decode(1, "CustomerArrived", 1, nothing))
                .isEqualTo(new Decoded.Unknown());
        assertThat(levels.decode(2, "CustomerArrived", 1, nothing))
                .isEqualTo(new Decoded.Known(new CustomerArrived()));
        JsonNode over = EventCodec.encode(assignedOver());
        assertThat(levels.decode(2, "PractitionerAssigned", 1, over))
                .isEqualTo(new Decoded.Known(ASSIGNED));
        assertThat(levels.decode(3, "PractitionerAssigned", 1, over))
                .isEqualTo(new Decoded.Known(assignedOver()));
        assertThat(over.has("previous")).as("what was read is left as it was").isTrue();
    }

    @Test
    void aFactIsWrittenInTheOlderShapeOrNotAtAll() {
        assertThat(levels.lowered(new CustomerArrived(), 1)).isEmpty();
        assertThat(levels.lowered(new CustomerArrived(), 2)).contains(new CustomerArrived());
        assertThat(levels.lowered(assignedOver(), 2)).contains((Event) ASSIGNED);
        assertThat(List.of(levels.lowered(assignedOver(), 3)))
                .containsExactly(java.util.Optional.of(assignedOver()));
    }

    private static PractitionerAssigned assignedOver() {
        return new PractitionerAssigned(PRACTITIONER, new Previous<>(PRACTITIONER));
    }
}
