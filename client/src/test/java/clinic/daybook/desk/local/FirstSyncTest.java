package clinic.daybook.desk.local;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.Submitted;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.Commit;
import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.reservation.ReservationCommand.Arrive;
import clinic.daybook.sync.PushOutcome;
import clinic.daybook.sync.SyncInput;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A new desk that begins with a day's board and works while older events follow, with restarts and
 * a database that fails: at the end it has what a desk has that read everything in order.
 */
class FirstSyncTest {

    private static final LocalDate DAY = LocalDate.of(2026, 1, 6);
    private static final int STREAMS = 14;

    @TempDir Path directory;

    /** The desk that begins with a board; the rig's own desk reads everything in order. */
    private static final class NewDesk implements AutoCloseable {
        final FaultyConnection disk = new FaultyConnection();
        private final Path directory;
        LocalDesk desk;

        NewDesk(Path directory) {
            this.directory = directory;
            desk = LocalDesk.open(directory, InstantSource.fixed(Rig.NOW), disk.platform());
        }

        void restart() {
            desk.close();
            desk = LocalDesk.open(directory, InstantSource.fixed(Rig.NOW), disk.platform());
        }

        SyncInput.Started stands() {
            CompletableFuture<SyncInput.Started> result = new CompletableFuture<>();
            desk.sync().execute(() -> result.complete(desk.sync().started()));
            return Rig.join(result);
        }

        /** False when the database failed and everything was read again. */
        boolean apply(List<RecordedEvent> events, Arrival arrival) {
            CompletableFuture<Boolean> ended = new CompletableFuture<>();
            desk.sync()
                    .execute(() -> {
                        desk.sync().listen(new Reloads(() -> ended.complete(false)));
                        desk.sync().apply(FeedPage.of(events), arrival, () -> ended.complete(true));
                    });
            return Rig.join(ended);
        }

        String digest() {
            return Rig.join(desk.digest().toCompletableFuture());
        }

        @Override
        public void close() {
            desk.close();
        }
    }

    private static List<RecordedEvent> after(Rig rig, long position, int most) {
        return rig.log.stream().filter(e -> e.position() > position).limit(most).toList();
    }

    private static List<RecordedEvent> whole(Rig rig, Predicate<StreamId> which) {
        return rig.log.stream().filter(e -> which.test(e.streamId())).toList();
    }

    private static Predicate<StreamId> board(Set<StreamId> today) {
        return s -> Set.of("staff", "clinic").contains(s.kind()) || today.contains(s);
    }

    private static List<StreamId> history(Rig rig) {
        List<StreamId> reservations = new ArrayList<>();
        for (int i = 0; i < STREAMS; i++) {
            StreamId id = rig.id("reservation");
            reservations.add(id);
            rig.decide(id, rig.book(), Map.of("memo", "창가 자리 " + i));
        }
        for (int i = 0; i < STREAMS * 8; i++) {
            StreamId id = reservations.get(rig.random.nextInt(STREAMS));
            rig.decide(id, rig.add("처치 " + i), Map.of());
        }
        return reservations;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void anyOrderOfCutsRestartsAndChangesEndsWithTheSameDigest(long seed) {
        try (Rig rig = Rig.seeded(directory.resolve("plain"), seed);
                NewDesk fresh = new NewDesk(directory.resolve("new"))) {
            Random random = new Random(seed);
            List<StreamId> reservations = history(rig);
            Set<StreamId> today =
                    reservations.stream()
                            .filter(r -> random.nextBoolean())
                            .collect(Collectors.toSet());
            today.add(Rig.CUSTOMER);
            while (fresh.stands().position() == 0) {
                if (random.nextBoolean()) {
                    fresh.disk.failAt(random.nextInt(400));
                }
                fresh.apply(
                        whole(rig, board(today)),
                        new Arrival.Board(DAY, rig.log.getLast().position()));
                fresh.disk.heal();
            }
            for (int i = 0; i < 120; i++) {
                act(rig, fresh, reservations, random);
            }
            while (fresh.stands().older() != null) {
                older(rig, fresh, 50);
            }
            feed(rig, fresh, 10_000);
            rig.feed(FeedPage.of(rig.log));

            assertThat(fresh.stands().pending()).isEmpty();
            assertThat(fresh.digest()).isEqualTo(rig.digest());
            Rig.join(fresh.desk.rebuild().toCompletableFuture());
            assertThat(fresh.digest()).as("I7: from scratch").isEqualTo(rig.digest());
        }
    }

    private static void act(Rig rig, NewDesk fresh, List<StreamId> reservations, Random random) {
        StreamId any = reservations.get(random.nextInt(reservations.size()));
        switch (random.nextInt(12)) {
            case 0 -> fresh.restart();
            case 1 -> {
                fresh.disk.failAt(random.nextInt(30));
                older(rig, fresh, 20);
                fresh.disk.heal();
            }
            case 2 -> {
                fresh.disk.failAt(random.nextInt(30));
                feed(rig, fresh, 20);
                fresh.disk.heal();
            }
            case 3, 4 -> fresh.apply(whole(rig, any::equals), new Arrival.Whole());
            case 5, 6 -> older(rig, fresh, 1 + random.nextInt(12));
            case 7 -> feed(rig, fresh, 1 + random.nextInt(4));
            case 8 -> work(rig, fresh, any);
            default -> rig.decide(any, rig.add("변경 " + rig.log.size()), Map.of());
        }
    }

    private static void older(Rig rig, NewDesk fresh, int most) {
        var older = fresh.stands().older();
        if (older != null) {
            List<RecordedEvent> page = after(rig, older.done(), most);
            fresh.apply(page, new Arrival.Older(page.getLast().position()));
        }
    }

    private static void feed(Rig rig, NewDesk fresh, int most) {
        fresh.apply(after(rig, fresh.stands().position(), most), new Arrival.Feed());
    }

    /** A person changes something there; the server takes it, or the desk says that it cannot. */
    private static void work(Rig rig, NewDesk fresh, StreamId stream) {
        // What the desk has not heard of yet would only lead to a conflict.
        feed(rig, fresh, 10_000);
        Submitted submitted =
                Rig.join(
                        fresh.desk
                                .submit(
                                        Rig.STAFF,
                                        Change.of(stream, rig.add("여기 " + rig.log.size())))
                                .toCompletableFuture());
        if (submitted instanceof Submitted.Shown shown) {
            Rig.join(shown.saved().toCompletableFuture());
            CompletableFuture<List<Commit>> sent = new CompletableFuture<>();
            fresh.desk
                    .sync()
                    .execute(() ->
                            sent.complete(
                                    fresh.desk.sync().send(List.of(shown.commitId())).stream()
                                            .map(Outgoing::wire)
                                            .toList()));
            for (Commit commit : Rig.join(sent)) {
                assertThat(commit.expectedVersion()).isEqualTo(rig.state(stream).version());
                rig.accept(commit);
                fresh.desk
                        .sync()
                        .execute(() ->
                                fresh.desk
                                        .sync()
                                        .apply(
                                                List.of(
                                                        new PushOutcome.Taken(
                                                                commit.commitId(),
                                                                rig.state(stream).version()))));
            }
        } else {
            // Of some streams nothing at all has come yet.
            assertThat(((Submitted.Refused) submitted).refusal().code())
                    .isIn(LocalDesk.STILL_LOADING.code(), "illegal-in-state");
        }
    }

    @Test
    void aStreamWithAHoleIsReadOnlyUntilItIsFetchedWhole() {
        try (Rig rig = Rig.seeded(directory.resolve("plain"), 1);
                NewDesk fresh = new NewDesk(directory.resolve("new"))) {
            List<StreamId> reservations = history(rig);
            StreamId other = reservations.getLast();
            fresh.apply(
                    whole(rig, board(Set.of(reservations.getFirst()))),
                    new Arrival.Board(DAY, rig.log.getLast().position()));
            rig.decide(other, rig.add("레이저"), Map.of());
            feed(rig, fresh, 100);

            assertThat(submit(fresh, other)).isInstanceOf(Submitted.Refused.class);
            assertThat(submit(fresh, reservations.getFirst())).isInstanceOf(Submitted.Shown.class);

            fresh.apply(whole(rig, other::equals), new Arrival.Whole());
            assertThat(submit(fresh, other)).isInstanceOf(Submitted.Shown.class);
            fresh.restart();
            older(rig, fresh, 3);
            assertThat(submit(fresh, other)).isInstanceOf(Submitted.AlreadySo.class);
        }
    }

    @Test
    void aClickDoesNotWaitForAPage() {
        try (Rig rig = Rig.seeded(directory.resolve("plain"), 1);
                NewDesk fresh = new NewDesk(directory.resolve("new"))) {
            for (int i = 0; i < 5 * FeedLanes.SLICE; i++) {
                rig.decide(rig.id("reservation"), rig.book(), Map.of());
            }
            List<String> order = Collections.synchronizedList(new ArrayList<>());
            CompletableFuture<Void> applied = new CompletableFuture<>();
            FeedPage page = FeedPage.of(rig.log);
            fresh.desk
                    .sync()
                    .execute(() -> {
                        fresh.desk
                                .sync()
                                .apply(
                                        page,
                                        () -> {
                                            order.add("page");
                                            applied.complete(null);
                                        });
                        fresh.desk.sync().execute(() -> order.add("click"));
                    });
            Rig.join(applied);

            assertThat(order).containsExactly("click", "page");
        }
    }

    private static Submitted submit(NewDesk fresh, StreamId stream) {
        return Rig.join(
                fresh.desk
                        .submit(Rig.STAFF, Change.of(stream, new Arrive()))
                        .toCompletableFuture());
    }
}
