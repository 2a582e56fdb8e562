package clinic.daybook.desk.local;

import clinic.daybook.event.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event as the audit projection keeps it: without names of other things and without personal
 * values, both of which are looked up when it is shown.
 *
 * @param deskId {@code null}: this desk, not yet on the server
 * @param position {@code null}: not yet on the server, like {@code recordedAt}
 */
record AuditRow(
        UUID eventId,
        UUID commitId,
        StreamId streamId,
        long version,
        String type,
        String subjectName,
        Instant happenedAt,
        Instant deskClock,
        @Nullable Instant recordedAt,
        @Nullable Long position,
        StreamId staffId,
        @Nullable StreamId deskId,
        @Nullable String reasonCode,
        @Nullable Long basis,
        List<String> flags,
        List<Changed> changes) {

    /** A field with its value before and after. */
    record Changed(String field, @Nullable Value before, @Nullable Value after) {}

    /** What a value is, and it as text; a personal one names the event that it came with. */
    record Value(Kind kind, String text) {
        static Value text(String text) {
            return new Value(Kind.TEXT, text);
        }

        static Value word(String key) {
            return new Value(Kind.WORD, key);
        }

        static Value money(long amount) {
            return new Value(Kind.MONEY, Long.toString(amount));
        }

        static Value minutes(long minutes) {
            return new Value(Kind.MINUTES, Long.toString(minutes));
        }

        static Value number(long number) {
            return new Value(Kind.NUMBER, Long.toString(number));
        }

        static Value at(Instant instant) {
            return new Value(Kind.AT, instant.toString());
        }

        static Value reference(StreamId id) {
            return new Value(Kind.REFERENCE, id.toString());
        }

        static Value personal(UUID eventId) {
            return new Value(Kind.PERSONAL, eventId.toString());
        }
    }

    /** How a value is to be read. */
    enum Kind {
        TEXT,
        WORD,
        MONEY,
        MINUTES,
        NUMBER,
        AT,
        REFERENCE,
        PERSONAL
    }
}
