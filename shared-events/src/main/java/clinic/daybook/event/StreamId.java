package clinic.daybook.event;

import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The id of an event stream, written {@code <kind>-<uuid>}, for example {@code
 * reservation-0190f3c2-…}. Carries no personal data, because it becomes a partition key and part of
 * URLs.
 *
 * @param kind the aggregate's kind in lower-case letters, for example {@code reservation}
 * @param id the aggregate's identity
 */
public record StreamId(String kind, UUID id) implements Comparable<StreamId> {

    private static final Pattern KIND = Pattern.compile("[a-z]{1,32}");
    private static final int UUID_LENGTH = 36;

    /** Refuses a kind that is not lower-case letters with {@link IllegalArgumentException}. */
    public StreamId {
        if (!KIND.matcher(kind).matches()) {
            throw new IllegalArgumentException("a stream's kind is 1 to 32 lower-case letters");
        }
    }

    /**
     * Reads the written form.
     *
     * @throws IllegalArgumentException when {@code text} is not {@code <kind>-<uuid>}, the UUID in
     *     its full lower-case form
     */
    public static StreamId parse(String text) {
        int uuidStart = text.length() - UUID_LENGTH;
        if (uuidStart < 2 || text.charAt(uuidStart - 1) != '-') {
            throw new IllegalArgumentException("a stream id is <kind>-<uuid>");
        }
        String uuid = text.substring(uuidStart);
        UUID id = UUID.fromString(uuid);
        if (!id.toString().equals(uuid)) {
            throw new IllegalArgumentException("a stream id's UUID is 36 lower-case characters");
        }
        return new StreamId(text.substring(0, uuidStart - 1), id);
    }

    /** Whether this is a stream of the given kind. */
    public boolean is(String otherKind) {
        return kind.equals(otherKind);
    }

    @Override
    public int compareTo(StreamId other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : id.compareTo(other.id);
    }

    @Override
    public String toString() {
        return kind + "-" + id;
    }
}
