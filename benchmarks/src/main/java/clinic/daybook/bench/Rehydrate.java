package clinic.daybook.bench;

import clinic.daybook.event.StreamId;
import clinic.daybook.installer.sample.BusyDay;
import clinic.daybook.reservation.Reservation;
import clinic.daybook.server.commit.StreamStates;
import clinic.daybook.server.store.Database;
import clinic.daybook.server.store.EventStore;
import clinic.daybook.server.store.PostgresAddress;
import clinic.daybook.server.store.StorePlace;
import clinic.daybook.server.store.WireEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * The state of a long stream from the store, nothing of it remembered; against Axon, which reads as
 * many events of the same size and folds nothing.
 */
final class Rehydrate implements Benchmark {

    private static final double NANOS_PER_MICRO = 1e3;
    private static final int STREAMS = 10;

    /** Something that reads one stream. */
    @FunctionalInterface
    private interface Reading {
        void of(StreamId stream);
    }

    @Override
    public String name() {
        return "rehydrate";
    }

    @Override
    public List<Metric> run(Path directory, Effort effort)
            throws IOException, InterruptedException, SQLException {
        List<Metric> metrics = new ArrayList<>();
        try (AxonPeer axon = AxonPeer.sqlite(directory.resolve("axon.db"))) {
            metrics.addAll(measure("sqlite", new StorePlace.Directory(directory), axon, effort));
        }
        String url = effort.database();
        if (url != null) {
            try (PostgresSchema ours = PostgresSchema.in(url);
                    PostgresSchema theirs = PostgresSchema.in(url);
                    AxonPeer axon = AxonPeer.postgres(theirs.url(), 1)) {
                StorePlace place =
                        new StorePlace.Postgres(PostgresAddress.parse(ours.url(), System.getenv()));
                metrics.addAll(measure("postgresql", place, axon, effort));
            }
        }
        return metrics;
    }

    private List<Metric> measure(String kind, StorePlace place, AxonPeer axon, Effort effort) {
        try (Database database = Database.open(place, InstantSource.system())) {
            EventStore store = database.events();
            StreamId staff = new StreamId("staff", SampleEvents.id());
            BusyDay day = BusyDay.of(staff, BusyDay.DAY, STREAMS, effort.longStream());
            day.into(store);
            List<StreamId> streams = day.reservations();
            for (StreamId stream : streams) {
                axon.append(stream.toString(), payloads(store, stream, effort));
            }
            double ours =
                    micros(
                            streams,
                            effort,
                            stream -> {
                                // New every time: nothing is remembered.
                                if (new StreamStates(store)
                                        .stateOf(stream, Reservation.class)
                                        .isEmpty()) {
                                    throw new BenchFailure("a stream has no state");
                                }
                            });
            double theirs =
                    micros(
                            streams,
                            effort,
                            stream -> {
                                if (axon.read(stream.toString()) != effort.longStream()) {
                                    throw new BenchFailure("the peer does not have all events");
                                }
                            });
            return List.of(
                    Metric.of(name(), kind, ours, "us").against("axon", theirs),
                    Metric.of(name(), "axon-" + kind, theirs, "us"));
        }
    }

    private static List<AxonPeer.Payload> payloads(
            EventStore store, StreamId stream, Effort effort) {
        return store.stream(stream, 1, effort.longStream(), Integer.MAX_VALUE).events().stream()
                .map(WireEvent::json)
                .map(AxonPeer::payload)
                .toList();
    }

    /** The median of one reading. */
    private static double micros(List<StreamId> streams, Effort effort, Reading reading) {
        Times times = new Times();
        long warm = System.nanoTime() + effort.warmUp().toNanos();
        long end = warm + effort.window().toNanos();
        for (int i = 0; System.nanoTime() - end < 0; i++) {
            long began = System.nanoTime();
            reading.of(streams.get(i % streams.size()));
            long took = System.nanoTime() - began;
            if (began - warm >= 0) {
                times.add(took);
            }
        }
        return times.p50() * NANOS_PER_MICRO;
    }
}
