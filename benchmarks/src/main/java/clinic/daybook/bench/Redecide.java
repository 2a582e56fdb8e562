package clinic.daybook.bench;

import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.Submitted;
import clinic.daybook.event.StreamId;
import clinic.daybook.event.Uuid7;
import clinic.daybook.installer.sample.BusyDay;
import clinic.daybook.reservation.PaymentMethod;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.TaskOrigin;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * A desk that is opened after a week without the server: everything that it has pending is on
 * streams that have moved meanwhile. Since it was opened: until the board is there, until all is
 * decided again, until the server has all; how long the engine is held at a time, and what a click
 * takes while it goes on.
 */
final class Redecide implements Benchmark {

    private static final double NANOS = 1e9;
    private static final int PENDING_A_STREAM = 10;
    private static final int EVENTS = 5;

    /** So many changes may be on their way to the disk at once. */
    private static final int AHEAD = 64;

    @Override
    public String name() {
        return "redecide";
    }

    @Override
    public List<Metric> run(Path directory, Effort effort)
            throws IOException, InterruptedException, SQLException {
        List<BusyDay> days = new ArrayList<>();
        try (BenchClinic clinic =
                BenchClinic.start(
                        directory,
                        (store, staff) -> {
                            days.addAll(days(staff, effort));
                            days.forEach(day -> day.into(store));
                        })) {
            List<StreamId> streams =
                    days.stream().flatMap(day -> day.reservations().stream()).toList();
            try (BenchDesk desk = clinic.desk("a")) {
                desk.awaitPosition(clinic.head());
                desk.awaitAll(clinic.head());
                desk.awaitQuiet();
                clinic.server().kill();
                work(desk, clinic.staff(), streams, effort.pending());
            }
            clinic.whileDown(store ->
                    days.forEach(day -> {
                        day.moveOn();
                        day.into(store);
                    }));
            return comeBack(clinic, days.getFirst().reservations(), effort);
        }
    }

    private static List<BusyDay> days(StreamId staff, Effort effort) {
        List<BusyDay> days = new ArrayList<>();
        int streams = effort.pending() / PENDING_A_STREAM;
        for (int left = streams; left > 0; left -= effort.cards()) {
            days.add(
                    BusyDay.of(
                            staff,
                            BusyDay.DAY.plusDays(days.size()),
                            Math.min(left, effort.cards()),
                            EVENTS));
        }
        return days;
    }

    /** A week's work without a server: payments, and treatments whose numbers will be taken. */
    private static void work(BenchDesk desk, StreamId staff, List<StreamId> streams, int count)
            throws InterruptedException {
        Random random = new Random(1);
        Deque<CompletableFuture<Void>> saving = new ArrayDeque<>();
        for (int i = 0; i < count; i++) {
            StreamId stream = streams.get(i % streams.size());
            Submitted submitted =
                    Watch.get(
                            "a change",
                            desk.model()
                                    .submit(staff, change(stream, staff, random))
                                    .toCompletableFuture());
            if (!(submitted instanceof Submitted.Shown shown)) {
                throw new BenchFailure("a change was refused: " + submitted);
            }
            saving.add(shown.saved().toCompletableFuture());
            if (saving.size() > AHEAD) {
                Watch.get("saved", saving.remove());
            }
        }
        while (!saving.isEmpty()) {
            Watch.get("saved", saving.remove());
        }
    }

    private static Change change(StreamId stream, StreamId staff, Random random) {
        UUID id = Uuid7.of(Instant.now(), random);
        return Change.of(
                stream,
                random.nextInt(10) < 7
                        ? new ReservationCommand.ReceivePayment(
                                id, PaymentMethod.CARD, 1_000, null, null, null)
                        : new ReservationCommand.AddTreatment(
                                new ReservationCommand.TaskOrder(
                                        id, new StreamId("procedure", id), "보톡스", 10, 10_000),
                                TaskOrigin.UPSELL,
                                staff,
                                List.of(),
                                false));
    }

    /** Opened again with all that is pending, the desk finds the server at once. */
    private List<Metric> comeBack(BenchClinic clinic, List<StreamId> today, Effort effort)
            throws InterruptedException {
        long head = clinic.head();
        long began = System.nanoTime();
        try (BenchDesk desk = clinic.again("a")) {
            desk.cards(today.size());
            double open = (System.nanoTime() - began) / NANOS;
            Times clicks = new Times();
            EngineProbe probe = new EngineProbe(desk.model());
            CompletableFuture<Long> decided = desk.sync().when(s -> s.position() >= head);
            CompletableFuture<Long> accepted =
                    desk.sync().when(s -> s.position() >= head && s.unsent() == 0);
            Clicks person = new Clicks(desk, clinic.staff(), today, new Random(2));
            // The person's own clicks are sent as well: near the end, the person stops.
            do {
                Clicks.Click click = person.click();
                clicks.add(click.shown() - click.began());
            } while (!decided.isDone() || desk.unsent() > effort.pending() / 100);
            double all = (Watch.get("all decided again", decided) - began) / NANOS;
            double sent = (Watch.get("all accepted", accepted) - began) / NANOS;
            return List.of(
                    Metric.of(name(), "open", open, "s"),
                    Metric.of(name(), "decided-again", all, "s"),
                    Metric.of(name(), "accepted", sent, "s"),
                    Metric.of(name(), "longest-hold", probe.longest(), "ms"),
                    Metric.of(name(), "click-shown-p50", clicks.p50(), "ms"),
                    Metric.of(name(), "click-shown-p99", clicks.p99(), "ms"),
                    Metric.of(name(), "click-shown-longest", clicks.longest(), "ms"));
        }
    }
}
