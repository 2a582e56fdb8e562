package clinic.daybook.server.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.codec.Json;
import clinic.daybook.protocol.RecordedEvent;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The records' form is a contract with programs that are not ours. */
class CloudEventTest {

    @Test
    void isTheProtocolsCloudEventWithoutAnythingPersonal() throws IOException {
        MemoryTail tail = new MemoryTail();
        RecordedEvent event = tail.append(1);

        ForwardItem item = CloudEvent.item("store-1", tail.readWithoutPersonal(0, 1, 1).getFirst());

        JsonNode expected =
                Json.mapper()
                        .readTree(
                                """
                                {"specversion": "1.0",
                                 "id": "00000000-0000-0002-0000-000000000003",
                                 "source": "/daybook/store-1",
                                 "type": "clinic.daybook.reservation-rescheduled.v1",
                                 "subject": "reservation-00000000-0000-0001-0000-000000000001",
                                 "time": "2026-01-06T01:02:03.004Z",
                                 "datacontenttype": "application/json",
                                 "partitionkey": "reservation-00000000-0000-0001-0000-000000000001",
                                 "streamversion": 1,
                                 "position": "3",
                                 "data": {
                                   "position": 3,
                                   "streamId": "reservation-00000000-0000-0001-0000-000000000001",
                                   "version": 1,
                                   "eventId": "00000000-0000-0002-0000-000000000003",
                                   "commitId": "00000000-0000-0003-0000-000000000003",
                                   "type": "reservation-rescheduled",
                                   "schema": 1,
                                   "occurredAt": "2026-01-06T01:02:03.004Z",
                                   "clockOffsetMs": 12,
                                   "recordedAt": "2026-01-06T01:02:04Z",
                                   "clinicId": "clinic-1",
                                   "deskId": "desk-00000000-0000-0007-0000-000000000001",
                                   "actor": {
                                     "staffId": "staff-00000000-0000-0007-0000-000000000002"},
                                   "basis": 0,
                                   "data": {"minutes": 30},
                                   "subject": "customer-00000000-0000-0004-0000-000000000001",
                                   "commitment": "commitment"}}
                                """);
        assertThat(Json.mapper().readTree(item.json())).isEqualTo(expected);
        assertThat(item.key()).isEqualTo(event.streamId().toString());
        assertThat(item.position()).isEqualTo(3);
        assertThat(item.version()).isEqualTo(1);
    }
}
