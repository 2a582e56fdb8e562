package clinic.daybook.installer.system;

import clinic.daybook.codec.Json;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which events somebody has seen, in a few bytes: how many, the last position, and a digest that
 * differs when one is missing, comes twice or in another order.
 */
final class SeenEvents {

    /** An event as far as it matters here. */
    record Seen(long position, String eventId) {}

    /**
     * Reads messages and pages. Very many desks get the same ones, and each is read once for all of
     * them: whoever shows that nobody misses an event must not take the processor from the server.
     */
    static final class Reader {

        private static final int REMEMBERED = 256;

        private final Map<String, List<Seen>> read =
                new LinkedHashMap<>() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<String, List<Seen>> eldest) {
                        return size() > REMEMBERED;
                    }
                };

        /** The events of a live message; none where it is of another type. */
        List<Seen> live(String message) {
            return message.startsWith("{\"type\":\"events\"")
                    ? once(message, text -> all(json(text).required("events")))
                    : List.of();
        }

        /** The events of a page of the log, one a line. */
        List<Seen> page(String lines) {
            return once(lines, text -> text.lines().map(line -> seen(json(line))).toList());
        }

        private List<Seen> once(String text, Function<String, List<Seen>> reading) {
            synchronized (read) {
                return read.computeIfAbsent(text, reading);
            }
        }

        private static List<Seen> all(JsonNode events) {
            List<Seen> seen = new ArrayList<>(events.size());
            events.forEach(event -> seen.add(seen(event)));
            return List.copyOf(seen);
        }
    }

    private long count;
    private long position;
    private long digest;

    /** An event from its JSON. */
    static Seen seen(JsonNode event) {
        return new Seen(
                event.required("position").longValue(), event.required("eventId").textValue());
    }

    /** Reads what a server sent as JSON. */
    static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (JacksonException e) {
            throw new SystemFailure("the server sent what is no JSON: " + e.getOriginalMessage());
        }
    }

    /** Takes the next event; says what is wrong with it. */
    synchronized Optional<String> add(Seen seen) {
        if (seen.position() <= position) {
            return Optional.of("I3: position " + seen.position() + " came after " + position);
        }
        position = seen.position();
        digest = digest * 31 + seen.eventId().hashCode() * 31L + position;
        count++;
        return Optional.empty();
    }

    /** Up to where everything was seen. */
    synchronized long position() {
        return position;
    }

    /** Equal for all who saw the same. */
    synchronized String summary() {
        return count
                + " events up to position "
                + position
                + ", digest "
                + Long.toHexString(digest);
    }
}
