package clinic.daybook.server.worker;

import clinic.daybook.codec.Json;
import clinic.daybook.protocol.RecordedEvent;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Reads records of the Kinesis stream, as "Kinesis" of the protocol has them. */
public final class CloudEvents {

    private static final String SOURCE = "/daybook/";

    private CloudEvents() {}

    /** An event and the store that recorded it. */
    public record Brought(String storeId, RecordedEvent event) {}

    /**
     * The events of a record, in order.
     *
     * @throws IllegalArgumentException when it is none of a Daybook server; the message holds
     *     nothing of it
     */
    public static List<Brought> read(ByteBuffer record) {
        byte[] bytes = new byte[record.remaining()];
        record.duplicate().get(bytes);
        JsonNode json;
        try {
            json = Json.mapper().readTree(bytes);
        } catch (IOException e) {
            throw new IllegalArgumentException("this is no JSON", e);
        }
        List<Brought> events = new ArrayList<>();
        if (json.isArray()) {
            json.forEach(each -> events.add(one(each)));
        } else {
            events.add(one(json));
        }
        return events;
    }

    private static Brought one(JsonNode json) {
        String source = json.path("source").asText();
        if (!source.startsWith(SOURCE) || !json.path("data").isObject()) {
            throw new IllegalArgumentException("this is no event of a Daybook server");
        }
        return new Brought(
                source.substring(SOURCE.length()), Counting.read(json.get("data").toString()));
    }
}
