package clinic.daybook.server;

import clinic.daybook.codec.Json;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a constant under the name that it has on the wire, for example {@code front-desk}. */
abstract class WireNameConverter<E extends Enum<E>> implements ITypeConverter<E> {

    private final String what;
    private final Class<E> type;

    /** {@code what}: a noun with its article, for the message. */
    WireNameConverter(String what, Class<E> type) {
        this.what = what;
        this.type = type;
    }

    @Override
    public E convert(String value) {
        E[] constants = type.getEnumConstants();
        return Arrays.stream(constants)
                .filter(constant -> Json.wireName(constant).equals(value))
                .findFirst()
                .orElseThrow(() ->
                        new TypeConversionException(
                                what
                                        + " is one of "
                                        + Arrays.stream(constants)
                                                .map(Json::wireName)
                                                .collect(Collectors.joining(", "))));
    }
}
