package clinic.daybook.desk.local;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes over pieces of the server's log bit by bit, each bit as a task of its own on the engine's
 * thread, so that a person's click never waits for a whole page. What is new goes before what is
 * older; within each, the order is kept.
 */
final class FeedLanes {

    /** So many events are one task and one unit at the most. */
    static final int SLICE = 500;

    /** Fewer are not taken at a time, however long they take. */
    private static final int LEAST = 10;

    /** What a task may take: with a click behind it, that is still shown within a frame. */
    private static final Duration TASK = Duration.ofMillis(6);

    /** So many events may wait for the disk before more are taken over. */
    private static final int UNWRITTEN = 6 * SLICE;

    /** Takes over one bit of a piece. */
    @FunctionalInterface
    interface Taking {
        /** The unit in which these items of the piece were taken over; it is not kept yet. */
        Unit take(FeedPage page, int from, int to, Arrival arrival);
    }

    private static final class Piece {
        final FeedPage page;
        final Arrival arrival;
        final Runnable applied;
        final long epoch;
        int next;

        Piece(FeedPage page, Arrival arrival, Runnable applied, long epoch) {
            this.page = page;
            this.arrival = arrival;
            this.applied = applied;
            this.epoch = epoch;
        }
    }

    private final EngineThread engine;
    private final Keeper keeper;
    private final Taking taking;
    private final LongSupplier nanoTime;
    private final Deque<Piece> feed = new ArrayDeque<>();
    private final Deque<Piece> older = new ArrayDeque<>();
    private boolean scheduled;
    private int unwritten;
    private int slice = SLICE;
    private long epoch;

    FeedLanes(EngineThread engine, Keeper keeper, Taking taking, LongSupplier nanoTime) {
        this.engine = engine;
        this.keeper = keeper;
        this.taking = taking;
        this.nanoTime = nanoTime;
    }

    /** Queues a piece; {@code applied} runs once all of it is durable. */
    void add(FeedPage page, Arrival arrival, Runnable applied) {
        renew();
        Deque<Piece> lane = arrival instanceof Arrival.Older ? older : feed;
        lane.add(new Piece(page, arrival, applied, keeper.epoch()));
        schedule();
    }

    private void schedule() {
        boolean waiting = !feed.isEmpty() || !older.isEmpty();
        if (waiting && !scheduled && unwritten < UNWRITTEN) {
            scheduled = true;
            engine.execute(this::step);
        }
    }

    /** Where everything was read again, what was begun before comes anew. */
    private void renew() {
        if (epoch != keeper.epoch()) {
            epoch = keeper.epoch();
            unwritten = 0;
            // The task that was to go on may be what was lost.
            scheduled = false;
            feed.removeIf(p -> p.epoch != epoch);
            older.removeIf(p -> p.epoch != epoch);
        }
    }

    private void step() {
        scheduled = false;
        renew();
        Piece piece = feed.isEmpty() ? older.peek() : feed.peek();
        if (piece == null) {
            return;
        }
        try {
            take(piece);
        } finally {
            schedule();
        }
    }

    private void take(Piece piece) {
        long began = nanoTime.getAsLong();
        int from = piece.next;
        int to = Math.min(from + slice, piece.page.items().size());
        piece.next = to;
        boolean last = to == piece.page.items().size();
        if (last) {
            (feed.peek() == piece ? feed : older).remove();
        }
        Unit unit = keeper.guard(() -> taking.take(piece.page, from, to, piece.arrival));
        int taken = to - from;
        unwritten += taken;
        unit.whenDurable(() -> written(piece.epoch, taken, last ? piece.applied : null));
        unit.whenFailed(failure -> written(piece.epoch, taken, null));
        keeper.keep(unit);
        slice = nextSlice(taken, nanoTime.getAsLong() - began);
    }

    /**
     * As many as the task may take at the pace of the last one: how long an event takes depends on
     * what is pending of its stream, and on whether the stream is in memory.
     */
    private int nextSlice(int taken, long nanos) {
        if (taken == 0) {
            return slice;
        }
        long fits = taken * TASK.toNanos() / Math.max(1, nanos);
        // A small piece says little of a large one.
        return (int) Math.clamp(fits, LEAST, Math.min(SLICE, 2L * slice));
    }

    private void written(long pieceEpoch, int events, @Nullable Runnable applied) {
        if (pieceEpoch == epoch) {
            unwritten -= events;
        }
        if (applied != null) {
            applied.run();
        }
        schedule();
    }
}
