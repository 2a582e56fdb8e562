package clinic.daybook.server.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a group of appends adds; each with the values of its columns, in their order. Of
 * where a reservation is kept, only how it stands in the end.
 */
final class AppendedRows {

    /** A table, with the type of each column that is written. */
    enum Table {
        EVENT(
                "event",
                List.of(
                        "position",
                        "stream_id",
                        "version",
                        "event_id",
                        "commit_id",
                        "type",
                        "recorded_at",
                        "body"),
                List.of("bigint", "text", "bigint", "text", "text", "text", "text", "text"),
                ""),
        COMMIT(
                "accepted_commit",
                List.of("commit_id", "content", "version", "positions"),
                List.of("text", "bytea", "bigint", "text"),
                ""),
        PLACE(
                "reservation_place",
                List.of("stream_id", "starts_at", "customer_id"),
                List.of("text", "bigint", "text"),
                " ON CONFLICT (stream_id) DO UPDATE SET starts_at = excluded.starts_at,"
                        + " customer_id = excluded.customer_id"),
        PERSONAL(
                "personal",
                List.of("position", "subject", "fields", "salt"),
                List.of("bigint", "text", "text", "text"),
                "");

        private final String name;
        private final List<String> columns;
        private final List<String> types;
        private final String otherwise;

        Table(String name, List<String> columns, List<String> types, String otherwise) {
            this.name = name;
            this.columns = columns;
            this.types = types;
            this.otherwise = otherwise;
        }

        /** What PostgreSQL calls the columns' types. */
        List<String> types() {
            return types;
        }

        /** The statement that inserts what {@code source} gives, over what stands there already. */
        String insert(String source) {
            return "INSERT INTO "
                    + name
                    + " ("
                    + String.join(", ", columns)
                    + ") "
                    + source
                    + otherwise;
        }
    }

    private final List<@Nullable Object[]> events = new ArrayList<>();
    private final List<@Nullable Object[]> personals = new ArrayList<>();
    private final List<@Nullable Object[]> commits = new ArrayList<>();
    private final Map<String, @Nullable Object[]> places = new LinkedHashMap<>();

    boolean isEmpty() {
        return events.isEmpty();
    }

    void event(@Nullable Object... row) {
        events.add(row);
    }

    void personal(@Nullable Object... row) {
        personals.add(row);
    }

    void commit(@Nullable Object... row) {
        commits.add(row);
    }

    void place(String streamId, @Nullable Object... row) {
        places.put(streamId, row);
    }

    /** Those of a table. */
    List<@Nullable Object[]> of(Table table) {
        return switch (table) {
            case EVENT -> events;
            case COMMIT -> commits;
            case PLACE -> List.copyOf(places.values());
            case PERSONAL -> personals;
        };
    }
}
