package clinic.daybook.server.store;

import clinic.daybook.codec.Json;
import clinic.daybook.protocol.RecordedEvent;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Joins a stored event and its personal data to the JSON of the wire. The stored text passes
 * through as it is: nothing that a desk sent is read and written again on the way.
 */
public final class EventJson {

    private static final ObjectReader READER =
            Json.mapper()
                    .readerFor(RecordedEvent.class)
                    .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private EventJson() {}

    /** The wire form; {@code fields} and {@code salt} are given both or neither. */
    static String join(
            long position,
            String streamId,
            long version,
            String recordedAt,
            String body,
            @Nullable String fields,
            @Nullable String salt) {
        StringBuilder json = new StringBuilder(body.length() + 256);
        json.append("{\"position\":").append(position);
        json.append(",\"streamId\":\"").append(streamId);
        json.append("\",\"version\":").append(version);
        json.append(",\"recordedAt\":\"").append(recordedAt).append("\",");
        json.append(body, 1, body.length() - 1);
        if (fields != null && salt != null) {
            json.append(",\"personal\":").append(fields);
            json.append(",\"salt\":\"").append(salt).append('"');
        }
        return json.append('}').toString();
    }

    /** An event as JSON, every field of it, and as this version reads it. */
    record Both(JsonNode json, RecordedEvent recorded) {}

    /** Reads the wire form; what the store holds is well-formed, or the store is damaged. */
    static RecordedEvent read(String json) {
        try {
            return READER.readValue(json);
        } catch (JacksonException e) {
            throw new StorageException("a stored event cannot be read", e);
        }
    }

    /** The same, with the JSON. */
    static Both both(String json) {
        try {
            return new Both(READER.readTree(json), READER.readValue(json));
        } catch (JacksonException e) {
            throw new StorageException("a stored event cannot be read", e);
        }
    }

    /** The personal fields as they are stored. */
    public static String fields(Map<String, String> personal) {
        try {
            return Json.mapper().writeValueAsString(personal);
        } catch (JacksonException e) {
            throw new IllegalStateException("a map of texts is JSON", e);
        }
    }
}
