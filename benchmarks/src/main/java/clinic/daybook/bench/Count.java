package clinic.daybook.bench;

import clinic.daybook.event.StreamId;
import clinic.daybook.installer.sample.BusyDay;
import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.protocol.StoreInfo;
import clinic.daybook.server.store.Database;
import clinic.daybook.server.store.EventStore;
import clinic.daybook.server.store.PostgresAddress;
import clinic.daybook.server.store.StorePlace;
import clinic.daybook.server.worker.CloudEvents;
import clinic.daybook.server.worker.CloudEvents.Brought;
import clinic.daybook.server.worker.EventSource;
import clinic.daybook.server.worker.Statistics;
import clinic.daybook.server.worker.StatisticsDatabase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Counting what was forwarded: the records of a log as Kinesis brings them, a thousand at a time,
 * read, folded and written to the statistics; against the same events merely inserted, a
 * transaction for each thousand records. Reading Kinesis itself is not in it.
 */
final class Count implements Benchmark {

    private static final int RECORDS = 1_000;
    private static final int WARM_UP = 3;
    private static final double NANOS = 1e9;

    @Override
    public String name() {
        return "count";
    }

    @Override
    public List<Metric> run(Path directory, Effort effort)
            throws IOException, InterruptedException, SQLException {
        String url = effort.database();
        if (url == null) {
            return List.of();
        }
        try (Database database =
                        Database.open(new StorePlace.Directory(directory), InstantSource.system());
                PostgresSchema ours = PostgresSchema.in(url);
                PostgresSchema bare = PostgresSchema.in(url)) {
            EventStore store = database.events();
            StreamId staff = new StreamId("staff", SampleEvents.id());
            BusyDay.of(staff, BusyDay.DAY, effort.cards(), effort.longStream()).into(store);
            List<List<byte[]>> batches = batches(store);
            long events = store.currentHead();
            double counted = events / counted(ours, store.storeId(), batches, events);
            double inserted = events / inserted(bare, batches);
            return List.of(
                    Metric.of(name(), "all", counted, "events/s").against("plain-insert", inserted),
                    Metric.of(name(), "plain-insert", inserted, "events/s"));
        }
    }

    /** The records that the forwarder makes of the log, as many together as a shard brings. */
    private static List<List<byte[]>> batches(EventStore store)
            throws IOException, InterruptedException {
        try (StandInKinesis kinesis = StandInKinesis.start()) {
            kinesis.takeAll(store);
            List<List<byte[]>> batches = new ArrayList<>();
            List<byte[]> batch = new ArrayList<>();
            for (List<StandInKinesis.Sent> request : kinesis.sent()) {
                for (StandInKinesis.Sent record : request) {
                    batch.add(record.data());
                    if (batch.size() == RECORDS) {
                        batches.add(batch);
                        batch = new ArrayList<>();
                    }
                }
            }
            batches.add(batch);
            return batches;
        }
    }

    /** Counts all of it several times; the seconds of the last one. */
    private static double counted(
            PostgresSchema schema, String storeId, List<List<byte[]>> batches, long events) {
        try (StatisticsDatabase database =
                StatisticsDatabase.open(
                        PostgresAddress.parse(schema.url(), System.getenv()),
                        schema.name(),
                        InstantSource.system())) {
            Statistics statistics = new Statistics(database, new NothingMissing(storeId));
            double seconds = 0;
            for (int round = 0; round <= WARM_UP; round++) {
                statistics.clear();
                long began = System.nanoTime();
                long counted = 0;
                for (List<byte[]> batch : batches) {
                    counted += statistics.count(storeId, read(batch));
                }
                seconds = (System.nanoTime() - began) / NANOS;
                if (counted != events) {
                    throw new BenchFailure(counted + " of " + events + " events were counted");
                }
            }
            return seconds;
        }
    }

    private static List<RecordedEvent> read(List<byte[]> batch) {
        List<RecordedEvent> events = new ArrayList<>();
        for (byte[] record : batch) {
            for (Brought brought : CloudEvents.read(ByteBuffer.wrap(record))) {
                events.add(brought.event());
            }
        }
        return events;
    }

    private static double inserted(PostgresSchema schema, List<List<byte[]>> batches)
            throws SQLException {
        schema.execute(
                "CREATE TABLE event (stream_id TEXT COLLATE \"C\" NOT NULL, version BIGINT NOT"
                        + " NULL, body TEXT NOT NULL, PRIMARY KEY (stream_id, version))");
        try (Connection connection = DriverManager.getConnection(schema.url());
                PreparedStatement insert =
                        connection.prepareStatement(
                                "INSERT INTO event SELECT * FROM"
                                        + " unnest(?::text[], ?::int8[], ?::text[])")) {
            connection.setAutoCommit(false);
            List<List<RecordedEvent>> read = batches.stream().map(Count::read).toList();
            double seconds = 0;
            for (int round = 0; round <= WARM_UP; round++) {
                schema.execute("TRUNCATE event");
                long began = System.nanoTime();
                for (List<RecordedEvent> events : read) {
                    insert.setArray(
                            1,
                            connection.createArrayOf(
                                    "text",
                                    events.stream().map(e -> e.streamId().toString()).toArray()));
                    insert.setArray(
                            2,
                            connection.createArrayOf(
                                    "int8", events.stream().map(RecordedEvent::version).toArray()));
                    insert.setArray(
                            3,
                            connection.createArrayOf(
                                    "text",
                                    events.stream().map(e -> e.data().toString()).toArray()));
                    insert.executeUpdate();
                    connection.commit();
                }
                seconds = (System.nanoTime() - began) / NANOS;
            }
            return seconds;
        }
    }

    /** Everything is in the records. */
    private record NothingMissing(String storeId) implements EventSource {
        @Override
        public StoreInfo store() {
            return new StoreInfo(storeId, "clinic", 0, List.of());
        }

        @Override
        public List<RecordedEvent> stream(StreamId streamId, long fromVersion) {
            throw new BenchFailure("an event was missing");
        }

        @Override
        public List<RecordedEvent> after(String store, long position) {
            throw new BenchFailure("the log was asked for");
        }
    }
}
