package clinic.daybook.bench;

import clinic.daybook.event.StreamId;
import clinic.daybook.installer.sample.LongHistory;
import clinic.daybook.installer.sample.LongLog;
import clinic.daybook.server.store.EventStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * A new desk at a server with a long log behind it: until today's board is there, and until every
 * event is durable at the desk with its projections; against a bare batched SQLite insert of the
 * same rows into the same tables.
 */
final class CatchUp implements Benchmark {

    private static final String FLOOR = "bare-sqlite-insert";
    private static final double NANOS = 1e9;

    /** PouchDB is measured with so many documents; more would only take longer. */
    private static final int PEER_DOCUMENTS = 100_000;

    /** A server's store that was filled. */
    private record Log(BenchClinic.Filled store, int cards, LocalDate today) {}

    private final List<Log> filled = new ArrayList<>();

    @Override
    public String name() {
        return "catch-up";
    }

    @Override
    public List<Metric> run(Path directory, Effort effort)
            throws IOException, InterruptedException, SQLException {
        List<Metric> metrics = new ArrayList<>();
        for (int events : effort.logs()) {
            Log log = log(events, effort.prepared());
            metrics.addAll(measure(directory.resolve("desk-" + events), events, log, effort));
        }
        return metrics;
    }

    private List<Metric> measure(Path directory, int events, Log log, Effort effort)
            throws IOException, InterruptedException, SQLException {
        double board;
        double all;
        Path database;
        try (BenchClinic clinic = BenchClinic.on(log.store())) {
            String code = clinic.code("new desk");
            try (BenchDesk desk = BenchDesk.open(directory, log.today())) {
                database = desk.database();
                CompletableFuture<Long> full =
                        desk.board().when(b -> b.cards().size() >= log.cards());
                long began = System.nanoTime();
                desk.enrol(clinic.server().url(), code, "new desk");
                desk.awaitPosition(clinic.head());
                // The store is filled without a gap, so that its head is also how many there are.
                desk.awaitAll(clinic.head());
                all = (System.nanoTime() - began) / NANOS;
                board = (Watch.get("today's board", full) - began) / NANOS;
            }
        }
        double floor;
        try (BareStore bare = BareStore.like(database, directory.resolve("bare.db"))) {
            floor = bare.copy(database) / NANOS;
        }
        List<Metric> metrics = new ArrayList<>();
        metrics.add(Metric.of(name(), "board-" + events, board, "s"));
        metrics.add(Metric.of(name(), "bare-insert-" + events, events / floor, "events/s"));
        metrics.add(Metric.of(name(), "all-" + events, all, "s").against(FLOOR, floor));
        metrics.add(
                Metric.of(name(), "rate-" + events, events / all, "events/s")
                        .against(FLOOR, events / floor));
        if (events == PEER_DOCUMENTS) {
            effort.peer()
                    .catchUp(directory.resolve("pouchdb"), events)
                    .ifPresent(peer -> {
                        metrics.add(Metric.of(name(), "pouchdb-" + events, peer, "s"));
                        metrics.add(
                                Metric.of(name(), "beside-pouchdb-" + events, all, "s")
                                        .against("pouchdb", peer));
                    });
        }
        return metrics;
    }

    /** Made once and read by every run. */
    private Log log(int events, Path prepared) throws IOException {
        Path directory = prepared.resolve("log-" + events);
        for (Log log : filled) {
            if (log.store().directory().equals(directory)) {
                return log;
            }
        }
        Files.createDirectories(directory);
        LocalDate today = LocalDate.now(LongHistory.ZONE);
        int[] cards = new int[1];
        BenchClinic.Filled store =
                BenchClinic.fill(
                        directory,
                        (into, staff) -> {
                            fill(into, today, events);
                            cards[0] = reservations(into, today);
                        });
        Log log = new Log(store, cards[0], today);
        filled.add(log);
        return log;
    }

    private static void fill(EventStore store, LocalDate today, int events) {
        StreamId clinic = store.identity().clinicId();
        new LongLog(
                        clinic,
                        store.identity().systemDesk(),
                        LongHistory.from(
                                LongHistory.firstDay(today, events), clinic, new Random(events)))
                .fill(store, events);
    }

    private static int reservations(EventStore store, LocalDate day) {
        Instant from = day.atStartOfDay(LongHistory.ZONE).toInstant();
        Instant until = day.plusDays(1).atStartOfDay(LongHistory.ZONE).toInstant();
        return Math.toIntExact(
                store.dayStreams(from, until).streamIds().stream()
                        .filter(id -> id.startsWith("reservation-"))
                        .count());
    }
}
