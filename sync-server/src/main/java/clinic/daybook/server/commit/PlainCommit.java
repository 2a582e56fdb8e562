package clinic.daybook.server.commit;

import clinic.daybook.codec.RecordReader;
import clinic.daybook.event.Actor;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.Commit;
import clinic.daybook.protocol.CommitEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads a commit in which every field is what it should be, as nearly all are. Of any other it says
 * nothing: {@link RecordReader} reads it, in several times as long, and tells what is wrong.
 */
final class PlainCommit {

    private PlainCommit() {}

    /** Just what {@link RecordReader} reads; {@code null} where it has to. */
    static @Nullable Commit read(JsonNode json) {
        try {
            return commit(json);
        } catch (Unusual | IllegalArgumentException | DateTimeException e) {
            return null;
        }
    }

    private static Commit commit(JsonNode json) throws Unusual {
        if (given(json, "replay") != null
                || !(json.get("events") instanceof ArrayNode list)
                || list.isEmpty()) {
            throw Unusual.IT_IS;
        }
        List<CommitEvent> events = new ArrayList<>(list.size());
        for (JsonNode event : list) {
            events.add(event(event));
        }
        return new Commit(
                id(text(json, "commitId")),
                given(json, "intentId") == null ? null : id(text(json, "intentId")),
                StreamId.parse(text(json, "streamId")),
                number(json, "expectedVersion"),
                optionalNumber(json, "basis"),
                optionalNumber(json, "basisPosition"),
                optionalText(json, "session"),
                optionalText(json, "outcome"),
                events);
    }

    private static CommitEvent event(JsonNode json) throws Unusual {
        long schema = number(json, "schema");
        JsonNode actor = given(json, "actor");
        if (schema != (int) schema || actor == null) {
            throw Unusual.IT_IS;
        }
        return new CommitEvent(
                id(text(json, "eventId")),
                text(json, "type"),
                (int) schema,
                Instant.parse(text(json, "occurredAt")),
                optionalNumber(json, "clockOffsetMs"),
                new Actor(StreamId.parse(text(actor, "staffId"))),
                optionalText(json, "reasonCode"),
                object(json, "data"),
                given(json, "subject") == null ? null : StreamId.parse(text(json, "subject")),
                given(json, "personal") == null ? null : texts(object(json, "personal")),
                optionalText(json, "salt"),
                optionalText(json, "commitment"));
    }

    private static @Nullable JsonNode given(JsonNode json, String field) {
        JsonNode value = json.get(field);
        return value == null || value.isNull() ? null : value;
    }

    private static String text(JsonNode json, String field) throws Unusual {
        String text = json.path(field).textValue();
        if (text == null) {
            throw Unusual.IT_IS;
        }
        return text;
    }

    private static @Nullable String optionalText(JsonNode json, String field) throws Unusual {
        return given(json, field) == null ? null : text(json, field);
    }

    private static UUID id(String text) throws Unusual {
        UUID id = Ids.uuid(text);
        if (id == null) {
            throw Unusual.IT_IS;
        }
        return id;
    }

    private static long number(JsonNode json, String field) throws Unusual {
        JsonNode value = json.path(field);
        if (!value.isInt() && !value.isLong()) {
            throw Unusual.IT_IS;
        }
        return value.longValue();
    }

    private static @Nullable Long optionalNumber(JsonNode json, String field) throws Unusual {
        return given(json, field) == null ? null : Long.valueOf(number(json, field));
    }

    private static ObjectNode object(JsonNode json, String field) throws Unusual {
        if (!(json.get(field) instanceof ObjectNode object)) {
            throw Unusual.IT_IS;
        }
        return object;
    }

    private static Map<String, String> texts(ObjectNode json) throws Unusual {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String field : (Iterable<String>) json::fieldNames) {
            texts.put(field, text(json, field));
        }
        return texts;
    }

    /** Leaves the reading; never leaves this class. */
    private static final class Unusual extends Exception {
        private static final long serialVersionUID = 1L;
        static final Unusual IT_IS = new Unusual();

        Unusual() {
            super("", null, false, false);
        }
    }
}
