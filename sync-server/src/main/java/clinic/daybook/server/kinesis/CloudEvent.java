package clinic.daybook.server.kinesis;

import clinic.daybook.codec.Json;
import clinic.daybook.protocol.RecordedEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * A recorded event in the structured JSON form of CloudEvents 1.0, as "Kinesis" of the protocol
 * says.
 *
 * @param source the store that recorded it, {@code /daybook/<storeId>}
 * @param type {@code clinic.daybook.<type>.v<schema>}
 * @param subject the stream's id
 * @param time when it happened by the desk's clock
 * @param partitionkey the stream's id, by the CloudEvents extension of that name
 * @param streamversion 1, 2, 3 … in its stream
 * @param position in the store, as decimal digits
 * @param data the event without what is personal
 */
record CloudEvent(
        String specversion,
        UUID id,
        String source,
        String type,
        String subject,
        Instant time,
        String datacontenttype,
        String partitionkey,
        long streamversion,
        String position,
        RecordedEvent data) {

    /** The event as an item to forward; {@code storeId} names the store that recorded it. */
    static ForwardItem item(String storeId, RecordedEvent event) {
        String stream = event.streamId().toString();
        CloudEvent cloudEvent =
                new CloudEvent(
                        "1.0",
                        event.eventId(),
                        "/daybook/" + storeId,
                        "clinic.daybook." + event.type() + ".v" + event.schema(),
                        stream,
                        event.occurredAt(),
                        "application/json",
                        stream,
                        event.version(),
                        Long.toString(event.position()),
                        event.withoutPersonal());
        try {
            // Written as bytes at once, what lies beyond 16 bits would take three times the room.
            byte[] json =
                    Json.mapper().writeValueAsString(cloudEvent).getBytes(StandardCharsets.UTF_8);
            return new ForwardItem(event.position(), stream, event.version(), json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("the event at " + event.position(), e);
        }
    }
}
