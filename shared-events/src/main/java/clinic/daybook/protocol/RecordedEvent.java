package clinic.daybook.protocol;

import clinic.daybook.event.Actor;
import clinic.daybook.event.StreamId;
import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as the server recorded it: its envelope and its data as JSON, so that types and fields
 * unknown to this version pass through unchanged.
 *
 * @param position in the whole store; grows, need not be dense
 * @param version in its stream: 1, 2, 3 … without a gap
 * @param occurredAt by the desk's clock
 * @param clockOffsetMs desk minus server in milliseconds, as last measured; {@code null}: never
 * @param recordedAt by the server's clock
 * @param reasonCode one of the clinic's fixed reasons; a reason in free text is personal
 * @param basis the stream's version that the person saw
 * @param flags for example {@code adjusted}, {@code authorised-offline}, {@code authority-late}
 * @param subject the customer whom {@code personal} belongs to
 * @param personal by field; left out where it is not forwarded or has been erased
 * @param salt 32 bytes, base64; goes with {@code personal}
 * @param commitment binds the event to {@code personal}; stays when that is erased
 * @param other fields that this version does not know
 */
public record RecordedEvent(
        long position,
        StreamId streamId,
        long version,
        UUID eventId,
        UUID commitId,
        @Nullable UUID intentId,
        String type,
        int schema,
        Instant occurredAt,
        @Nullable Long clockOffsetMs,
        Instant recordedAt,
        String clinicId,
        StreamId deskId,
        Actor actor,
        @Nullable String reasonCode,
        @Nullable Long basis,
        @Nullable List<String> flags,
        ObjectNode data,
        @Nullable StreamId subject,
        @Nullable Map<String, String> personal,
        @Nullable String salt,
        @Nullable String commitment,
        @JsonAnySetter @JsonAnyGetter @Nullable Map<String, JsonNode> other) {

    /** When it happened by the server's clock: {@code occurredAt} less the measured offset. */
    @JsonIgnore
    public Instant happenedAt() {
        return clockOffsetMs == null ? occurredAt : occurredAt.minusMillis(clockOffsetMs);
    }

    /** The same event without what is personal, as it may leave the store for other systems. */
    public RecordedEvent withoutPersonal() {
        return new RecordedEvent(
                position,
                streamId,
                version,
                eventId,
                commitId,
                intentId,
                type,
                schema,
                occurredAt,
                clockOffsetMs,
                recordedAt,
                clinicId,
                deskId,
                actor,
                reasonCode,
                basis,
                flags,
                data,
                subject,
                null,
                null,
                commitment,
                other);
    }
}
