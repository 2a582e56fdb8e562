package clinic.daybook.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import clinic.daybook.codec.Upcasters.Upcaster;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** With an invented event: its length was in hours, then in minutes, then a field of its own. */
class UpcastersTest {

    record Length(int minutes) {}

    record LampReplaced(String lamp, Length length) {}

    private final Upcasters upcasters =
            new Upcasters(
                    List.of(
                            new Upcaster("LampReplaced", 1, UpcastersTest::hoursToMinutes),
                            new Upcaster("LampReplaced", 2, UpcastersTest::lengthApart)));

    private static ObjectNode hoursToMinutes(ObjectNode data) {
        data.put("minutes", data.remove("hours").intValue() * 60);
        return data;
    }

    private static ObjectNode lengthApart(ObjectNode data) {
        data.putObject("length").set("minutes", data.remove("minutes"));
        return data;
    }

    private LampReplaced read(int schema, String json) throws Exception {
        JsonNode lifted = upcasters.lift("LampReplaced", schema, Json.mapper().readTree(json));
        return RecordReader.read(lifted, LampReplaced.class)
                .map(
                        event -> event,
                        problem -> {
                            throw new AssertionError(problem);
                        });
    }

    @Test
    void everySchemaEverWrittenIsStillRead() throws Exception {
        LampReplaced expected = new LampReplaced("left", new Length(120));
        assertThat(read(1, "{\"lamp\":\"left\",\"hours\":2}")).isEqualTo(expected);
        assertThat(read(2, "{\"lamp\":\"left\",\"minutes\":120}")).isEqualTo(expected);
        assertThat(read(3, "{\"lamp\":\"left\",\"length\":{\"minutes\":120}}")).isEqualTo(expected);
    }

    @Test
    void theCurrentSchemaCountsTheSteps() {
        assertThat(upcasters.currentSchema("LampReplaced")).isEqualTo(3);
        assertThat(upcasters.currentSchema("CustomerArrived")).isEqualTo(1);
    }

    @Test
    void whatWasStoredStaysAsItIs() throws Exception {
        JsonNode stored = Json.mapper().readTree("{\"lamp\":\"left\",\"hours\":2}");
        JsonNode before = stored.deepCopy();
        upcasters.lift("LampReplaced", 1, stored);
        assertThat(stored).isEqualTo(before);
    }

    @Test
    void whatIsNoObjectIsLeftForTheReaderToRefuse() throws Exception {
        JsonNode list = Json.mapper().readTree("[]");
        assertThat(upcasters.lift("LampReplaced", 1, list)).isSameAs(list);
    }

    @Test
    void aMissingStepIsAMistakeOfOurs() throws Exception {
        Upcasters gap =
                new Upcasters(List.of(new Upcaster("LampReplaced", 2, UpcastersTest::lengthApart)));
        JsonNode data = Json.mapper().readTree("{\"hours\":2}");
        assertThatIllegalStateException().isThrownBy(() -> gap.lift("LampReplaced", 1, data));
    }
}
