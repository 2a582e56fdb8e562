package clinic.daybook.desk.sync;

import clinic.daybook.codec.Json;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A live message, its events left as the text that they came as.
 *
 * @param type empty where it has none
 * @param head {@code null} where it has none
 * @param events {@code null} where it has none
 */
record LiveText(String type, @Nullable Long head, @Nullable List<String> events) {

    /**
     * Takes a message apart.
     *
     * @throws IOException when it is no JSON object
     */
    static LiveText of(String message) throws IOException {
        String type = "";
        Long head = null;
        List<String> events = null;
        try (JsonParser parser = Json.mapper().createParser(message)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("no JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("type") && value == JsonToken.VALUE_STRING) {
                    type = parser.getText();
                } else if (name.equals("head") && value == JsonToken.VALUE_NUMBER_INT) {
                    head = parser.getLongValue();
                } else if (name.equals("events") && value == JsonToken.START_ARRAY) {
                    events = elements(message, parser);
                } else {
                    parser.skipChildren();
                }
            }
            if (parser.nextToken() != null) {
                throw new IOException("more than one JSON object");
            }
        }
        return new LiveText(type, head, events);
    }

    private static List<String> elements(String message, JsonParser parser) throws IOException {
        List<String> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            int from = (int) parser.currentTokenLocation().getCharOffset();
            parser.skipChildren();
            parser.finishToken();
            elements.add(message.substring(from, (int) parser.currentLocation().getCharOffset()));
        }
        return elements;
    }
}
