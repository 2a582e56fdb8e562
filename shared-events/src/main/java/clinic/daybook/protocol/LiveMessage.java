package clinic.daybook.protocol;

import clinic.daybook.event.StreamId;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A text message of the live WebSocket. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = LiveMessage.Hello.class, name = "hello"),
    @JsonSubTypes.Type(value = LiveMessage.Events.class, name = "events"),
    @JsonSubTypes.Type(value = LiveMessage.Heartbeat.class, name = "heartbeat"),
    @JsonSubTypes.Type(value = LiveMessage.Desk.class, name = "desk"),
    @JsonSubTypes.Type(value = LiveMessage.WriteLevel.class, name = "write-level"),
    @JsonSubTypes.Type(value = LiveMessage.ServerPins.class, name = "server-pins"),
    @JsonSubTypes.Type(value = LiveMessage.Ack.class, name = "ack")
})
public sealed interface LiveMessage {

    /**
     * First from the server.
     *
     * @param writeLevel the event schema set that desks may write
     * @param pins of the keys that the servers of the store have, each as {@link KeyPin#text} has
     *     it; {@code null}: nothing is said of them
     */
    record Hello(String storeId, long head, int writeLevel, @Nullable List<String> pins)
            implements LiveMessage {}

    /** At most 100 events, in order, without a gap to the message before. */
    record Events(List<RecordedEvent> events, long head) implements LiveMessage {}

    /** Every 15 s; {@code at} by the server's clock. */
    record Heartbeat(long head, Instant at) implements LiveMessage {}

    /** A desk's state; {@code since}: when it came online or went offline. */
    record Desk(
            StreamId deskId, String name, long position, boolean online, @Nullable Instant since)
            implements LiveMessage {}

    /** The administrator has raised the write level that the hello told. */
    record WriteLevel(int writeLevel) implements LiveMessage {}

    /** The servers of the store have other keys than the hello told. */
    record ServerPins(List<String> pins) implements LiveMessage {}

    /**
     * From the desk: what it has applied and what it still holds.
     *
     * @param level the highest event schema set that its program can read; {@code null}: 1
     */
    record Ack(
            long position,
            int pending,
            int needsYou,
            String appVersion,
            @Nullable Long clockOffsetMs,
            @Nullable Integer level)
            implements LiveMessage {}
}
