package clinic.daybook.server.kinesis;

import clinic.daybook.codec.Json;
import clinic.daybook.server.store.WireEvent;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A recorded event in the structured JSON form of CloudEvents 1.0, as "Kinesis" of the protocol
 * says. The event itself passes through as the store keeps it.
 */
final class CloudEvent {

    private static final Set<String> NEEDED =
            Set.of("streamId", "eventId", "type", "schema", "occurredAt");

    private CloudEvent() {}

    /**
     * The event as an item to forward.
     *
     * @param storeId the store that recorded it
     * @param event without what is personal
     */
    static ForwardItem item(String storeId, WireEvent event) {
        try {
            Map<String, String> envelope = envelope(event.json());
            String stream = text(envelope, "streamId");
            StringWriter text = new StringWriter(event.json().length() + 512);
            try (JsonGenerator json = Json.mapper().createGenerator(text)) {
                json.writeStartObject();
                json.writeStringField("specversion", "1.0");
                json.writeStringField("id", text(envelope, "eventId"));
                json.writeStringField("source", "/daybook/" + storeId);
                json.writeStringField(
                        "type",
                        "clinic.daybook."
                                + text(envelope, "type")
                                + ".v"
                                + text(envelope, "schema"));
                json.writeStringField("subject", stream);
                json.writeStringField("time", text(envelope, "occurredAt"));
                json.writeStringField("datacontenttype", "application/json");
                json.writeStringField("partitionkey", stream);
                json.writeNumberField("streamversion", event.version());
                json.writeStringField("position", Long.toString(event.position()));
                json.writeFieldName("data");
                json.writeRawValue(event.json());
                json.writeEndObject();
            }
            // Written as bytes at once, what lies beyond 16 bits would take three times the room.
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            return new ForwardItem(event.position(), stream, event.version(), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("the event at " + event.position(), e);
        }
    }

    private static String text(Map<String, String> envelope, String field) throws IOException {
        String text = envelope.get(field);
        if (text == null) {
            throw new IOException("a stored event without " + field);
        }
        return text;
    }

    /** What is needed of the event; it stands at its beginning, and the rest is not looked at. */
    private static Map<String, String> envelope(String event) throws IOException {
        Map<String, String> found = new HashMap<>();
        try (JsonParser json = Json.mapper().createParser(event)) {
            json.nextToken();
            while (found.size() < NEEDED.size() && json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (value.isScalarValue() && NEEDED.contains(name)) {
                    found.put(name, json.getText());
                }
                json.skipChildren();
            }
        }
        return found;
    }
}
