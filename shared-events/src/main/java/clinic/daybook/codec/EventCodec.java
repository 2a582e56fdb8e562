package clinic.daybook.codec;

import clinic.daybook.event.Decider;
import clinic.daybook.event.Event;
import clinic.daybook.event.Personal;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * JSON of events by an explicit registry: the events of every aggregate's sealed interface, under
 * their simple names. An older schema is lifted to the current one on raw JSON by {@link
 * Upcasters}.
 */
public final class EventCodec {

    /** What reading an event's data led to. */
    public sealed interface Decoded {

        /** The event, in its current shape. */
        record Known(Event event) implements Decoded {}

        /** This version does not know the type, or not this schema of it. */
        record Unknown() implements Decoded {}

        /**
         * The data is not what the type asks for.
         *
         * @param message which field and why; holds no value of any field
         */
        record Malformed(String message) implements Decoded {}
    }

    /**
     * An event type of the registry.
     *
     * @param kind of the streams in which it stands
     * @param schema the current number, from 1
     */
    public record EventType(String name, String kind, Class<? extends Event> type, int schema) {}

    private static final Map<String, EventType> TYPES = types();

    private EventCodec() {}

    /** Every known type by its wire name, in the order of the names. */
    public static Map<String, EventType> known() {
        return TYPES;
    }

    /** The kind of stream in which a type stands; {@code null} when the type is unknown. */
    public static @Nullable String kindOf(String type) {
        EventType known = TYPES.get(type);
        return known == null ? null : known.kind();
    }

    /** The event's data as it goes on the wire. */
    public static ObjectNode encode(Event event) {
        return Json.mapper().valueToTree(event);
    }

    /** The schema number under which {@link #encode} writes this event. */
    public static int schemaOf(Event event) {
        EventType known = TYPES.get(event.typeName());
        if (known == null) {
            throw new IllegalArgumentException("not in the registry: " + event.typeName());
        }
        return known.schema();
    }

    /** Reads an event's data. Personal fields inside it make it malformed. */
    public static Decoded decode(String type, int schema, JsonNode data) {
        EventType known = TYPES.get(type);
        if (known == null || schema < 1 || schema > known.schema()) {
            return new Decoded.Unknown();
        }
        String personal = personalFieldIn(data, "", known);
        if (personal != null) {
            return new Decoded.Malformed("personal field in data: " + personal);
        }
        return RecordReader.read(Upcasters.events().lift(type, schema, data), known.type())
                .<Decoded>map(Decoded.Known::new, Decoded.Malformed::new);
    }

    /** Whether a part of such an event's data has a field that says who somebody is. */
    public static boolean holdsPersonal(String type, JsonNode part) {
        EventType known = TYPES.get(type);
        return known == null || personalFieldIn(part, "", known) != null;
    }

    private static @Nullable String personalFieldIn(JsonNode node, String parent, EventType type) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String key = field.getKey();
            if (Personal.FIELDS.contains(key)
                    && !(key.equals("name") && namesNoCustomer(parent, type))) {
                return key;
            }
            // There the fields' names are keys whose values are event ids, which reading checks.
            if (key.equals("replaces") && type.name().equals("CustomerDetailsChanged")) {
                continue;
            }
            String inner = personalFieldIn(field.getValue(), key, type);
            if (inner != null) {
                return inner;
            }
        }
        if (node.isArray()) {
            for (JsonNode element : node) {
                String inner = personalFieldIn(element, parent, type);
                if (inner != null) {
                    return inner;
                }
            }
        }
        return null;
    }

    /** Whether a name in this place is that of a procedure, a room, an employee or the clinic. */
    private static boolean namesNoCustomer(String parent, EventType type) {
        return switch (type.kind()) {
            case "procedure", "staff", "room", "clinic" -> true;
            // A desk tells what somebody meant to do with a reservation, treatments included.
            case "reservation", "desk" -> parent.equals("task") || parent.equals("treatments");
            default -> false;
        };
    }

    private static Map<String, EventType> types() {
        Map<String, EventType> types = new TreeMap<>();
        for (Decider<?, ?, ?> decider : Aggregates.all()) {
            for (Class<? extends Event> type : SealedTypes.leaves(decider.eventType())) {
                String name = type.getSimpleName();
                int schema = Upcasters.events().currentSchema(name);
                if (types.put(name, new EventType(name, decider.kind(), type, schema)) != null) {
                    throw new IllegalStateException("two event types are named " + name);
                }
            }
        }
        return java.util.Collections.unmodifiableMap(types);
    }

    /** The personal fields that may stand beside an event of this type. */
    public static Set<String> personalFieldsOf(String type) {
        return switch (type) {
            case "CustomerRegistered", "CustomerDetailsChanged" ->
                    Set.of("name", "phone", "birthDate", "reason", "note");
            case "ReservationBooked", "MemoChanged" -> Set.of("memo", "reason", "note");
            default -> Set.of("reason", "note");
        };
    }
}
