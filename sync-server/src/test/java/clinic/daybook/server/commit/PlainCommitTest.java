package clinic.daybook.server.commit;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.codec.Json;
import clinic.daybook.codec.RecordReader;
import clinic.daybook.protocol.Commit;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short way of reading a commit takes nothing that the long way would read otherwise. */
class PlainCommitTest {

    private static final String FULL =
            """
            {"commitId":"018f0000-0000-7000-8000-000000000001",
             "intentId":"018f0000-0000-7000-8000-000000000002",
             "streamId":"customer-018f0000-0000-7000-8000-000000000003",
             "expectedVersion":3,"basis":2,"basisPosition":9000000000,
             "session":"a","outcome":"adjusted","replay":null,"newer":[1],
             "events":[
              {"eventId":"018f0000-0000-7000-8000-000000000004","type":"CustomerRegistered",
               "schema":1,"occurredAt":"2027-01-06T00:31:07.412Z","clockOffsetMs":-12,
               "actor":{"staffId":"staff-018f0000-0000-7000-8000-000000000005","newer":1},
               "reasonCode":"other","data":{"minutes":30,"of":[1,{"a":null}]},
               "subject":"customer-018f0000-0000-7000-8000-000000000003",
               "personal":{"name":"김","phone":"1"},"salt":"c2FsdA==","commitment":"00"}]}
            """;

    private static final String SHORT =
            """
            {"commitId":"018f0000-0000-7000-8000-000000000001",
             "streamId":"reservation-018f0000-0000-7000-8000-000000000003","expectedVersion":0,
             "events":[
              {"eventId":"018f0000-0000-7000-8000-000000000004","type":"ReservationBooked",
               "schema":1,"occurredAt":"2027-01-06T00:31:07Z",
               "actor":{"staffId":"staff-018f0000-0000-7000-8000-000000000005"},"data":{}},
              {"eventId":"018f0000-0000-7000-8000-000000000006","type":"CustomerArrived",
               "schema":1,"occurredAt":"2027-01-06T00:31:08Z",
               "actor":{"staffId":"staff-018f0000-0000-7000-8000-000000000005"},"data":{}}]}
            """;

    private static final List<String> VALUES =
            List.of(
                    "null",
                    "true",
                    "0",
                    "-1",
                    "5000000000",
                    "12345678901234567890",
                    "1.0",
                    "1e2",
                    "\"\"",
                    "\"1\"",
                    "\"reservation-018F0000-0000-7000-8000-000000000003\"",
                    "\"room-018f0000-0000-7000-8000-000000000003\"",
                    "\"018f0000-0000-7000-8000-00000000000A\"",
                    "\"18f0000-0-7000-8000-1\"",
                    "\"2027-01-06T00:31:07+09:00\"",
                    "\"2027-13-06T00:31:07Z\"",
                    "[]",
                    "[null]",
                    "[{}]",
                    "{}",
                    "{\"a\":null}",
                    "{\"a\":1}",
                    "{\"a\":\"b\"}");

    @ParameterizedTest
    @ValueSource(strings = {FULL, SHORT})
    void whatIsPlainIsReadTheShortWay(String text) throws Exception {
        JsonNode json = Json.mapper().readTree(text);

        assertThat(PlainCommit.read(json))
                .isNotNull()
                .isEqualTo(RecordReader.read(json, Commit.class).value());
    }

    @ParameterizedTest
    @ValueSource(strings = {FULL, SHORT})
    void whatIsNotIsReadTheSameOrLeft(String text) throws Exception {
        int left = 0;
        for (JsonNode changed : changed(text)) {
            Commit read = PlainCommit.read(changed);
            if (read == null) {
                left++;
            } else {
                assertThat(read)
                        .as(changed.toString())
                        .isEqualTo(RecordReader.read(changed, Commit.class).value());
            }
        }
        assertThat(left).isPositive();
    }

    /** The commit with one field taken out, or with something else in its place. */
    private static List<JsonNode> changed(String text) throws Exception {
        List<JsonNode> changed = new ArrayList<>();
        int objects = objects(Json.mapper().readTree(text)).size();
        for (int i = 0; i < objects; i++) {
            for (String field : fields(objects(Json.mapper().readTree(text)).get(i))) {
                JsonNode without = Json.mapper().readTree(text);
                objects(without).get(i).remove(field);
                changed.add(without);
                for (String value : VALUES) {
                    JsonNode with = Json.mapper().readTree(text);
                    objects(with).get(i).set(field, Json.mapper().readTree(value));
                    changed.add(with);
                }
            }
        }
        return changed;
    }

    private static List<String> fields(ObjectNode object) {
        List<String> fields = new ArrayList<>();
        object.fieldNames().forEachRemaining(fields::add);
        return fields;
    }

    private static List<ObjectNode> objects(JsonNode json) {
        List<ObjectNode> objects = new ArrayList<>();
        if (json instanceof ObjectNode object) {
            objects.add(object);
        }
        json.forEach(child -> objects.addAll(objects(child)));
        return objects;
    }
}
