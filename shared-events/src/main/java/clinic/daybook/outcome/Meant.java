package clinic.daybook.outcome;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a person had meant, as the command that said so: enough for any desk to put it into words.
 * Personal data is never in a command, so it is not here either.
 *
 * @param schema of the command's type
 * @param fields as the command's JSON has them: texts, whole numbers, truth values, lists and
 *     objects of these; in the order of their names, every whole number held as a {@link Long}
 */
public record Meant(int schema, Map<String, Object> fields) {

    /**
     * Takes the fields over as they are, numbers widened so that equal ones are equal.
     *
     * @throws IllegalArgumentException for a schema below 1 or a value that no command has
     */
    public Meant {
        if (schema < 1) {
            throw new IllegalArgumentException("a schema is 1 or more");
        }
        fields = object(fields);
    }

    private static Map<String, Object> object(Map<?, ?> fields) {
        Map<String, Object> copy = new TreeMap<>();
        fields.forEach((key, value) -> copy.put(String.valueOf(key), value(value)));
        return Collections.unmodifiableMap(copy);
    }

    private static Object value(@Nullable Object value) {
        return switch (value) {
            case String text -> text;
            case Boolean truth -> truth;
            case Long number -> number;
            case Integer number -> number.longValue();
            case Map<?, ?> inner -> object(inner);
            case List<?> list -> {
                List<Object> copy = new ArrayList<>();
                list.forEach(element -> copy.add(value(element)));
                yield Collections.unmodifiableList(copy);
            }
            case null, default -> throw new IllegalArgumentException("no value of a command");
        };
    }
}
