package clinic.daybook.server.store;

import clinic.daybook.codec.CanonicalJson;
import clinic.daybook.codec.Json;
import clinic.daybook.event.StreamId;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hash of what a commit says: its stream and, per event, type, schema, actor, data and
 * commitment. Versions, ids and times do not count: they may differ where a commit is sent again.
 */
public final class CommitContent {

    private static final List<String> COUNTED = List.of("type", "schema", "commitment");

    private CommitContent() {}

    /** Of events as a desk sends them, or as they are recorded; null: no canonical form. */
    public static @Nullable ContentHash of(JsonNode streamId, Iterable<JsonNode> events) {
        ObjectNode said = Json.mapper().createObjectNode();
        said.set("streamId", streamId);
        ArrayNode list = said.putArray("events");
        for (JsonNode event : events) {
            ObjectNode counted = list.addObject();
            for (String field : COUNTED) {
                JsonNode value = event.path(field);
                if (!value.isMissingNode() && !value.isNull()) {
                    counted.set(field, value);
                }
            }
            counted.set("actor", event.path("actor").path("staffId"));
            counted.set("data", event.path("data"));
        }
        try {
            return ContentHash.of(CanonicalJson.bytes(said));
        } catch (IllegalArgumentException notFinite) {
            return null;
        }
    }

    /** Of events that are about to be stored; their bodies are JSON that has a canonical form. */
    public static ContentHash of(StreamId streamId, List<PreparedEvent> events) {
        List<JsonNode> bodies = new ArrayList<>(events.size());
        try {
            for (PreparedEvent event : events) {
                bodies.add(Json.mapper().readTree(event.body()));
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException("a prepared event is JSON", e);
        }
        JsonNode stream = Json.mapper().getNodeFactory().textNode(streamId.toString());
        ContentHash content = of(stream, bodies);
        if (content == null) {
            throw new IllegalArgumentException("a prepared event has a canonical form");
        }
        return content;
    }
}
