package clinic.daybook.desk.local;

import clinic.daybook.event.StreamId;
import clinic.daybook.outcome.OutcomeEvent;
import clinic.daybook.outcome.OutcomeEvent.AboutChange;
import clinic.daybook.outcome.OutcomeEvent.ChangeNeedsPerson;
import clinic.daybook.outcome.OutcomeEvent.PromiseCalledBack;
import clinic.daybook.outcome.Promise;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What of all desks' changes is open: it waits for a person, or a customer was promised something
 * and has not been called back. Of what is over, nothing is kept in memory.
 */
final class OutcomeBook {

    /**
     * A change that needed a person.
     *
     * @param answered whether a person has answered; then it is open for its promise alone
     */
    record Open(OutcomeRow row, ChangeNeedsPerson change, boolean answered, boolean calledBack) {
        @Nullable Promise unkept() {
            return calledBack ? null : change.promise();
        }

        private boolean over() {
            return answered && unkept() == null;
        }
    }

    private static final String OPEN =
            "SELECT n.body, EXISTS (SELECT 1 FROM outcome a WHERE a.commit_id = n.commit_id"
                    + " AND a.desk = n.desk AND a.version > n.version"
                    + " AND a.type <> 'PromiseCalledBack') AS answered,"
                    + " EXISTS (SELECT 1 FROM outcome c WHERE c.commit_id = n.commit_id"
                    + " AND c.desk = n.desk AND c.type = 'PromiseCalledBack') AS called"
                    + " FROM outcome n WHERE n.type = 'ChangeNeedsPerson'"
                    + " AND (NOT answered OR (n.promised = 1 AND NOT called))"
                    + " ORDER BY n.desk, n.version";

    private final Map<StreamId, List<Open>> byDesk = new TreeMap<>();

    void load(Reader reader) {
        byDesk.clear();
        reader.list(
                        OPEN,
                        row -> {
                            OutcomeRow read = OutcomeRow.read(row.getString(1));
                            return new Open(
                                    read,
                                    (ChangeNeedsPerson) read.event(),
                                    row.getBoolean(2),
                                    row.getBoolean(3));
                        })
                .forEach(open ->
                        byDesk.computeIfAbsent(open.row().desk(), d -> new ArrayList<>())
                                .add(open));
    }

    /** Takes over what a desk's stream shows now. */
    void put(StreamId desk, List<OutcomeRow> rows) {
        byDesk.put(desk, open(rows));
    }

    /** A later report of the same change takes the place of an earlier one. */
    private static List<Open> open(List<OutcomeRow> rows) {
        Map<UUID, Open> open = new LinkedHashMap<>();
        Map<UUID, Boolean> called = new HashMap<>();
        for (OutcomeRow row : rows) {
            UUID id = row.commitId();
            Open before = open.get(id);
            switch (row.event()) {
                case ChangeNeedsPerson e ->
                        open.put(id, new Open(row, e, false, called.containsKey(id)));
                case OutcomeEvent.ChangeAdjusted _,
                        OutcomeEvent.ChangeUnchanged _,
                        OutcomeEvent.ChangeRedone _,
                        OutcomeEvent.ChangeLetGo _ -> {
                    if (before != null) {
                        open.put(
                                id,
                                new Open(before.row(), before.change(), true, before.calledBack()));
                    }
                }
                case PromiseCalledBack _ -> {
                    called.put(id, true);
                    if (before != null) {
                        open.put(
                                id,
                                new Open(before.row(), before.change(), before.answered(), true));
                    }
                }
            }
        }
        return open.values().stream().filter(o -> !o.over()).toList();
    }

    /** What waits for a person at another desk, oldest first. */
    List<Open> waitingElsewhere(StreamId thisDesk) {
        return byDesk.entrySet().stream()
                .filter(desk -> !desk.getKey().equals(thisDesk))
                .flatMap(desk -> desk.getValue().stream())
                .filter(open -> !open.answered())
                .sorted(
                        Comparator.comparing((Open open) -> open.row().at())
                                .thenComparing(open -> open.row().eventId()))
                .toList();
    }

    /** Promises that no customer was called back for, by the promised time. */
    List<Open> promises() {
        List<Open> promises = new ArrayList<>();
        for (List<Open> desk : byDesk.values()) {
            desk.stream().filter(open -> open.unkept() != null).forEach(promises::add);
        }
        promises.sort(
                Comparator.comparing(OutcomeBook::startsAt)
                        .thenComparing(open -> open.row().eventId()));
        return promises;
    }

    private static java.time.Instant startsAt(Open open) {
        Promise promise = open.change().promise();
        return promise == null ? open.row().at() : promise.startsAt();
    }

    /** The rows that are about changes meant for a stream, in the order of their desks' streams. */
    static List<OutcomeRow> about(StreamId stream, Reader reader, Streams streams) {
        Map<UUID, OutcomeRow> rows = new LinkedHashMap<>();
        reader.list(
                        "SELECT body FROM outcome WHERE stream = ? ORDER BY desk, version",
                        row -> OutcomeRow.read(row.getString(1)),
                        stream)
                .forEach(row -> rows.put(row.eventId(), row));
        // What is not durable yet, and what has been decided again since, counts as shown.
        for (StreamModel model : streams.pinned()) {
            if (model.id().is("desk")) {
                rows.values().removeIf(row -> row.desk().equals(model.id()));
                model.outcomes().stream()
                        .filter(row ->
                                row.event() instanceof AboutChange e && e.streamId().equals(stream))
                        .forEach(row -> rows.put(row.eventId(), row));
            }
        }
        return List.copyOf(rows.values());
    }
}
