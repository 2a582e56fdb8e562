package clinic.daybook.desk.local;

import clinic.daybook.codec.Json;
import clinic.daybook.codec.RecordReader;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.RecordedEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the server's feed has brought in one piece.
 *
 * @param upTo the position of the last event
 */
public record FeedPage(List<Item> items, long upTo) {

    /** A line of the feed. */
    public sealed interface Item {

        /** Its place in the log; 0 where it has none. */
        default long position() {
            return switch (this) {
                case Recorded r -> r.event().position();
                case Strange s -> s.position();
                case Garbled _ -> 0;
            };
        }

        /**
         * An event; its data may still be of a type that this version does not know.
         *
         * @param text as it came
         * @param decoded with its data read, where that was done already
         */
        record Recorded(RecordedEvent event, EventText text, @Nullable StoredEvent decoded)
                implements Item {
            Recorded(RecordedEvent event, EventText text) {
                this(event, text, null);
            }
        }

        /** JSON with a place in the log that is no event as this version knows them. */
        record Strange(long position, StreamId streamId, long version, UUID eventId, EventText text)
                implements Item {}

        /** No JSON, or without a place in the log. */
        record Garbled(String line) implements Item {}
    }

    public FeedPage {
        items = List.copyOf(items);
    }

    /** Events that are at hand as such. */
    public static FeedPage of(List<RecordedEvent> events) {
        return parse(events.stream().map(RowJson::write).toList());
    }

    /** Events as the server sent them, each a text of JSON; empty ones are left out. */
    public static FeedPage parse(List<String> lines) {
        Parser parser = new Parser();
        lines.forEach(parser::line);
        return parser.page();
    }

    /** Reads the lines of a page as they come. Of one thread. */
    public static final class Parser {
        private final List<Item> items = new ArrayList<>();
        private long upTo;

        /** The next line; an empty one is left out. */
        public void line(String line) {
            if (!line.isBlank()) {
                Item item = parse(line);
                items.add(item);
                upTo = Math.max(upTo, item.position());
            }
        }

        /** What was read. */
        public FeedPage page() {
            return new FeedPage(items, upTo);
        }
    }

    /** The same page, each event's data read: what can be done away from the engine's thread. */
    FeedPage decoded(Function<RecordedEvent, StoredEvent> reader) {
        List<Item> decoded = new ArrayList<>(items.size());
        for (Item item : items) {
            decoded.add(
                    item instanceof Item.Recorded r
                            ? new Item.Recorded(r.event(), r.text(), reader.apply(r.event()))
                            : item);
        }
        return new FeedPage(decoded, upTo);
    }

    /** The streams that it touches. */
    public Set<StreamId> streams() {
        Set<StreamId> streams = new LinkedHashSet<>();
        for (Item item : items) {
            switch (item) {
                case Item.Recorded r -> streams.add(r.event().streamId());
                case Item.Strange s -> streams.add(s.streamId());
                case Item.Garbled _ -> {
                    // Touches nothing.
                }
            }
        }
        return streams;
    }

    private static Item parse(String line) {
        JsonNode node;
        try {
            node = Json.mapper().readTree(line);
        } catch (JsonProcessingException e) {
            return new Item.Garbled(line);
        }
        return parse(node, line);
    }

    private static Item parse(JsonNode node, String line) {
        return RecordReader.read(node, RecordedEvent.class)
                .<Item>map(
                        event -> new Item.Recorded(event, EventText.of(line, node)),
                        problem -> {
                            Item strange = strange(node, line);
                            return strange == null ? new Item.Garbled(line) : strange;
                        });
    }

    private static @Nullable Item strange(JsonNode node, String line) {
        if (!(node instanceof ObjectNode)
                || !node.path("position").isIntegralNumber()
                || !node.path("version").isIntegralNumber()) {
            return null;
        }
        try {
            return new Item.Strange(
                    node.path("position").longValue(),
                    StreamId.parse(node.path("streamId").asText()),
                    node.path("version").longValue(),
                    UUID.fromString(node.path("eventId").asText()),
                    EventText.of(line, node));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
