package clinic.daybook.server;

import clinic.daybook.codec.Commitment;
import clinic.daybook.codec.Json;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

/** Commits and events as a desk sends them. */
public final class Sample {

    private Sample() {}

    public static String id(String kind) {
        return kind + "-" + UUID.randomUUID();
    }

    public static ObjectNode json(String text) {
        try {
            return (ObjectNode) Json.mapper().readTree(text);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public static ObjectNode event(String staffId, String type, String data) {
        ObjectNode event = Json.mapper().createObjectNode();
        event.put("eventId", UUID.randomUUID().toString());
        event.put("type", type);
        event.put("schema", 1);
        event.put("occurredAt", "2026-03-02T01:00:00Z");
        event.put("clockOffsetMs", 120);
        event.putObject("actor").put("staffId", staffId);
        event.set("data", json(data));
        return event;
    }

    public static ObjectNode commit(String streamId, long expectedVersion, ObjectNode... events) {
        ObjectNode commit = Json.mapper().createObjectNode();
        commit.put("commitId", UUID.randomUUID().toString());
        commit.put("streamId", streamId);
        commit.put("expectedVersion", expectedVersion);
        for (ObjectNode event : events) {
            commit.withArray("events").add(event);
        }
        return commit;
    }

    /** A booking of the given customer without treatments. */
    public static ObjectNode booking(String staffId, String customerId, String startsAt) {
        return event(
                staffId,
                "ReservationBooked",
                "{\"customerId\":\""
                        + customerId
                        + "\",\"startsAt\":\""
                        + startsAt
                        + "\",\"minutes\":30,\"channel\":\"phone\",\"treatments\":[]}");
    }

    public static ObjectNode booking(String staffId) {
        return booking(staffId, id("customer"), "2026-03-03T01:00:00Z");
    }

    /** A new reservation with one booking. */
    public static ObjectNode newReservation(String staffId) {
        return commit(id("reservation"), 0, booking(staffId));
    }

    /** Puts personal data with its salt and commitment beside an event. */
    public static ObjectNode withPersonal(
            ObjectNode event, String customerId, Map<String, String> personal) {
        byte[] saltBytes = new byte[Commitment.SALT_BYTES];
        saltBytes[0] = 7;
        String salt = Base64.getEncoder().encodeToString(saltBytes);
        event.put("subject", customerId);
        event.set("personal", Json.mapper().valueToTree(personal));
        event.put("salt", salt);
        event.put("commitment", Commitment.of(salt, personal));
        return event;
    }
}
