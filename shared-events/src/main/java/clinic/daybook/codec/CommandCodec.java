package clinic.daybook.codec;

import clinic.daybook.event.Command;
import clinic.daybook.event.Decider;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * JSON of commands. A pending change keeps its command so that it can be decided again, also after
 * an update of the program: commands have schema numbers and upcasters like events. Commands of
 * different aggregates may share a name, so the kind of stream is part of the key.
 */
public final class CommandCodec {

    /** A command type of the registry. */
    public record CommandType(
            String kind, String name, Class<? extends Command> type, int schema) {}

    private static final Map<String, CommandType> TYPES = types();

    private CommandCodec() {}

    /** Every known type under {@code kind/name}, in the order of these keys. */
    public static Map<String, CommandType> known() {
        return TYPES;
    }

    /** The command's fields as they are stored. */
    public static ObjectNode encode(Command command) {
        return Json.mapper().valueToTree(command);
    }

    /** The schema number under which {@link #encode} writes a command of this type. */
    public static int schemaOf(String kind, Command command) {
        CommandType known = TYPES.get(kind + "/" + command.typeName());
        if (known == null) {
            throw new IllegalArgumentException("not in the registry: " + command.typeName());
        }
        return known.schema();
    }

    /** Reads a stored command; empty when this version does not know it or cannot read it. */
    public static Optional<Command> decode(String kind, String name, int schema, JsonNode fields) {
        CommandType known = TYPES.get(kind + "/" + name);
        if (known == null || schema < 1 || schema > known.schema()) {
            return Optional.empty();
        }
        JsonNode lifted = Upcasters.commands().lift(kind + "/" + name, schema, fields);
        return RecordReader.read(lifted, known.type())
                .map(Optional::<Command>of, problem -> Optional.empty());
    }

    private static Map<String, CommandType> types() {
        Map<String, CommandType> types = new TreeMap<>();
        for (Decider<?, ?, ?> decider : Aggregates.all()) {
            for (Class<? extends Command> type : SealedTypes.leaves(decider.commandType())) {
                String name = type.getSimpleName();
                String key = decider.kind() + "/" + name;
                types.put(
                        key,
                        new CommandType(
                                decider.kind(),
                                name,
                                type,
                                Upcasters.commands().currentSchema(key)));
            }
        }
        return java.util.Collections.unmodifiableMap(types);
    }
}
