package clinic.daybook.server.commit;

import clinic.daybook.codec.Json;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.Commit;
import clinic.daybook.protocol.CommitEvent;
import clinic.daybook.server.store.EventJson;
import clinic.daybook.server.store.PreparedEvent;
import clinic.daybook.server.store.PreparedEvent.PersonalPart;
import clinic.daybook.server.store.StoreIdentity;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes of a submitted event what the store keeps: the body, and what is personal apart. */
final class EventBody {

    /** What stands beside an event's data, for nearly all of them. */
    private static final int ENVELOPE_CHARS = 512;

    private EventBody() {}

    /**
     * The event as it is stored.
     *
     * @param data JSON of the event's data; goes into the body as it is
     */
    static PreparedEvent prepare(
            StoreIdentity store,
            StreamId deskId,
            Commit commit,
            CommitEvent event,
            String data,
            List<String> flags) {
        StringWriter body = new StringWriter(data.length() + ENVELOPE_CHARS);
        // Written at once: as a tree first, it would cost more than the event's own data.
        try (JsonGenerator json = Json.mapper().createGenerator(body)) {
            json.writeStartObject();
            write(json, store, deskId, commit, event, data, flags);
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("an event can be written into memory", e);
        }
        return new PreparedEvent(event.eventId(), event.type(), body.toString(), personal(event));
    }

    private static void write(
            JsonGenerator json,
            StoreIdentity store,
            StreamId deskId,
            Commit commit,
            CommitEvent event,
            String data,
            List<String> flags)
            throws IOException {
        json.writeStringField("eventId", event.eventId().toString());
        json.writeStringField("commitId", commit.commitId().toString());
        write(json, "intentId", commit.intentId());
        json.writeStringField("type", event.type());
        json.writeNumberField("schema", event.schema());
        json.writeStringField("occurredAt", event.occurredAt().toString());
        Long offset = event.clockOffsetMs();
        if (offset != null) {
            json.writeNumberField("clockOffsetMs", offset);
        }
        json.writeStringField("clinicId", store.clinicId().toString());
        Commit.Replay replay = commit.replay();
        json.writeStringField("deskId", (replay == null ? deskId : replay.deskId()).toString());
        json.writeObjectFieldStart("actor");
        json.writeStringField("staffId", event.actor().staffId().toString());
        json.writeEndObject();
        write(json, "reasonCode", event.reasonCode());
        Long basis = commit.basis();
        if (basis != null) {
            json.writeNumberField("basis", basis);
        }
        if (!flags.isEmpty()) {
            json.writeArrayFieldStart("flags");
            for (String flag : flags) {
                json.writeString(flag);
            }
            json.writeEndArray();
        }
        json.writeFieldName("data");
        json.writeRawValue(data);
        if (replay != null) {
            json.writeObjectFieldStart("replay");
            json.writeStringField("storeId", replay.storeId());
            json.writeNumberField("version", replay.version());
            json.writeStringField("by", deskId.toString());
            json.writeEndObject();
        }
        write(json, "subject", event.subject());
        write(json, "commitment", event.commitment());
    }

    private static void write(JsonGenerator json, String field, @Nullable Object value)
            throws IOException {
        if (value != null) {
            json.writeStringField(field, value.toString());
        }
    }

    private static @Nullable PersonalPart personal(CommitEvent event) {
        Map<String, String> fields = event.personal();
        StreamId subject = event.subject();
        String salt = event.salt();
        return fields == null || subject == null || salt == null
                ? null
                : new PersonalPart(subject, EventJson.fields(fields), salt);
    }
}
