package clinic.daybook.codec;

import clinic.daybook.event.Previous;
import clinic.daybook.event.StreamId;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotationIntrospectorPair;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one way of writing and reading JSON: wire names of enums are their constants in lower case
 * with hyphens, instants are ISO-8601 UTC, a field that is {@code null} is left out, numbers are
 * not taken from texts, texts not from numbers, nor whole numbers from fractions.
 */
public final class Json {

    /** Deepest nesting that is read; the protocol's limit. */
    public static final int MAX_DEPTH = 32;

    /** How many sets of buffers are kept for the next who read or write. */
    private static final int BUFFERS = 64;

    private static final JsonMapper MAPPER = build();

    private Json() {}

    /** The shared mapper. Thread-safe; not to be reconfigured. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /** An enum constant's name on the wire, for example {@code walk-in}. */
    public static String wireName(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static JsonMapper build() {
        SimpleModule module = new SimpleModule("daybook");
        text(module, StreamId.class, StreamId::parse);
        text(module, UUID.class, Json::uuid);
        text(module, Instant.class, Instant::parse);
        text(module, LocalTime.class, LocalTime::parse);
        text(module, ZoneId.class, ZoneId::of);
        module.addSerializer(new PreviousSerializer());
        module.addDeserializer(Previous.class, new PreviousDeserializer(null));
        // Buffers are shared by all threads: one that is new for each request has none of its own.
        JsonFactory factory =
                JsonFactory.builder()
                        .recyclerPool(JsonRecyclerPools.newBoundedPool(BUFFERS))
                        .build();
        JsonMapper mapper =
                JsonMapper.builder(factory)
                        .addModule(module)
                        .serializationInclusion(JsonInclude.Include.NON_NULL)
                        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                        .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                        .withCoercionConfig(LogicalType.Textual, Json::fromTextsAlone)
                        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                        .annotationIntrospector(
                                new AnnotationIntrospectorPair(
                                        new WireNames(), new JacksonAnnotationIntrospector()))
                        .build();
        mapper.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build());
        return mapper;
    }

    /** The switch above leaves texts out: they would be taken from numbers and booleans. */
    private static void fromTextsAlone(MutableCoercionConfig texts) {
        texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    }

    private static UUID uuid(String text) {
        UUID id = UUID.fromString(text);
        if (!id.toString().equals(text)) {
            throw new IllegalArgumentException("a UUID is 36 lower-case characters");
        }
        return id;
    }

    private static <T> void text(SimpleModule module, Class<T> type, Function<String, T> parse) {
        module.addSerializer(type, new ToStringSerializer(type));
        module.addDeserializer(type, new TextDeserializer<>(type, parse));
    }

    /** Reads a value from its text alone; anything else is a mismatch. */
    private static final class TextDeserializer<T> extends StdScalarDeserializer<T> {
        private static final long serialVersionUID = 1L;
        private final transient Function<String, T> parse;

        TextDeserializer(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(com.fasterxml.jackson.core.JsonToken.VALUE_STRING)) {
                throw JsonMappingException.from(parser, "a text was expected");
            }
            try {
                return parse.apply(parser.getText());
            } catch (IllegalArgumentException | DateTimeException e) {
                // The text itself is left out of the message: it may be somebody's name.
                throw JsonMappingException.from(
                        parser, "not a valid " + handledType().getSimpleName());
            }
        }
    }

    /** Enum constants in lower case with hyphens, everywhere. */
    private static final class WireNames extends NopAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public String[] findEnumValues(
                MapperConfig<?> config,
                AnnotatedClass annotatedClass,
                Enum<?>[] constants,
                String[] names) {
            for (int i = 0; i < constants.length; i++) {
                if (names[i] == null) {
                    names[i] = wireName(constants[i]);
                }
            }
            return names;
        }
    }

    /** Writes the value, or {@code null} where it was empty. */
    private static final class PreviousSerializer extends StdSerializer<Previous<?>> {
        private static final long serialVersionUID = 1L;

        PreviousSerializer() {
            super(Previous.class, false);
        }

        @Override
        public void serialize(
                Previous<?> previous, JsonGenerator generator, SerializerProvider provider)
                throws IOException {
            if (previous.value() == null) {
                generator.writeNull();
            } else {
                provider.defaultSerializeValue(previous.value(), generator);
            }
        }
    }

    /** Tells a key that is {@code null} from a key that is left out. */
    private static final class PreviousDeserializer extends StdDeserializer<Previous<?>>
            implements ContextualDeserializer {
        private static final long serialVersionUID = 1L;
        private final @Nullable JavaType valueType;

        PreviousDeserializer(@Nullable JavaType valueType) {
            super(Previous.class);
            this.valueType = valueType;
        }

        @Override
        public JsonDeserializer<?> createContextual(
                DeserializationContext context, @Nullable BeanProperty property) {
            JavaType type = context.getContextualType();
            return new PreviousDeserializer(type == null ? null : type.containedType(0));
        }

        @Override
        public Previous<?> deserialize(JsonParser parser, DeserializationContext context)
                throws IOException {
            if (valueType == null) {
                throw JsonMappingException.from(parser, "a previous value has no type here");
            }
            return new Previous<>(context.<Object>readValue(parser, valueType));
        }

        @Override
        public Previous<?> getNullValue(DeserializationContext context) {
            return new Previous<>(null);
        }

        @Override
        public @Nullable Object getAbsentValue(DeserializationContext context) {
            return null;
        }
    }
}
