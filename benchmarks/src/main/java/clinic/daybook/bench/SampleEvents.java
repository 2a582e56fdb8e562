package clinic.daybook.bench;

import static clinic.daybook.bench.RepeatedPost.NEW_ID;

import clinic.daybook.event.StreamId;
import clinic.daybook.event.Uuid7;
import clinic.daybook.server.store.ContentHash;
import clinic.daybook.server.store.PreparedCommit;
import clinic.daybook.server.store.PreparedEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Events of the usual size, as they go over the wire and as they are stored. */
final class SampleEvents {

    private static final Instant STARTS = Instant.parse("2027-01-06T01:00:00Z");

    private SampleEvents() {}

    /** An id as a desk makes it; from random numbers that cost nothing. */
    static UUID id() {
        return Uuid7.of(Instant.now(), ThreadLocalRandom.current());
    }

    /** A booking as the store keeps it. */
    static String body(UUID eventId, UUID commitId, StreamId staff) {
        return "{\"eventId\":\""
                + eventId
                + "\",\"commitId\":\""
                + commitId
                + "\",\"type\":\"ReservationBooked\",\"schema\":1,"
                + "\"occurredAt\":\"2027-01-06T00:31:07.412Z\",\"clockOffsetMs\":12,"
                + "\"clinicId\":\"clinic-"
                + eventId
                + "\",\"deskId\":\"desk-"
                + commitId
                + "\",\"actor\":{\"staffId\":\""
                + staff
                + "\"},\"basis\":0,\"data\":"
                + booking("customer-" + eventId)
                + "}";
    }

    /** What a booking says. */
    static String booking(String customerId) {
        return "{\"customerId\":\""
                + customerId
                + "\",\"startsAt\":\""
                + STARTS
                + "\",\"minutes\":30,\"channel\":\"phone\",\"treatments\":[]}";
    }

    /** A new reservation with one event, ready to be appended. */
    static PreparedCommit commit(StreamId staff) {
        UUID commitId = id();
        UUID eventId = id();
        StreamId streamId = new StreamId("reservation", id());
        return new PreparedCommit(
                commitId,
                ContentHash.of(commitId.toString().getBytes(StandardCharsets.UTF_8)),
                streamId,
                0,
                List.of(
                        new PreparedEvent(
                                eventId,
                                "ReservationBooked",
                                body(eventId, commitId, staff),
                                null)),
                new PreparedCommit.Place(STARTS, new StreamId("customer", eventId)),
                null);
    }

    /**
     * A request with one commit: a new reservation with so many events. After the booking somebody
     * arrives and does not, by turns. Ids are {@link RepeatedPost#NEW_ID}.
     */
    static String request(String storeId, StreamId staff, int events) {
        StringBuilder json = new StringBuilder(400 + 300 * events);
        json.append("{\"storeId\":\"").append(storeId);
        json.append("\",\"commits\":[{\"commitId\":\"").append(NEW_ID);
        json.append("\",\"streamId\":\"reservation-").append(NEW_ID);
        json.append("\",\"expectedVersion\":0,\"events\":[");
        for (int i = 0; i < events; i++) {
            json.append(i == 0 ? "{\"eventId\":\"" : ",{\"eventId\":\"").append(NEW_ID);
            json.append("\",\"type\":\"").append(type(i)).append("\",\"schema\":1,");
            json.append("\"occurredAt\":\"2027-01-06T00:31:07.412Z\",\"clockOffsetMs\":12,");
            json.append("\"actor\":{\"staffId\":\"").append(staff).append("\"},\"data\":");
            json.append(i == 0 ? booking("customer-" + NEW_ID) : "{}").append('}');
        }
        return json.append("]}]}").toString();
    }

    private static String type(int index) {
        if (index == 0) {
            return "ReservationBooked";
        }
        return index % 2 == 1 ? "CustomerArrived" : "ArrivalUndone";
    }
}
