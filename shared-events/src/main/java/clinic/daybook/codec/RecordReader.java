package clinic.daybook.codec;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a record from JSON and sees that every component not marked {@code @Nullable} is there. */
public final class RecordReader {

    /** A value, or why there is none. */
    public record Result<T>(@Nullable T value, String problem) {
        /** The one or the other, turned into an {@code R}. */
        public <R> R map(
                Function<? super T, ? extends R> read, Function<String, ? extends R> failed) {
            return value == null ? failed.apply(problem) : read.apply(value);
        }
    }

    /** A record's component; {@code optional}: marked {@code @Nullable}. */
    private record Component(String name, Method accessor, boolean optional) {
        static Component of(RecordComponent component) {
            return new Component(
                    component.getName(),
                    component.getAccessor(),
                    component.getAnnotatedType().isAnnotationPresent(Nullable.class));
        }
    }

    // Looking up annotations anew costs more than all the rest of reading an event.
    private static final ClassValue<List<Component>> COMPONENTS =
            new ClassValue<>() {
                @Override
                protected List<Component> computeValue(Class<?> type) {
                    return Arrays.stream(type.getRecordComponents()).map(Component::of).toList();
                }
            };

    private RecordReader() {}

    /** Reads {@code json} as {@code type}; the problem names fields, never their values. */
    public static <T> Result<T> read(JsonNode json, Class<T> type) {
        if (!json.isObject()) {
            return new Result<>(null, "data is not an object");
        }
        String absent = absent(json, type);
        if (absent != null) {
            return new Result<>(null, "missing: " + absent);
        }
        try {
            T value = Json.mapper().treeToValue(json, type);
            String missing = missing(value);
            return missing == null
                    ? new Result<>(value, "")
                    : new Result<>(null, "missing: " + missing);
        } catch (JacksonException e) {
            return new Result<>(null, problem(e));
        }
    }

    /** What is plainly not there is told by its name, before a constructor stumbles over it. */
    private static @Nullable String absent(JsonNode json, Class<?> type) {
        for (Component component : COMPONENTS.get(type)) {
            if (!component.optional() && !json.hasNonNull(component.name())) {
                return component.name();
            }
        }
        return null;
    }

    /** Names the field and, where our own constructors refused, their reason; never a value. */
    private static String problem(JacksonException e) {
        String path =
                e instanceof JsonMappingException mapping
                        ? mapping.getPath().stream()
                                .map(r -> r.getFieldName() == null ? "[]" : r.getFieldName())
                                .collect(Collectors.joining("."))
                        : "";
        if (e instanceof ValueInstantiationException
                && e.getCause() instanceof IllegalArgumentException reason) {
            return (path.isEmpty() ? "" : path + ": ") + reason.getMessage();
        }
        return path.isEmpty() ? "data does not fit its type" : "field does not fit: " + path;
    }

    private static @Nullable String missing(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Record r -> {
                for (Component component : COMPONENTS.get(r.getClass())) {
                    Object held = get(r, component);
                    if (held == null && !component.optional()) {
                        yield component.name();
                    }
                    String inner = missing(held);
                    if (inner != null) {
                        yield component.name() + "." + inner;
                    }
                }
                yield null;
            }
            case List<?> list -> firstMissing(list);
            case Map<?, ?> map -> firstMissing(map.values());
            default -> null;
        };
    }

    private static @Nullable String firstMissing(Iterable<?> values) {
        for (Object value : values) {
            String inner = value == null ? "[]" : missing(value);
            if (inner != null) {
                return inner;
            }
        }
        return null;
    }

    private static @Nullable Object get(Record r, Component component) {
        try {
            return component.accessor().invoke(r);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("a record's accessor is public and does not throw", e);
        }
    }
}
