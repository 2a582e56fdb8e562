package clinic.daybook.bench;

import clinic.daybook.installer.sample.BusyDay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A click at a live desk: until its board and the open reservation have it ("shown"), and until it
 * is durable ("saved"), the latter against a bare SQLite commit of the same rows.
 */
final class OptimisticCommit implements Benchmark {

    private static final String FLOOR = "bare-sqlite-commit";
    private static final int SHORT = 4;

    @Override
    public String name() {
        return "optimistic-commit";
    }

    @Override
    public List<Metric> run(Path directory, Effort effort)
            throws IOException, InterruptedException, SQLException {
        List<Metric> metrics = new ArrayList<>();
        metrics.addAll(measure(directory.resolve("short"), "short-streams", SHORT, effort));
        metrics.addAll(
                measure(directory.resolve("long"), "long-streams", effort.longStream(), effort));
        return metrics;
    }

    private List<Metric> measure(Path directory, String streams, int events, Effort effort)
            throws IOException, InterruptedException, SQLException {
        Files.createDirectories(directory);
        Times shown = new Times();
        Times saved = new Times();
        Times floor = new Times();
        try (BenchClinic clinic =
                        BenchClinic.start(
                                directory,
                                (store, staff) ->
                                        BusyDay.of(staff, BusyDay.DAY, effort.cards(), events)
                                                .into(store));
                BenchDesk desk = clinic.desk("a")) {
            Clicks clicks =
                    new Clicks(desk, clinic.staff(), desk.cards(effort.cards()), new Random(1));
            desk.awaitQuiet();
            for (int i = 0; i < effort.clicks() / 5; i++) {
                clicks.click();
            }
            for (int i = 0; i < effort.clicks(); i++) {
                Clicks.Click click = clicks.click();
                shown.add(click.shown() - click.began());
                saved.add(click.saved() - click.began());
            }
            desk.awaitQuiet();
            // Without a server what is saved stays pending, where its rows can be read.
            clinic.server().kill();
            floor(directory, desk, clicks, effort.clicks(), floor);
        }
        return List.of(
                metric("shown-p50-" + streams, shown.p50()),
                metric("shown-p99-" + streams, shown.p99()),
                metric("bare-commit-p50-" + streams, floor.p50()),
                metric("bare-commit-p99-" + streams, floor.p99()),
                metric("saved-p50-" + streams, saved.p50()).against(FLOOR, floor.p50()),
                metric("saved-p99-" + streams, saved.p99()).against(FLOOR, floor.p99()));
    }

    private Metric metric(String metric, double millis) {
        return Metric.of(name(), metric, millis, "ms");
    }

    private static void floor(
            Path directory, BenchDesk desk, Clicks clicks, int samples, Times floor)
            throws InterruptedException, SQLException {
        List<List<BareStore.Row>> rows = new ArrayList<>();
        for (int i = 0; i < Math.min(samples, 100); i++) {
            rows.add(BareStore.rowsOf(desk.database(), clicks.click().commitId()));
        }
        try (BareStore bare = BareStore.like(desk.database(), directory.resolve("bare.db"))) {
            for (int i = 0; i < samples / 5; i++) {
                bare.commit(rows.get(i % rows.size()));
            }
            for (int i = 0; i < samples; i++) {
                floor.add(bare.commit(rows.get(i % rows.size())));
            }
        }
    }
}
