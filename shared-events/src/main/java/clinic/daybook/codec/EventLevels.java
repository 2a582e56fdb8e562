package clinic.daybook.codec;

import clinic.daybook.event.Event;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Since which write level an event may be written. A program of level N reads and writes everything
 * up to N; a clinic writes no more than its oldest desk can read, and its administrator raises the
 * level when all are updated. What the first release knew is level 1.
 *
 * <p>What came later is listed here, once: a type under {@code Type.v1}, a new schema of it under
 * {@code Type.v2}, and an optional field that older programs would not know how to fold under
 * {@code Type.v1.field}. A field without which the rest stays true is not listed: who does not know
 * it keeps it all the same. A line is never changed.
 */
public final class EventLevels {

    /** Everything that this program knows. */
    public static final int CURRENT = 2;

    private static final EventLevels KNOWN =
            new EventLevels(
                    Map.ofEntries(
                            Map.entry("PackageSold.v1", 2),
                            Map.entry("PackageSessionRedeemed.v1", 2),
                            Map.entry("PackageSessionRestored.v1", 2),
                            Map.entry("PackageRefunded.v1", 2),
                            Map.entry("PaymentReceived.v1.session", 2),
                            Map.entry("ChangeUnchanged.v1", 2)));

    private final SortedMap<String, Integer> later;

    EventLevels(Map<String, Integer> later) {
        this.later = new TreeMap<>(later);
    }

    /** The levels of this program's events. */
    public static EventLevels known() {
        return KNOWN;
    }

    /** The level of an event as it is on the wire; a type that nobody listed counts as level 1. */
    public int of(String type, int schema, JsonNode data) {
        String key = key(type, schema);
        int level = later.getOrDefault(key, 1);
        for (Map.Entry<String, Integer> field : fieldsOf(key).entrySet()) {
            if (data.has(field.getKey())) {
                level = Math.max(level, field.getValue());
            }
        }
        return level;
    }

    /** The level that writing this event takes. */
    public int of(Event event) {
        String key = key(event.typeName(), EventCodec.schemaOf(event));
        return fieldsOf(key).isEmpty()
                ? later.getOrDefault(key, 1)
                : of(event.typeName(), EventCodec.schemaOf(event), EventCodec.encode(event));
    }

    /**
     * The event as it may be written at a level: without what came later. Empty where all of it
     * came later, or nothing sensible is left.
     */
    public Optional<Event> lowered(Event event, int level) {
        if (of(event) <= level) {
            return Optional.of(event);
        }
        int schema = EventCodec.schemaOf(event);
        return switch (decode(level, event.typeName(), schema, EventCodec.encode(event))) {
            case EventCodec.Decoded.Known known -> Optional.of(known.event());
            case EventCodec.Decoded.Unknown _, EventCodec.Decoded.Malformed _ -> Optional.empty();
        };
    }

    /** Reads an event as a program of this level does: what came later is unknown to it. */
    public EventCodec.Decoded decode(int level, String type, int schema, JsonNode data) {
        String key = key(type, schema);
        if (later.getOrDefault(key, 1) > level) {
            return new EventCodec.Decoded.Unknown();
        }
        JsonNode read = data;
        for (Map.Entry<String, Integer> field : fieldsOf(key).entrySet()) {
            if (field.getValue() > level && read instanceof ObjectNode object) {
                read = object.deepCopy().without(field.getKey());
            }
        }
        return EventCodec.decode(type, schema, read);
    }

    /** What is listed as having come later, and since when; for documents and tests. */
    public Map<String, Integer> later() {
        return java.util.Collections.unmodifiableMap(later);
    }

    private Map<String, Integer> fieldsOf(String key) {
        if (later.isEmpty()) {
            return Map.of();
        }
        String prefix = key + ".";
        return later.tailMap(prefix).entrySet().stream()
                .takeWhile(e -> e.getKey().startsWith(prefix))
                .collect(
                        Collectors.toMap(
                                e -> e.getKey().substring(prefix.length()), Map.Entry::getValue));
    }

    private static String key(String type, int schema) {
        return type + ".v" + schema;
    }
}
