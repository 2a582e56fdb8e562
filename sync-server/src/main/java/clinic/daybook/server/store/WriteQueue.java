package clinic.daybook.server.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be written, and the group that is being written. Many put something in; one thread,
 * the writer's, takes groups out; another one looks for who has waited for too long.
 */
final class WriteQueue {

    /** More waiting writes than this are refused: their senders come back later. */
    private static final int MOST = 256;

    private static final int GROUP = 64;

    /** The most that is waited for those who were answered together to come together again. */
    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /** A disk that is quicker than this has written the next ones before all are gathered. */
    private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

    /** Who has waited for so long is told so. */
    private static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** Something to be written, by who waits for its answer since that many nanoseconds. */
    sealed interface Write<T> {
        CompletableFuture<T> answer();

        long since();

        default void fail(StorageException why) {
            answer().completeExceptionally(why);
        }
    }

    /** Anything that is done in a transaction. */
    record Work<T>(SqlWork<T> work, CompletableFuture<T> answer, long since) implements Write<T> {

        /** Does the work; what is to be told after the transaction's end is returned. */
        Runnable run(Sql sql) throws SQLException {
            T result = work.run(sql);
            return () -> answer.complete(result);
        }
    }

    /** Commits, which are appended together with those of others. */
    record Append(AppendCall call, CompletableFuture<List<AppendResult>> answer, long since)
            implements Write<List<AppendResult>> {}

    /**
     * Who has waited for too long.
     *
     * @param atWork whether some of them are in the group that is still being written
     */
    record Overdue(List<Write<?>> writes, boolean atWork) {}

    /** The writer's thread, waiting for so many more writes. */
    private record Gathering(Thread thread, int missing) {}

    private final LongSupplier nanos;
    private final BlockingQueue<Write<?>> waiting = new ArrayBlockingQueue<>(MOST);
    private volatile @Nullable Gathering gathering;

    /** What is being written; never changed again. */
    private volatile List<Write<?>> taken = List.of();

    // Touched by the writer's thread alone: the last group and how long it took.
    private int lastSize;
    private long lastNanos;
    private long begun;

    /** {@code nanos}: a time that nobody sets. */
    WriteQueue(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Puts it behind the others; false when too many wait. */
    boolean offer(Write<?> write) {
        boolean room = waiting.offer(write);
        Gathering now = gathering;
        if (now != null && waiting.size() >= now.missing()) {
            LockSupport.unpark(now.thread());
        }
        return room;
    }

    /** How many wait; without those that are being written. */
    int size() {
        return waiting.size();
    }

    /** The next group, which is being written from now on; empty when nothing waits. */
    List<Write<?>> take() {
        List<Write<?>> group = new ArrayList<>(GROUP);
        waiting.drainTo(group, GROUP);
        taken = group;
        if (group.isEmpty()) {
            // The last one that was something is what the next is held against.
            return group;
        }
        int missing = lastSize - group.size();
        if (missing > 0 && lastNanos >= SLOW_NANOS) {
            gather(missing);
            // The watch may look at the former one.
            List<Write<?>> before = group;
            group = new ArrayList<>(GROUP);
            group.addAll(before);
            waiting.drainTo(group, GROUP - group.size());
            taken = group;
        }
        lastSize = group.size();
        begun = nanos.getAsLong();
        return group;
    }

    /** The writer is done with what was taken last, whether it was written or not. */
    void written() {
        lastNanos = nanos.getAsLong() - begun;
        taken = List.of();
    }

    /** Tells those of the group that was taken last, and have no answer, that there is none. */
    void failTaken(StorageException why) {
        taken.forEach(write -> write.fail(why));
    }

    /** Tells all who wait why they will not be written. */
    void failWaiting(StorageException why) {
        for (Write<?> left = waiting.poll(); left != null; left = waiting.poll()) {
            left.fail(why);
        }
    }

    /** Takes out who waits for too long, and finds those who are being written for too long. */
    Overdue overdue() {
        List<Write<?>> now = taken;
        List<Write<?>> overdue = new ArrayList<>(now.stream().filter(this::tooLong).toList());
        boolean atWork = !overdue.isEmpty() && taken == now;
        // Those that still wait come one after the other; they have not been begun.
        Write<?> next = waiting.peek();
        while (next != null && tooLong(next)) {
            if (waiting.remove(next)) {
                overdue.add(next);
            }
            next = waiting.peek();
        }
        return new Overdue(overdue, atWork);
    }

    private boolean tooLong(Write<?> write) {
        return !write.answer().isDone() && nanos.getAsLong() - write.since() >= ANSWER_NANOS;
    }

    /**
     * Where the disk is slow, waits for as many as the last time, but not long beside what a
     * transaction takes: those who were answered together send their next writes one after the
     * other, and the first of them would have a disk sync for itself while the rest wait for the
     * one after it. Woken by the last of them alone: to wake this thread for each costs more than
     * what it would do for them.
     */
    private void gather(int missing) {
        long end = nanos.getAsLong() + Math.min(lastNanos / 4, GATHER_NANOS);
        gathering = new Gathering(Thread.currentThread(), missing);
        // Who is interrupted writes those that are here all the same.
        while (waiting.size() < missing && !Thread.currentThread().isInterrupted()) {
            long left = end - nanos.getAsLong();
            if (left <= 0) {
                break;
            }
            LockSupport.parkNanos(this, left);
        }
        gathering = null;
    }
}
