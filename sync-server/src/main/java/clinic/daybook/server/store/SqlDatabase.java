package clinic.daybook.server.store;

import clinic.daybook.codec.EventLevels;
import clinic.daybook.event.StreamId;
import clinic.daybook.event.Uuid7;
import clinic.daybook.protocol.StoreInfo.Ancestor;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** A store in an SQL database: one writer with group commit, readers apart. */
abstract class SqlDatabase implements Database {

    /** What a database says of itself once it has the shape that this program works with. */
    record Prepared(StoreIdentity identity, List<Ancestor> ancestors) {}

    private final SqlEngine engine;
    private final StoreWriter writer;
    private final StoreIdentity identity;
    private final List<Ancestor> ancestors;
    private final InstantSource clock;
    private final ServerPlatform platform;
    private final SqlEventStore events;
    private final SqlAccessStore access;

    SqlDatabase(SqlEngine engine, Prepared prepared, InstantSource clock, ServerPlatform platform) {
        this.engine = engine;
        this.identity = prepared.identity();
        this.ancestors = prepared.ancestors();
        this.clock = clock;
        this.platform = platform;
        this.events = new SqlEventStore(this);
        this.access = new SqlAccessStore(this);
        // Last: it has threads, which nobody would end if the others failed.
        this.writer =
                new StoreWriter(
                        engine, new SqlAppender(engine, clock, platform), this::reached, platform);
    }

    /** Brings the database to this program's shape, within the caller's transaction. */
    static Prepared prepare(
            Sql sql, Migrations migrations, InstantSource clock, RandomGenerator random)
            throws SQLException {
        migrations.run(sql, clock.instant().toEpochMilli());
        return new Prepared(identity(sql, clock.instant(), random), Lineage.ancestors(sql));
    }

    @Override
    public EventStore events() {
        return events;
    }

    @Override
    public AccessStore access() {
        return access;
    }

    @Override
    public String kind() {
        return engine.kind();
    }

    @Override
    public long bytes() {
        return engine.bytes();
    }

    @Override
    public boolean shared() {
        return engine.shared();
    }

    @Override
    public void close() {
        events.stopWatching();
        writer.close();
        engine.close();
    }

    SqlEngine engine() {
        return engine;
    }

    StoreIdentity identity() {
        return identity;
    }

    List<Ancestor> ancestors() {
        return ancestors;
    }

    ServerPlatform platform() {
        return platform;
    }

    InstantSource clock() {
        return clock;
    }

    <T> T read(SqlWork<T> work) {
        return engine.read(work);
    }

    <T> T write(SqlWork<T> work) {
        return writer.write(work);
    }

    private void reached(long position) {
        events.reached(position);
    }

    List<AppendResult> append(AppendCall call) {
        return writer.append(call);
    }

    boolean failing() {
        return writer.failing();
    }

    int waitingWrites() {
        return writer.waiting();
    }

    private static StoreIdentity identity(Sql sql, Instant now, RandomGenerator random)
            throws SQLException {
        boolean isNew = sql.number("SELECT count(*) FROM meta WHERE key = 'store-id'") == 0;
        if (isNew) {
            sql.update(
                    "INSERT INTO meta (key, value) VALUES ('write-level', ?)",
                    Integer.toString(EventLevels.CURRENT));
        }
        Map<String, String> fresh =
                Map.of(
                        "store-id", Uuid7.of(now, random).toString(),
                        "clinic-id", "clinic-" + Uuid7.of(now, random),
                        "system-desk", "desk-" + Uuid7.of(now, random));
        for (Map.Entry<String, String> entry : fresh.entrySet()) {
            sql.update(
                    "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO NOTHING",
                    entry.getKey(),
                    entry.getValue());
        }
        List<String> values =
                sql.query(
                        "SELECT value FROM meta WHERE key IN"
                                + " ('clinic-id', 'store-id', 'system-desk') ORDER BY key",
                        row -> row.getString(1));
        return new StoreIdentity(
                values.get(1), StreamId.parse(values.get(0)), StreamId.parse(values.get(2)));
    }
}
