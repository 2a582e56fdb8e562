package clinic.daybook.server.worker;

import clinic.daybook.codec.Json;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.server.store.Sql;
import clinic.daybook.server.worker.FactTable.Column;
import clinic.daybook.statistics.StatisticsFold;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectReader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts events inside a transaction: each once, by the version of its stream, which is moved in
 * the same transaction as what it changes (I6). What follows a gap is not counted.
 */
final class Counting {

    private static final ObjectReader READER = Json.mapper().readerFor(RecordedEvent.class);

    private final Sql sql;
    private final FoldMemory memory;

    /**
     * {@code memory}: folds that other transactions left, to which this one adds only once done.
     */
    Counting(Sql sql, FoldMemory memory) {
        this.sql = sql;
        this.memory = memory;
    }

    /**
     * What became of a call.
     *
     * @param counted the folds of the streams that were counted on
     * @param gaps from which version on a stream's events are missing; of these streams nothing was
     *     counted
     * @param events how many were counted; the others were repeats
     */
    record Result(List<StatisticsFold> counted, Map<StreamId, Long> gaps, int events) {}

    /** An event as it was read. */
    static RecordedEvent read(String json) {
        try {
            return READER.readValue(json);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("this is no recorded event", e);
        }
    }

    /**
     * Counts events; those of one stream come in the order of their versions.
     *
     * <p>The streams are locked in the order of their ids, so that two workers that hold some of
     * the same never wait for each other.
     */
    Result count(Collection<RecordedEvent> events) throws SQLException {
        Map<String, List<RecordedEvent>> byStream = new TreeMap<>();
        for (RecordedEvent event : events) {
            byStream.computeIfAbsent(event.streamId().toString(), _ -> new ArrayList<>())
                    .add(event.withoutPersonal());
        }
        Map<String, Long> versions = lock(byStream.keySet());
        Map<StreamId, Long> gaps = new HashMap<>();
        Map<String, List<RecordedEvent>> fresh = new LinkedHashMap<>();
        for (Map.Entry<String, List<RecordedEvent>> entry : byStream.entrySet()) {
            long version = versions.getOrDefault(entry.getKey(), 0L);
            List<RecordedEvent> next = new ArrayList<>();
            for (RecordedEvent event : entry.getValue()) {
                if (event.version() == version + 1) {
                    next.add(event);
                    version++;
                } else if (event.version() > version) {
                    gaps.putIfAbsent(event.streamId(), version + 1);
                }
            }
            if (!next.isEmpty()) {
                fresh.put(entry.getKey(), next);
            }
        }
        gaps.keySet().forEach(gap -> fresh.remove(gap.toString()));
        return new Result(
                store(fresh, versions), gaps, fresh.values().stream().mapToInt(List::size).sum());
    }

    /** Makes anew what streams count for, from the events that are kept. */
    void recount(Collection<String> streamIds) throws SQLException {
        replaceFacts(kept(streamIds).values());
    }

    private Map<String, Long> lock(Collection<String> streamIds) throws SQLException {
        Object ids = sql.arrayOf("text", streamIds.toArray());
        sql.update(
                "INSERT INTO stream (stream_id, version, unreadable)"
                        + " SELECT id, 0, 0 FROM unnest(?::text[]) AS id"
                        + " ON CONFLICT (stream_id) DO NOTHING",
                ids);
        Map<String, Long> versions = new HashMap<>();
        sql.each(
                "SELECT stream_id, version FROM stream WHERE stream_id = ANY(?)"
                        + " ORDER BY stream_id FOR UPDATE",
                row -> versions.put(row.getString(1), row.getLong(2)),
                ids);
        return versions;
    }

    private List<StatisticsFold> store(
            Map<String, List<RecordedEvent>> fresh, Map<String, Long> versions)
            throws SQLException {
        if (fresh.isEmpty()) {
            return List.of();
        }
        Map<String, StatisticsFold> folds = before(fresh.keySet(), versions);
        List<StatisticsFold> after = new ArrayList<>();
        for (Map.Entry<String, List<RecordedEvent>> entry : fresh.entrySet()) {
            StatisticsFold fold =
                    folds.getOrDefault(
                            entry.getKey(), StatisticsFold.initial(StreamId.parse(entry.getKey())));
            for (RecordedEvent event : entry.getValue()) {
                fold = fold.after(event);
            }
            after.add(fold);
        }
        keepEvents(fresh.values().stream().flatMap(List::stream).toList());
        keepVersions(after);
        replaceFacts(after);
        return after;
    }

    /** The folds up to where the streams stand: remembered, or from the events that are kept. */
    private Map<String, StatisticsFold> before(
            Collection<String> streamIds, Map<String, Long> versions) throws SQLException {
        Map<String, StatisticsFold> folds = new HashMap<>();
        List<String> unknown = new ArrayList<>();
        for (String id : streamIds) {
            long version = versions.getOrDefault(id, 0L);
            StatisticsFold known = memory.at(id, version);
            if (known != null) {
                folds.put(id, known);
            } else if (version > 0) {
                unknown.add(id);
            }
        }
        folds.putAll(kept(unknown));
        return folds;
    }

    private Map<String, StatisticsFold> kept(Collection<String> streamIds) throws SQLException {
        Map<String, StatisticsFold> folds = new HashMap<>();
        if (streamIds.isEmpty()) {
            return folds;
        }
        sql.each(
                "SELECT stream_id, body FROM event WHERE stream_id = ANY(?)"
                        + " ORDER BY stream_id, version",
                row -> {
                    String id = row.getString(1);
                    StatisticsFold fold = folds.get(id);
                    if (fold == null) {
                        fold = StatisticsFold.initial(StreamId.parse(id));
                    }
                    return folds.put(id, fold.after(read(row.getString(2))));
                },
                sql.arrayOf("text", streamIds.toArray()));
        return folds;
    }

    private void keepEvents(List<RecordedEvent> events) throws SQLException {
        int n = events.size();
        @Nullable Object[] ids = new Object[n];
        @Nullable Object[] versions = new Object[n];
        @Nullable Object[] times = new Object[n];
        @Nullable Object[] bodies = new Object[n];
        for (int i = 0; i < n; i++) {
            RecordedEvent event = events.get(i);
            ids[i] = event.streamId().toString();
            versions[i] = event.version();
            times[i] = event.recordedAt().toString();
            bodies[i] = json(event);
        }
        sql.update(
                "INSERT INTO event (stream_id, version, recorded_at, body) SELECT * FROM"
                        + " unnest(?::text[], ?::int8[], ?::timestamptz[], ?::text[])",
                sql.arrayOf("text", ids),
                sql.arrayOf("int8", versions),
                sql.arrayOf("timestamptz", times),
                sql.arrayOf("text", bodies));
    }

    private static String json(RecordedEvent event) {
        try {
            return Json.mapper().writeValueAsString(event);
        } catch (JacksonException e) {
            throw new IllegalStateException("what was read as JSON is JSON", e);
        }
    }

    private void keepVersions(List<StatisticsFold> folds) throws SQLException {
        int n = folds.size();
        @Nullable Object[] ids = new Object[n];
        @Nullable Object[] versions = new Object[n];
        @Nullable Object[] unreadable = new Object[n];
        for (int i = 0; i < n; i++) {
            ids[i] = folds.get(i).id().toString();
            versions[i] = folds.get(i).version();
            unreadable[i] = (long) folds.get(i).unreadable();
        }
        sql.update(
                "UPDATE stream SET version = n.version, unreadable = n.unreadable FROM"
                        + " unnest(?::text[], ?::int8[], ?::int8[])"
                        + " AS n (stream_id, version, unreadable)"
                        + " WHERE stream.stream_id = n.stream_id",
                sql.arrayOf("text", ids),
                sql.arrayOf("int8", versions),
                sql.arrayOf("int8", unreadable));
    }

    private void replaceFacts(Collection<StatisticsFold> folds) throws SQLException {
        Map<FactTable, List<FactRow>> rows = new EnumMap<>(FactTable.class);
        Map<FactTable, List<String>> streams = new EnumMap<>(FactTable.class);
        for (StatisticsFold fold : folds) {
            for (FactTable table : FactTable.of(fold.id().kind())) {
                streams.computeIfAbsent(table, _ -> new ArrayList<>()).add(fold.id().toString());
            }
            fold.facts()
                    .ifPresent(facts ->
                            FactRow.of(facts)
                                    .forEach(row ->
                                            rows.computeIfAbsent(
                                                            row.table(), _ -> new ArrayList<>())
                                                    .add(row)));
        }
        for (Map.Entry<FactTable, List<String>> entry : streams.entrySet()) {
            sql.update(entry.getKey().delete(), sql.arrayOf("text", entry.getValue().toArray()));
        }
        for (Map.Entry<FactTable, List<FactRow>> entry : rows.entrySet()) {
            insert(entry.getKey(), entry.getValue());
        }
    }

    private void insert(FactTable table, List<FactRow> rows) throws SQLException {
        List<Column> columns = table.columns();
        @Nullable Object[] arrays = new Object[columns.size()];
        for (int c = 0; c < columns.size(); c++) {
            @Nullable Object[] values = new Object[rows.size()];
            for (int r = 0; r < rows.size(); r++) {
                Object value = rows.get(r).values().get(c);
                values[r] =
                        columns.get(c).type() == FactTable.Type.TIME && value != null
                                ? value.toString()
                                : value;
            }
            arrays[c] = sql.arrayOf(columns.get(c).type().sqlName(), values);
        }
        sql.update(table.insert(), arrays);
    }
}
