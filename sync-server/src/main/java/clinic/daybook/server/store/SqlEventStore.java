package clinic.daybook.server.store;

import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.protocol.StoreInfo.Ancestor;
import clinic.daybook.server.store.PreparedCommit.Place;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The log in an SQL database. */
final class SqlEventStore implements EventStore {

    private static final String COLUMNS =
            "SELECT e.position, e.stream_id, e.version, e.recorded_at, e.body, p.fields, p.salt"
                    + " FROM event e LEFT JOIN personal p ON p.position = e.position";
    private static final String WITHOUT_PERSONAL =
            "SELECT e.position, e.stream_id, e.version, e.recorded_at, e.body, NULL, NULL"
                    + " FROM event e";
    private static final String WRITE_LEVEL =
            "SELECT coalesce(max(CAST(value AS INTEGER)), 1) FROM meta WHERE key = 'write-level'";
    private static final String HEAD = "SELECT coalesce(max(position), 0) FROM event";

    /** The streams that every board needs: these kinds stand together in the log's key. */
    private static final String EVERY_DAY =
            Stream.of("clinic", "procedure", "room", "staff")
                    .map(kind ->
                            "SELECT stream_id FROM event WHERE version = 1 AND stream_id >= '"
                                    + kind
                                    + "-' AND stream_id < '"
                                    + kind
                                    + ".'")
                    .collect(Collectors.joining(" UNION "));

    private static final List<TableCheck> TABLE_CHECKS =
            List.of(
                    new TableCheck(
                            "none of its events is there",
                            "SELECT commit_id FROM accepted_commit EXCEPT"
                                    + " SELECT commit_id FROM event LIMIT 20"),
                    new TableCheck(
                            "kept for a day without being there",
                            "SELECT stream_id FROM reservation_place p WHERE NOT EXISTS (SELECT 1"
                                    + " FROM event e WHERE e.stream_id = p.stream_id) LIMIT 20"),
                    new TableCheck(
                            "this consumer is beyond the newest event",
                            "SELECT name FROM consumer_cursor WHERE position >"
                                    + " (SELECT coalesce(max(position), 0) FROM event) LIMIT 20"));

    /** What a row of the query's answer, named by its first column, means. */
    private record TableCheck(String finding, String query) {}

    private final SqlDatabase database;
    private final HeadWatch head;

    SqlEventStore(SqlDatabase database) {
        this.database = database;
        this.head =
                new HeadWatch(
                        () -> database.read(sql -> sql.number(HEAD)),
                        database.engine().news(),
                        database.platform());
    }

    void stopWatching() {
        head.stop();
    }

    @Override
    public StoreIdentity identity() {
        return database.identity();
    }

    @Override
    public List<Ancestor> ancestors() {
        return database.ancestors();
    }

    @Override
    public String storeId() {
        return database.identity().storeId();
    }

    @Override
    public List<AppendResult> append(List<PreparedCommit> commits, Map<StreamId, Long> basis) {
        return database.append(new AppendCall(commits, basis));
    }

    @Override
    public void onHead(Runnable tell) {
        head.onHead(tell);
    }

    /** This process has appended up to here. */
    void reached(long position) {
        head.reached(position);
    }

    @Override
    public long head() {
        return head.head();
    }

    @Override
    public long currentHead() {
        long now = database.read(sql -> sql.number(HEAD));
        head.reached(now);
        return now;
    }

    @Override
    public int writeLevel() {
        return database.read(sql -> (int) sql.number(WRITE_LEVEL));
    }

    @Override
    public int raiseWriteLevel(int level) {
        return database.write(sql -> {
            int before = (int) sql.number(WRITE_LEVEL);
            if (level > before) {
                sql.update(
                        "INSERT INTO meta (key, value) VALUES ('write-level', ?)"
                                + " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                        Integer.toString(level));
            }
            return before;
        });
    }

    @Override
    public long awaitHeadBeyond(long position, long millis) throws InterruptedException {
        return head.awaitBeyond(position, millis);
    }

    @Override
    public List<RecordedEvent> readAfter(long position, int limit) {
        return page(position, Long.MAX_VALUE, limit, Integer.MAX_VALUE).stream()
                .map(WireEvent::recorded)
                .toList();
    }

    @Override
    public List<WireEvent> readWithoutPersonal(long position, int limit, int maxBytes) {
        return database.read(sql ->
                events(
                        sql,
                        maxBytes,
                        WITHOUT_PERSONAL + " WHERE e.position > ? ORDER BY e.position LIMIT ?",
                        position,
                        limit));
    }

    @Override
    public List<WireEvent> page(long after, long upTo, int maxEvents, int maxBytes) {
        return database.read(sql ->
                events(
                        sql,
                        maxBytes,
                        COLUMNS
                                + " WHERE e.position > ? AND e.position <= ?"
                                + " ORDER BY e.position LIMIT ?",
                        after,
                        upTo,
                        maxEvents));
    }

    @Override
    public List<WireEvent> pageOf(
            List<String> streamIds, long after, long upTo, int maxEvents, int maxBytes) {
        return database.read(sql ->
                events(
                        sql,
                        maxBytes,
                        COLUMNS
                                + " WHERE "
                                + database.engine().in("e.stream_id")
                                + " AND e.position > ? AND e.position <= ?"
                                + " ORDER BY e.position LIMIT ?",
                        Sql.array(streamIds),
                        after,
                        upTo,
                        maxEvents));
    }

    @Override
    public Optional<Instant> recordedAt(long position) {
        return database.read(sql ->
                sql.one(
                        "SELECT recorded_at FROM event WHERE position <= ?"
                                + " ORDER BY position DESC LIMIT 1",
                        row -> Instant.parse(row.getString(1)),
                        position));
    }

    @Override
    public long version(StreamId streamId) {
        return database.read(sql -> SqlAppend.version(sql, streamId.toString()));
    }

    @Override
    public StreamPage stream(StreamId streamId, long fromVersion, int maxEvents, int maxBytes) {
        return stream(COLUMNS, streamId, fromVersion, maxEvents, maxBytes);
    }

    @Override
    public StreamPage streamWithoutPersonal(
            StreamId streamId, long fromVersion, int maxEvents, int maxBytes) {
        return stream(WITHOUT_PERSONAL, streamId, fromVersion, maxEvents, maxBytes);
    }

    private StreamPage stream(
            String columns, StreamId streamId, long fromVersion, int maxEvents, int maxBytes) {
        return database.read(sql -> {
            long version = SqlAppend.version(sql, streamId.toString());
            // Whoever knows a stream looks for what is new in it, and mostly there is nothing.
            List<WireEvent> events =
                    version < fromVersion
                            ? List.of()
                            : events(
                                    sql,
                                    maxBytes,
                                    columns
                                            + " WHERE e.stream_id = ? AND e.version >= ?"
                                            + " ORDER BY e.version LIMIT ?",
                                    streamId.toString(),
                                    fromVersion,
                                    maxEvents);
            return new StreamPage(version, sql.number(HEAD), events);
        });
    }

    @Override
    public DayStreams dayStreams(Instant from, Instant until) {
        return database.read(sql ->
                new DayStreams(
                        sql.number(HEAD),
                        sql.query(
                                EVERY_DAY
                                        + " UNION SELECT stream_id FROM reservation_place"
                                        + " WHERE starts_at >= ? AND starts_at < ?"
                                        + " UNION SELECT customer_id"
                                        + " FROM reservation_place"
                                        + " WHERE starts_at >= ? AND starts_at < ?",
                                row -> row.getString(1),
                                from.getEpochSecond(),
                                until.getEpochSecond(),
                                from.getEpochSecond(),
                                until.getEpochSecond())));
    }

    @Override
    public Map<UUID, StoredCommit> commits(Collection<UUID> commitIds) {
        return known(commitIds, List.of()).commits();
    }

    @Override
    public Set<UUID> eventIds(Collection<UUID> eventIds) {
        return known(List.of(), eventIds).eventIds();
    }

    @Override
    public KnownIds known(Collection<UUID> commitIds, Collection<UUID> eventIds) {
        KnownIds known =
                database.read(sql -> {
                    SqlAppend.Stored stored =
                            SqlAppend.stored(
                                    sql, database.engine(), commitIds, eventIds, List.of());
                    return new KnownIds(
                            stored.commits(), stored.eventIds(), (int) sql.number(WRITE_LEVEL));
                });
        // One whose transaction ended with an unknown outcome is noticed here, and its events must
        // reach who listens like any other's.
        known.commits().values().forEach(commit -> head.reached(commit.positions().getLast()));
        return known;
    }

    @Override
    public ConsumerLease lease(String consumer) {
        return new SqlLease(database, consumer);
    }

    @Override
    public List<String> checkFiles() {
        return database.engine().checkFiles();
    }

    @Override
    public List<String> checkTables() {
        return database.read(sql -> {
            List<String> found = new ArrayList<>();
            for (TableCheck check : TABLE_CHECKS) {
                sql.query(check.query(), row -> row.getString(1) + ": " + check.finding())
                        .forEach(found::add);
            }
            return found;
        });
    }

    @Override
    public Optional<Place> place(StreamId streamId) {
        return database.read(sql ->
                sql.one(
                        "SELECT starts_at, customer_id FROM reservation_place WHERE stream_id = ?",
                        row ->
                                new Place(
                                        Instant.ofEpochSecond(row.getLong(1)),
                                        StreamId.parse(row.getString(2))),
                        streamId.toString()));
    }

    @Override
    public boolean writable() {
        if (!database.failing() && !head.failing()) {
            return true;
        }
        try {
            database.write(sql ->
                    sql.update(
                            "INSERT INTO meta (key, value) VALUES ('probe', ?)"
                                    + " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                            database.clock().instant().toString()));
            return true;
        } catch (StorageException e) {
            return false;
        }
    }

    @Override
    public int waitingWrites() {
        return database.waitingWrites();
    }

    @Override
    public void close() {
        database.close();
    }

    private static List<WireEvent> events(Sql sql, int maxBytes, String text, Object... arguments)
            throws SQLException {
        List<WireEvent> found = new ArrayList<>();
        long bytes = 0;
        try (ResultSet rows = sql.bound(text, arguments).executeQuery()) {
            while (rows.next()) {
                WireEvent event = event(rows);
                bytes += Utf8.length(event.json());
                if (bytes > maxBytes && !found.isEmpty()) {
                    break;
                }
                found.add(event);
            }
        }
        return found;
    }

    private static WireEvent event(ResultSet row) throws SQLException {
        long position = row.getLong(1);
        long version = row.getLong(3);
        return new WireEvent(
                position,
                version,
                EventJson.join(
                        position,
                        row.getString(2),
                        version,
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7)));
    }
}
