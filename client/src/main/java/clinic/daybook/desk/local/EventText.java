package clinic.daybook.desk.local;

import clinic.daybook.codec.Json;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A recorded event as text, to the byte as the server sent it, except that what is personal is cut
 * out and stands apart: key order, number forms and fields that only a newer program knows stay.
 *
 * @param envelope the event without {@code personal} and {@code salt}
 * @param subject whose data it is; {@code null} where nothing is personal
 * @param personal the JSON of {@code personal}; {@code null} where nothing is
 * @param salt {@code null} where none was given
 */
record EventText(
        String envelope,
        @Nullable String subject,
        @Nullable String personal,
        @Nullable String salt) {

    private static final Set<String> APART = Set.of("personal", "salt");

    /** The text of one event, which {@code node} was read from. */
    static EventText of(String text, JsonNode node) {
        if (APART.stream().noneMatch(node::has)) {
            return new EventText(text, null, null, null);
        }
        try (JsonParser parser = Json.mapper().createParser(text)) {
            return cut(text, parser, node);
        } catch (IOException e) {
            throw new IllegalArgumentException("not the text that the node was read from", e);
        }
    }

    private static EventText cut(String text, JsonParser parser, JsonNode node) throws IOException {
        parser.nextToken();
        int kept = 0;
        int end = end(parser);
        boolean first = true;
        String personal = null;
        StringBuilder envelope = new StringBuilder(text.length());
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            int from = (int) parser.currentTokenLocation().getCharOffset();
            int before = end;
            parser.skipChildren();
            parser.finishToken();
            end = end(parser);
            if (!APART.contains(name)) {
                first = false;
                continue;
            }
            if (name.equals("personal") && value == JsonToken.START_OBJECT) {
                personal = text.substring(from, end);
            }
            envelope.append(text, kept, before);
            // Before the first field there is no comma to go with it; the one after it goes.
            kept = first ? pastComma(text, end) : end;
            end = kept;
        }
        envelope.append(text.substring(kept));
        return new EventText(
                envelope.toString(),
                personal == null ? null : node.path("subject").asText(),
                personal,
                node.path("salt").textValue());
    }

    private static int end(JsonParser parser) {
        return (int) parser.currentLocation().getCharOffset();
    }

    private static int pastComma(String text, int from) {
        int i = from;
        while (Character.isWhitespace(text.charAt(i))) {
            i++;
        }
        return text.charAt(i) == ',' ? i + 1 : i;
    }
}
