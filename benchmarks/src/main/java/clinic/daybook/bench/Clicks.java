package clinic.daybook.bench;

import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.model.Submitted;
import clinic.daybook.event.StreamId;
import clinic.daybook.event.Uuid7;
import clinic.daybook.reservation.PaymentMethod;
import clinic.daybook.reservation.ReservationCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** A person who opens one card after the other and changes something, again and again. */
final class Clicks {

    /** A moment between clicks, in which the desk syncs what was clicked before. */
    private static final Duration BREATH = Duration.ofMillis(5);

    /**
     * One click.
     *
     * @param began when it was submitted, by {@link System#nanoTime()}
     * @param shown when board and open reservation both had it
     * @param saved when it was durable at the desk
     */
    record Click(
            StreamId stream, long version, UUID commitId, long began, long shown, long saved) {}

    /** Told before a click which card is to come to which version. */
    interface Before {
        void click(StreamId stream, long version);
    }

    private final BenchDesk desk;
    private final StreamId staff;
    private final List<StreamId> cards;
    private final Random random;

    Clicks(BenchDesk desk, StreamId staff, List<StreamId> cards, Random random) {
        this.desk = desk;
        this.staff = staff;
        this.cards = List.copyOf(cards);
        this.random = random;
    }

    Click click() throws InterruptedException {
        return click((stream, version) -> {});
    }

    Click click(Before before) throws InterruptedException {
        StreamId id = cards.get(random.nextInt(cards.size()));
        try (Watch<ReservationDetail> detail =
                new Watch<>(listener -> desk.model().onReservation(id, listener))) {
            ReservationDetail seen = detail.await("the open reservation", d -> true);
            Change change = change(seen);
            long next = seen.card().version() + 1;
            CompletableFuture<Long> onCard = detail.when(d -> d.card().version() >= next);
            CompletableFuture<Long> onBoard = desk.board().when(b -> BenchDesk.shows(b, id, next));
            before.click(id, next);
            long began = System.nanoTime();
            Submitted submitted =
                    Watch.get(
                            "the click", desk.model().submit(staff, change).toCompletableFuture());
            if (!(submitted instanceof Submitted.Shown shown)) {
                throw new BenchFailure("a click was refused: " + submitted);
            }
            long[] saved = new long[1];
            CompletableFuture<Void> durable =
                    shown.saved().thenRun(() -> saved[0] = System.nanoTime()).toCompletableFuture();
            long both = Math.max(Watch.get("the card", onCard), Watch.get("the board", onBoard));
            Watch.get("saved", durable);
            LockSupport.parkNanos(BREATH.toNanos());
            return new Click(id, next, shown.commitId(), began, both, saved[0]);
        }
    }

    private Change change(ReservationDetail seen) {
        StreamId id = seen.card().id();
        return switch (random.nextInt(3)) {
            case 0 ->
                    new Change(
                            id,
                            new ReservationCommand.ChangeMemo(seen.state().memoEventId()),
                            null,
                            null,
                            seen.card().customerId(),
                            Map.of("memo", "창가 자리를 원하심 " + random.nextInt()));
            case 1 ->
                    Change.of(
                            id,
                            new ReservationCommand.ReceivePayment(
                                    uuid(),
                                    PaymentMethod.CARD,
                                    1_000 + random.nextInt(1_000),
                                    null,
                                    null,
                                    seen.card().balance().open()));
            default ->
                    Change.of(
                            id,
                            new ReservationCommand.ApplyDiscount(
                                    uuid(), 100 + random.nextInt(100)));
        };
    }

    private UUID uuid() {
        return Uuid7.of(Instant.now(), random);
    }
}
