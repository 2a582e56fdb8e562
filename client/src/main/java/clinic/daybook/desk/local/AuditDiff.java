package clinic.daybook.desk.local;

import clinic.daybook.codec.Json;
import clinic.daybook.desk.local.AuditRow.Changed;
import clinic.daybook.desk.local.AuditRow.Value;
import clinic.daybook.event.StreamId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Collects the fields that an event changed. */
final class AuditDiff {

    private final List<Changed> changes = new ArrayList<>();

    List<Changed> changes() {
        return changes;
    }

    /** Keeps what is different; equal values are no change. */
    private AuditDiff put(String field, @Nullable Value before, @Nullable Value after) {
        if (!Objects.equals(before, after)) {
            changes.add(new Changed(field, before, after));
        }
        return this;
    }

    AuditDiff text(String field, @Nullable String before, @Nullable String after) {
        return put(
                field,
                before == null ? null : Value.text(before),
                after == null ? null : Value.text(after));
    }

    /** Constants, whose words are under {@code <prefix>.<wire name>}. */
    AuditDiff word(String field, String prefix, @Nullable Enum<?> before, @Nullable Enum<?> after) {
        return put(field, word(prefix, before), word(prefix, after));
    }

    AuditDiff yesNo(String field, boolean before, boolean after) {
        return put(field, yesNo(before), yesNo(after));
    }

    AuditDiff words(String field, @Nullable String keyBefore, @Nullable String keyAfter) {
        return put(
                field,
                keyBefore == null ? null : Value.word(keyBefore),
                keyAfter == null ? null : Value.word(keyAfter));
    }

    AuditDiff money(String field, @Nullable Long before, @Nullable Long after) {
        return put(
                field,
                before == null ? null : Value.money(before),
                after == null ? null : Value.money(after));
    }

    AuditDiff minutes(String field, @Nullable Integer before, @Nullable Integer after) {
        return put(
                field,
                before == null ? null : Value.minutes(before),
                after == null ? null : Value.minutes(after));
    }

    AuditDiff number(String field, @Nullable Long before, @Nullable Long after) {
        return put(
                field,
                before == null ? null : Value.number(before),
                after == null ? null : Value.number(after));
    }

    AuditDiff at(String field, @Nullable Instant before, @Nullable Instant after) {
        return put(
                field,
                before == null ? null : Value.at(before),
                after == null ? null : Value.at(after));
    }

    AuditDiff reference(String field, @Nullable StreamId before, @Nullable StreamId after) {
        return put(
                field,
                before == null ? null : Value.reference(before),
                after == null ? null : Value.reference(after));
    }

    /** A personal value, by the events that brought it; {@code field} names it there too. */
    AuditDiff personal(String field, @Nullable UUID before, @Nullable UUID after) {
        return put(
                field,
                before == null ? null : Value.personal(before),
                after == null ? null : Value.personal(after));
    }

    private static @Nullable Value word(String prefix, @Nullable Enum<?> constant) {
        return constant == null ? null : Value.word(prefix + "." + Json.wireName(constant));
    }

    private static Value yesNo(boolean value) {
        return Value.word(value ? "word.yes" : "word.no");
    }
}
