package clinic.daybook.server.commit;

import clinic.daybook.codec.Json;
import clinic.daybook.server.store.Utf8;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Sizes and characters of JSON. */
final class JsonTexts {

    private JsonTexts() {}

    /** Compact JSON. */
    static String compact(JsonNode json) {
        try {
            return Json.mapper().writeValueAsString(json);
        } catch (JacksonException e) {
            throw new IllegalStateException("a JSON tree can be written", e);
        }
    }

    /** Whether every key and text can be carried by UTF-8. */
    static boolean wellFormed(JsonNode json) {
        if (json.isTextual()) {
            return Utf8.wellFormed(json.textValue());
        }
        if (json.isObject()) {
            for (Map.Entry<String, JsonNode> field : json.properties()) {
                if (!Utf8.wellFormed(field.getKey()) || !wellFormed(field.getValue())) {
                    return false;
                }
            }
        }
        if (json.isArray()) {
            for (JsonNode element : json) {
                if (!wellFormed(element)) {
                    return false;
                }
            }
        }
        return true;
    }
}
