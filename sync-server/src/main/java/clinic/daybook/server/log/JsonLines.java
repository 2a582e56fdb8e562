package clinic.daybook.server.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object a line: {@code time}, {@code level}, {@code code} where the message begins with
 * one, {@code message}, {@code logger}, {@code thread}, and {@code failure} where something failed.
 * Logback's own encoder would write the texts of exceptions, which may quote what they failed on.
 */
final class JsonLines extends EncoderBase<ILoggingEvent> {

    private static final Pattern CODE =
            Pattern.compile("^([A-Z]{2}-[0-9A-F]{4,6}) (.*)$", Pattern.DOTALL);
    private static final byte[] NONE = {};

    private final ObjectMapper json = new ObjectMapper();

    @Override
    public byte[] headerBytes() {
        return NONE;
    }

    @Override
    public byte[] footerBytes() {
        return NONE;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        ObjectNode line = json.createObjectNode();
        line.put("time", event.getInstant().truncatedTo(ChronoUnit.MILLIS).toString());
        line.put("level", event.getLevel().toString());
        String message = String.valueOf(event.getFormattedMessage());
        Matcher code = CODE.matcher(message);
        if (code.matches()) {
            line.put("code", code.group(1));
            message = code.group(2);
        }
        line.put("message", message);
        line.put("logger", event.getLoggerName());
        line.put("thread", event.getThreadName());
        @Nullable IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            line.put("failure", Failures.text(thrown));
        }
        try {
            return (json.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JacksonException e) {
            throw new IllegalStateException("texts are JSON", e);
        }
    }
}
