package clinic.daybook.bench;

import clinic.daybook.installer.sample.BusyDay;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * A click at one desk until another desk's board has it, through a server process over loopback
 * sockets; against the two durable commits that it cannot do without: at the desk and at the
 * server.
 */
final class ClickToOtherDesk implements Benchmark {

    private static final String FLOOR = "two-bare-sqlite-commits";
    private static final int EVENTS = 20;

    @Override
    public String name() {
        return "click-to-other-desk";
    }

    @Override
    public List<Metric> run(Path directory, Effort effort)
            throws IOException, InterruptedException, SQLException {
        Times seen = new Times();
        Times floor = new Times();
        try (BenchClinic clinic =
                        BenchClinic.start(
                                directory,
                                (store, staff) ->
                                        BusyDay.of(staff, BusyDay.DAY, effort.cards(), EVENTS)
                                                .into(store));
                BenchDesk a = clinic.desk("a");
                BenchDesk b = clinic.desk("b")) {
            Clicks clicks = new Clicks(a, clinic.staff(), a.cards(effort.cards()), new Random(1));
            b.cards(effort.cards());
            a.awaitQuiet();
            b.awaitQuiet();
            int warmUp = effort.clicks() / 5;
            for (int i = 0; i < warmUp + effort.clicks(); i++) {
                List<CompletableFuture<Long>> atB = new ArrayList<>();
                Clicks.Click click =
                        clicks.click((id, version) ->
                                atB.add(
                                        b.board()
                                                .when(board ->
                                                        BenchDesk.shows(board, id, version))));
                long there = Watch.get("the other desk", atB.getFirst());
                if (i >= warmUp) {
                    seen.add(there - click.began());
                }
            }
            a.awaitQuiet();
            clinic.server().kill();
            floor(directory, a, clicks, effort.clicks(), floor);
        }
        List<Metric> metrics = new ArrayList<>();
        metrics.add(metric("two-bare-commits-p50", floor.p50()));
        metrics.add(metric("two-bare-commits-p99", floor.p99()));
        metrics.add(metric("p50", seen.p50()).against(FLOOR, floor.p50()));
        metrics.add(metric("p99", seen.p99()).against(FLOOR, floor.p99()));
        effort.peer()
                .change(directory.resolve("pouchdb"), effort.clicks())
                .ifPresent(peer -> {
                    metrics.add(metric("pouchdb-p50", peer.p50()));
                    metrics.add(metric("pouchdb-p99", peer.p99()));
                    metrics.add(
                            metric("beside-pouchdb-p50", seen.p50())
                                    .against("pouchdb", peer.p50()));
                    metrics.add(
                            metric("beside-pouchdb-p99", seen.p99())
                                    .against("pouchdb", peer.p99()));
                });
        return metrics;
    }

    private Metric metric(String metric, double millis) {
        return Metric.of(name(), metric, millis, "ms");
    }

    /** The desk's rows, then the event alone, as a server must keep it: two syncs of the disk. */
    private static void floor(
            Path directory, BenchDesk desk, Clicks clicks, int samples, Times floor)
            throws InterruptedException, SQLException {
        List<BareStore.Row> rows = BareStore.rowsOf(desk.database(), clicks.click().commitId());
        List<BareStore.Row> event =
                rows.stream().filter(row -> row.table().equals("pending")).toList();
        try (BareStore atDesk = BareStore.like(desk.database(), directory.resolve("bare-a.db"));
                BareStore atServer =
                        BareStore.like(desk.database(), directory.resolve("bare-server.db"))) {
            for (int i = 0; i < samples / 5 + samples; i++) {
                long both = atDesk.commit(rows) + atServer.commit(event);
                if (i >= samples / 5) {
                    floor.add(both);
                }
            }
        }
    }
}
