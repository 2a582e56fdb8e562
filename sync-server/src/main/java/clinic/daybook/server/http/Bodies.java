package clinic.daybook.server.http;

import clinic.daybook.codec.Json;
import clinic.daybook.protocol.Problem;
import clinic.daybook.protocol.Protocol;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads request bodies within the protocol's limits. */
final class Bodies {

    /** How much of a body that is too long is read past, so that its sender gets to the answer. */
    private static final long DRAIN_BYTES = 16L * 1024 * 1024;

    /** Enrolments, sessions and tokens have a few hundred bytes. */
    private static final int SHORT_BYTES = 64 * 1024;

    private static final int BUFFER_BYTES = 16 * 1024;

    private static final long DRAIN_NANOS = Duration.ofSeconds(5).toNanos();

    // Numbers stay as they came: no digit is lost on the way into the store.
    private static final ObjectReader READER =
            Json.mapper()
                    .readerFor(JsonNode.class)
                    .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);

    private Bodies() {}

    /** A short body as a JSON object; 413 or 400 when it is none. */
    static ObjectNode object(Context ctx) throws IOException {
        return object(shortOne(ctx));
    }

    /** A short body, perhaps an empty one; 413 when it is longer. */
    static byte[] shortOne(Context ctx) throws IOException {
        return bytes(ctx, SHORT_BYTES);
    }

    /** What was read, as a JSON object; 400 when it is none. */
    static ObjectNode object(byte[] body) {
        JsonNode json;
        try {
            json = READER.readValue(body);
        } catch (IOException notJson) {
            throw HttpProblem.malformed(
                    "the body is no JSON of at most " + Json.MAX_DEPTH + " levels");
        }
        if (json instanceof ObjectNode object) {
            return object;
        }
        throw HttpProblem.malformed("the body is no JSON object");
    }

    /** A text of the body; 400 when it is missing or none. */
    static String text(ObjectNode body, String field) {
        String text = optionalText(body, field);
        if (text == null) {
            throw HttpProblem.malformed("missing or no text: " + field);
        }
        return text;
    }

    /** A text of the body, or null; 400 when it is no text. */
    static @Nullable String optionalText(ObjectNode body, String field) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw HttpProblem.malformed("no text: " + field);
        }
        return value.textValue();
    }

    /** Whether the body may be a long one, by what its sender says of it. */
    static boolean mayBeLong(Context ctx) {
        long length = ctx.req().getContentLengthLong();
        return length < 0 || length > SHORT_BYTES;
    }

    /** The body; 413 when it is too long, 408 when it trickles. */
    static byte[] bytes(Context ctx) throws IOException {
        return bytes(ctx, Protocol.MAX_BODY_BYTES);
    }

    /** Read bit by bit: no more memory is taken than has come, and none for what is too much. */
    private static byte[] bytes(Context ctx, int most) throws IOException {
        InputStream in = ctx.req().getInputStream();
        long said = ctx.req().getContentLengthLong();
        if (said > most) {
            throw tooLarge(in, most);
        }
        Pace pace = Pace.of(ctx);
        // One more than was said, so that a short body and its end take one buffer each.
        int room = said < 0 ? BUFFER_BYTES : (int) Math.min(said + 1, BUFFER_BYTES);
        ByteArrayOutputStream body = new ByteArrayOutputStream(room);
        byte[] buffer = new byte[room];
        int read = pace.read(in, buffer);
        while (read >= 0) {
            if (body.size() + read > most) {
                throw tooLarge(in, most);
            }
            body.write(buffer, 0, read);
            if (pace.tooSlow()) {
                throw HttpProblem.of(
                        408,
                        Problem.Codes.REQUEST_TIMEOUT,
                        "the body came too slowly; send it again");
            }
            read = pace.read(in, buffer);
        }
        return body.toByteArray();
    }

    private static HttpProblem tooLarge(InputStream in, int most) {
        try {
            drain(in);
        } catch (IOException gone) {
            // It is refused all the same.
        }
        return HttpProblem.of(
                413,
                Problem.Codes.BODY_TOO_LARGE,
                "a body is at most " + most + " bytes here; send less at a time");
    }

    private static void drain(InputStream in) throws IOException {
        byte[] thrownAway = new byte[64 * 1024];
        long end = System.nanoTime() + DRAIN_NANOS;
        long drained = 0;
        int read = 0;
        while (read >= 0 && drained < DRAIN_BYTES && System.nanoTime() < end) {
            read = in.read(thrownAway);
            drained += read;
        }
    }
}
