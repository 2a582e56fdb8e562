package clinic.daybook.desk.local;

import clinic.daybook.event.StreamId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a reservation's tasks and stays as they were last written: most events change one of
 * them, and only that one is written again.
 */
final class ChildRows {

    private @Nullable Map<String, Write> written;

    /** Adds the writes that bring the tables to these rows, by a name of each. */
    void bring(StreamId stream, Map<String, Write> rows, List<Write> writes) {
        Map<String, Write> before = written;
        if (before == null || !rows.keySet().containsAll(before.keySet())) {
            // What the tables hold is not known, or some of it has gone.
            writes.add(Write.of("DELETE FROM task WHERE stream = ?", stream));
            writes.add(Write.of("DELETE FROM stay WHERE stream = ?", stream));
            before = Map.of();
        }
        for (Map.Entry<String, Write> row : rows.entrySet()) {
            if (!row.getValue().equals(before.get(row.getKey()))) {
                writes.add(row.getValue());
            }
        }
        written = rows;
    }
}
