package clinic.daybook.desk.local;

import clinic.daybook.event.StreamId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One statement of a batch.
 *
 * @param values in the order of the question marks: texts, whole numbers, {@code null}
 */
record Write(String sql, List<@Nullable Object> values) {

    /** Ids become their texts, instants their milliseconds. */
    static Write of(String sql, @Nullable Object... values) {
        List<@Nullable Object> columns = new ArrayList<>(values.length);
        for (Object value : values) {
            columns.add(column(value));
        }
        return new Write(sql, Collections.unmodifiableList(columns));
    }

    private static @Nullable Object column(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text -> text;
            case Long number -> number;
            case Integer number -> number.longValue();
            case Instant at -> at.toEpochMilli();
            case StreamId id -> id.toString();
            case UUID id -> id.toString();
            default -> throw new IllegalArgumentException("no column type: " + value.getClass());
        };
    }
}
