package clinic.daybook.server.commit;

import clinic.daybook.codec.Json;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.Commit;
import clinic.daybook.protocol.CommitEvent;
import clinic.daybook.server.store.EventJson;
import clinic.daybook.server.store.PreparedEvent;
import clinic.daybook.server.store.PreparedEvent.PersonalPart;
import clinic.daybook.server.store.StoreIdentity;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes of a submitted event what the store keeps: the body, and what is personal apart. */
final class EventBody {

    private EventBody() {}

    static PreparedEvent prepare(
            StoreIdentity store,
            StreamId deskId,
            Commit commit,
            CommitEvent event,
            ObjectNode data,
            List<String> flags) {
        ObjectNode body = Json.mapper().createObjectNode();
        body.put("eventId", event.eventId().toString());
        body.put("commitId", commit.commitId().toString());
        put(body, "intentId", commit.intentId());
        body.put("type", event.type());
        body.put("schema", event.schema());
        body.put("occurredAt", event.occurredAt().toString());
        Long offset = event.clockOffsetMs();
        if (offset != null) {
            body.put("clockOffsetMs", offset);
        }
        body.put("clinicId", store.clinicId().toString());
        Commit.Replay replay = commit.replay();
        body.put("deskId", (replay == null ? deskId : replay.deskId()).toString());
        body.putObject("actor").put("staffId", event.actor().staffId().toString());
        put(body, "reasonCode", event.reasonCode());
        Long basis = commit.basis();
        if (basis != null) {
            body.put("basis", basis);
        }
        if (!flags.isEmpty()) {
            flags.forEach(body.putArray("flags")::add);
        }
        body.set("data", data);
        if (replay != null) {
            body.putObject("replay")
                    .put("storeId", replay.storeId())
                    .put("version", replay.version())
                    .put("by", deskId.toString());
        }
        put(body, "subject", event.subject());
        put(body, "commitment", event.commitment());
        return new PreparedEvent(
                event.eventId(), event.type(), JsonTexts.compact(body), personal(event));
    }

    private static void put(ObjectNode body, String field, @Nullable Object value) {
        if (value != null) {
            body.put(field, value.toString());
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
