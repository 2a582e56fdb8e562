package clinic.daybook.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Lifts older shapes of stored JSON to the current one, a schema number at a time. A type without
 * an upcaster is at schema 1.
 */
final class Upcasters {

    /**
     * Lifts the data of {@code type} from {@code from} to {@code from + 1}; may change its copy.
     */
    record Upcaster(String type, int from, UnaryOperator<ObjectNode> lift) {}

    private static final Upcasters EVENTS = new Upcasters(List.of());
    private static final Upcasters COMMANDS = new Upcasters(List.of());

    private final Map<String, Map<Integer, UnaryOperator<ObjectNode>>> byType = new HashMap<>();

    Upcasters(List<Upcaster> upcasters) {
        for (Upcaster upcaster : upcasters) {
            byType.computeIfAbsent(upcaster.type(), t -> new HashMap<>())
                    .put(upcaster.from(), upcaster.lift());
        }
    }

    static Upcasters events() {
        return EVENTS;
    }

    static Upcasters commands() {
        return COMMANDS;
    }

    /** One more than the number of upcasters of the type. */
    int currentSchema(String type) {
        return 1 + byType.getOrDefault(type, Map.of()).size();
    }

    /** The data in the current shape; the given node is left as it is. */
    JsonNode lift(String type, int schema, JsonNode data) {
        int current = currentSchema(type);
        if (schema == current || !(data instanceof ObjectNode object)) {
            return data;
        }
        Map<Integer, UnaryOperator<ObjectNode>> steps = byType.getOrDefault(type, Map.of());
        ObjectNode lifted = object.deepCopy();
        for (int from = schema; from < current; from++) {
            UnaryOperator<ObjectNode> step = steps.get(from);
            if (step == null) {
                throw new IllegalStateException("no upcaster for " + type + " from " + from);
            }
            lifted = step.apply(lifted);
        }
        return lifted;
    }
}
