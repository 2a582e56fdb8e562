package clinic.daybook.server.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.codec.Json;
import clinic.daybook.protocol.RecordedEvent;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.kinesis.model.Record;

/** What a consumer of the stream makes of its records: repeats dropped, order checked. */
final class Received {

    private final Map<String, Long> versions = new HashMap<>();
    private final Set<String> eventIds = new HashSet<>();
    private final List<JsonNode> events = new ArrayList<>();
    private int repeats;

    /** Takes up records in the order of their shard. */
    Received addAll(List<Record> records) {
        records.forEach(this::add);
        return this;
    }

    private void add(Record record) {
        String text = record.data().asString(StandardCharsets.UTF_8);
        assertThat(text).doesNotContain("personal", "for this person alone", "c2FsdA==");
        try {
            JsonNode json = Json.mapper().readTree(text);
            for (JsonNode event : json.isArray() ? json : List.of(json)) {
                assertThat(event.get("subject").asText()).isEqualTo(record.partitionKey());
                add(event);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(JsonNode event) {
        String key = event.get("source").asText() + " " + event.get("subject").asText();
        long version = event.get("streamversion").asLong();
        long last = versions.getOrDefault(key, 0L);
        if (version <= last) {
            repeats++;
            return;
        }
        assertThat(version).as("the version after %s of %s", last, key).isEqualTo(last + 1);
        versions.put(key, version);
        assertThat(eventIds.add(event.get("id").asText())).isTrue();
        events.add(event);
    }

    int repeats() {
        return repeats;
    }

    List<JsonNode> events() {
        return events;
    }

    /** Every one of the recorded events is there once. */
    void assertComplete(List<RecordedEvent> recorded) {
        assertThat(eventIds)
                .containsExactlyInAnyOrderElementsOf(
                        recorded.stream().map(e -> e.eventId().toString()).toList());
    }
}
