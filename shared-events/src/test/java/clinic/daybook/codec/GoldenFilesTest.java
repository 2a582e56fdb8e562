package clinic.daybook.codec;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.event.Command;
import clinic.daybook.event.Event;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every type and schema ever shipped has a file, and it is read to this day. A file is never
 * changed: a new shape gets a new schema, a new file, and an upcaster that the old file proves.
 */
class GoldenFilesTest {

    private static final Map<String, Event> EVENTS = GoldenEvents.all();
    private static final Map<String, Command> COMMANDS = GoldenCommands.all();

    static Stream<String> events() {
        return files("events").keySet().stream();
    }

    static Stream<String> commands() {
        return files("commands").keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("events")
    void anEventIsReadAndWrittenAsItsFileSays(String file) throws IOException {
        // <Type>.v<schema>[.variant]
        String[] name = file.split("\\.");
        int schema = Integer.parseInt(name[1].substring(1));
        String golden = Files.readString(files("events").get(file));
        JsonNode data = Json.mapper().readTree(golden);
        Event event = EVENTS.get(file);
        assertThat(EventCodec.decode(name[0], schema, data))
                .isEqualTo(new EventCodec.Decoded.Known(event));
        if (schema == EventCodec.schemaOf(event)) {
            assertThat(pretty(EventCodec.encode(event))).isEqualTo(golden);
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aCommandIsReadAndWrittenAsItsFileSays(String file) throws IOException {
        // <kind>.<Type>.v<schema>[.variant]
        String[] name = file.split("\\.");
        int schema = Integer.parseInt(name[2].substring(1));
        String golden = Files.readString(files("commands").get(file));
        JsonNode fields = Json.mapper().readTree(golden);
        Command command = COMMANDS.get(file);
        assertThat(CommandCodec.decode(name[0], name[1], schema, fields)).contains(command);
        if (schema == CommandCodec.schemaOf(name[0], command)) {
            assertThat(pretty(CommandCodec.encode(command))).isEqualTo(golden);
        }
    }

    @Test
    void everyExampleHasAFileAndEveryFileAnExample() {
        assertThat(files("events").keySet()).containsExactlyElementsOf(EVENTS.keySet());
        assertThat(files("commands").keySet()).containsExactlyElementsOf(COMMANDS.keySet());
    }

    @Test
    void noEventTypeAndSchemaLacksAFile() {
        for (EventCodec.EventType type : EventCodec.known().values()) {
            assertThat(files("events")).containsKeys(expected(type.name(), type.schema()));
            if (hasOptionalFields(type.type())) {
                assertThat(files("events")).containsKey(type.name() + ".v1.least");
            }
        }
    }

    @Test
    void noCommandTypeAndSchemaLacksAFile() {
        for (CommandCodec.CommandType type : CommandCodec.known().values()) {
            String name = type.kind() + "." + type.name();
            assertThat(files("commands")).containsKeys(expected(name, type.schema()));
            if (hasOptionalFields(type.type())) {
                assertThat(files("commands")).containsKey(name + ".v1.least");
            }
        }
    }

    @Test
    void everyOptionalFieldIsGivenInSomeFileAndWithLeastNoneIs() {
        Map<String, Object> all = new TreeMap<>(EVENTS);
        all.putAll(COMMANDS);
        Map<String, List<Boolean>> byType = new TreeMap<>();
        // A field that came later is given in a file of its own: the older ones stay as they are.
        all.forEach((file, example) ->
                byType.merge(
                        file.replaceFirst("\\.v\\d+.*", ""),
                        given(example),
                        (a, b) ->
                                IntStream.range(0, a.size())
                                        .mapToObj(i -> a.get(i) || b.get(i))
                                        .toList()));
        byType.forEach((type, given) -> assertThat(given).as(type).doesNotContain(false));
        all.forEach((file, example) -> {
            if (file.endsWith(".least") && !file.startsWith("TreatmentChanged")) {
                assertThat(given(example)).as(file).doesNotContain(true);
            }
        });
    }

    private static String[] expected(String name, int schema) {
        return IntStream.rangeClosed(1, schema)
                .mapToObj(v -> name + ".v" + v)
                .toArray(String[]::new);
    }

    private static boolean hasOptionalFields(Class<?> type) {
        return optional(type).findAny().isPresent();
    }

    private static Stream<RecordComponent> optional(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .filter(c -> c.getAnnotatedType().isAnnotationPresent(Nullable.class));
    }

    /** For each optional field, whether it is given. */
    private static List<Boolean> given(Object example) {
        return optional(example.getClass()).map(c -> value(c, example) != null).toList();
    }

    private static @Nullable Object value(RecordComponent component, Object holder) {
        try {
            return component.getAccessor().invoke(holder);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, Path> files(String directory) {
        try {
            Path folder =
                    Path.of(GoldenFilesTest.class.getResource("/golden/" + directory).toURI());
            Map<String, Path> files = new TreeMap<>();
            try (Stream<Path> paths = Files.list(folder)) {
                paths.forEach(
                        p -> files.put(p.getFileName().toString().replaceAll("\\.json$", ""), p));
            }
            return files;
        } catch (IOException | URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static String pretty(JsonNode json) throws IOException {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter()
                        .withSeparators(
                                Separators.createDefaultInstance()
                                        .withObjectFieldValueSpacing(Separators.Spacing.AFTER));
        printer.indentObjectsWith(indenter);
        printer.indentArraysWith(indenter);
        return Json.mapper().writer(printer).writeValueAsString(json) + "\n";
    }
}
