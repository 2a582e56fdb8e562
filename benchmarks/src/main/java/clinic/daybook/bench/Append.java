package clinic.daybook.bench;

import clinic.daybook.event.StreamId;
import clinic.daybook.server.store.AppendResult;
import clinic.daybook.server.store.Database;
import clinic.daybook.server.store.EventStore;
import clinic.daybook.server.store.PostgresAddress;
import clinic.daybook.server.store.SqliteDatabase;
import clinic.daybook.server.store.StorePlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Appending to the server's store, one event a commit, each durable before the next of its writer:
 * against the same rows without anything looked up or checked, and against Axon.
 */
final class Append implements Benchmark {

    private static final List<Integer> WRITERS = List.of(1, 8, 32);
    private static final StreamId STAFF = new StreamId("staff", SampleEvents.id());

    @Override
    public String name() {
        return "append";
    }

    @Override
    public List<Metric> run(Path directory, Effort effort)
            throws IOException, InterruptedException, SQLException {
        List<Metric> metrics = new ArrayList<>();
        for (int writers : WRITERS) {
            Path own = Files.createDirectory(directory.resolve("writers-" + writers));
            sqlite(own, writers, effort, metrics);
            if (effort.database() != null) {
                postgres(effort.database(), writers, effort, metrics);
            }
        }
        return metrics;
    }

    private void sqlite(Path directory, int writers, Effort effort, List<Metric> metrics)
            throws InterruptedException, SQLException {
        Path data = directory.resolve("server");
        double ours;
        try (Database database =
                Database.open(new StorePlace.Directory(data), InstantSource.system())) {
            ours = rate(database.events(), writers, effort);
        }
        double floor;
        try (BareQueue bare =
                new BareQueue(
                        BareStore.like(SqliteDatabase.file(data), directory.resolve("bare.db")))) {
            floor =
                    Throughput.rate(
                            writers,
                            effort.warmUp(),
                            effort.window(),
                            _ -> () -> bare.append(SampleEvents.commit(STAFF)));
        }
        double axon;
        try (AxonPeer peer = AxonPeer.sqlite(directory.resolve("axon.db"))) {
            axon = rate(peer, writers, effort);
        }
        String of = "sqlite-" + writers;
        metrics.add(metric(of, ours).against("bare-group-commit", floor));
        metrics.add(metric("bare-" + of, floor));
        metrics.add(metric("beside-axon-" + of, ours).against("axon", axon));
        metrics.add(metric("axon-" + of, axon));
    }

    private void postgres(String url, int writers, Effort effort, List<Metric> metrics)
            throws InterruptedException, SQLException {
        double ours;
        try (PostgresSchema schema = PostgresSchema.in(url);
                Database database =
                        Database.open(
                                new StorePlace.Postgres(
                                        PostgresAddress.parse(schema.url(), System.getenv())),
                                InstantSource.system())) {
            ours = rate(database.events(), writers, effort);
        }
        double axon;
        try (PostgresSchema schema = PostgresSchema.in(url);
                AxonPeer peer = AxonPeer.postgres(schema.url(), writers)) {
            axon = rate(peer, writers, effort);
        }
        double plain;
        try (PostgresSchema schema = PostgresSchema.in(url)) {
            schema.execute(
                    "CREATE TABLE event (position bigserial PRIMARY KEY, stream_id text NOT NULL,"
                            + " version bigint NOT NULL, event_id text NOT NULL UNIQUE,"
                            + " body text NOT NULL, UNIQUE (stream_id, version))");
            plain =
                    Throughput.rate(
                            writers,
                            effort.warmUp(),
                            effort.window(),
                            _ -> new PlainInsert(schema.url()));
        }
        String of = "postgresql-" + writers;
        metrics.add(metric(of, ours).against("plain-insert", plain));
        metrics.add(metric("plain-insert-" + of, plain));
        metrics.add(metric("beside-axon-" + of, ours).against("axon", axon));
        metrics.add(metric("axon-" + of, axon));
    }

    private static double rate(EventStore store, int writers, Effort effort)
            throws InterruptedException {
        return Throughput.rate(
                writers,
                effort.warmUp(),
                effort.window(),
                _ ->
                        () -> {
                            AppendResult result =
                                    store.append(List.of(SampleEvents.commit(STAFF))).getFirst();
                            if (!(result instanceof AppendResult.Accepted)) {
                                throw new BenchFailure("an append was answered with " + result);
                            }
                        });
    }

    private static double rate(AxonPeer axon, int writers, Effort effort)
            throws InterruptedException {
        AxonPeer.Payload payload =
                AxonPeer.payload(SampleEvents.body(SampleEvents.id(), SampleEvents.id(), STAFF));
        return Throughput.rate(
                writers,
                effort.warmUp(),
                effort.window(),
                _ -> () -> axon.append("reservation-" + SampleEvents.id(), List.of(payload)));
    }

    private Metric metric(String metric, double rate) {
        return Metric.of(name(), metric, rate, "events/s");
    }

    /** One row of an event, each durable by itself, by one of several connections. */
    private static final class PlainInsert implements Throughput.Work {

        private final Connection connection;
        private final PreparedStatement insert;

        PlainInsert(String url) throws SQLException {
            connection = DriverManager.getConnection(url);
            insert =
                    connection.prepareStatement(
                            "INSERT INTO event (stream_id, version, event_id, body)"
                                    + " VALUES (?, 1, ?, ?)");
        }

        @Override
        public void once() throws SQLException {
            UUID id = SampleEvents.id();
            insert.setString(1, "reservation-" + id);
            insert.setString(2, id.toString());
            insert.setString(3, SampleEvents.body(id, id, STAFF));
            insert.executeUpdate();
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
