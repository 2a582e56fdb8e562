package clinic.daybook.desk.local;

import clinic.daybook.event.StreamId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Builds the projections from scratch. */
final class Rebuild {

    private Rebuild() {}

    /** The writes that drop every projection and put it there again from the events. */
    static List<Write> writes(Reader reader, DeskState desk) {
        List<Write> writes = new ArrayList<>();
        for (String table : Projections.TABLES) {
            writes.add(Write.of("DELETE FROM " + table));
        }
        Set<StreamId> streams =
                new LinkedHashSet<>(
                        reader.list(
                                "SELECT DISTINCT stream FROM event",
                                row -> StreamId.parse(row.getString(1))));
        streams.addAll(desk.pending().streams());
        for (StreamId id : streams) {
            writes.addAll(Projections.writes(desk.streams().anew(id)));
        }
        return writes;
    }

    /** The writes for what desks told of their changes, which older versions did not keep apart. */
    static List<Write> outcomes(Reader reader, DeskState desk) {
        List<Write> writes = new ArrayList<>();
        List<StreamId> desks =
                reader.list(
                        "SELECT DISTINCT stream FROM event WHERE stream LIKE 'desk-%'",
                        row -> StreamId.parse(row.getString(1)));
        for (StreamId id : desks) {
            StreamModel model = desk.streams().anew(id);
            writes.addAll(Projections.writes(model));
            desk.outcomes().put(id, model.outcomes());
        }
        return writes;
    }
}
