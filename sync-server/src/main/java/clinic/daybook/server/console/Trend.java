package clinic.daybook.server.console;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** How many events were stored and how many Kinesis lacked, minute by minute of the last hour. */
final class Trend {

    static final int MINUTES = 60;
    private static final int SECONDS = 60;

    /**
     * One minute.
     *
     * @param minute since the epoch
     * @param stored events stored in it
     * @param lag the most that Kinesis lacked in it
     */
    record Point(long minute, long stored, long lag) {}

    private static final class Bucket {
        final long minute;
        final long headBefore;
        long head;
        long lag;

        Bucket(long minute, long headBefore) {
            this.minute = minute;
            this.headBefore = headBefore;
            this.head = headBefore;
        }
    }

    private final Deque<Bucket> buckets = new ArrayDeque<>();

    /** Takes up one look at the server; {@code at} must not go back by more than a minute. */
    synchronized void add(Instant at, long head, long lag) {
        long minute = Math.floorDiv(at.getEpochSecond(), SECONDS);
        Bucket last = buckets.peekLast();
        if (last == null || minute > last.minute) {
            // What was stored since the last look counts to the minute in which it is seen.
            last = new Bucket(minute, last == null ? head : last.head);
            buckets.add(last);
        }
        last.head = Math.max(last.head, head);
        last.lag = Math.max(last.lag, lag);
        while (buckets.element().minute <= minute - MINUTES) {
            buckets.remove();
        }
    }

    /** The minutes that were looked at, the oldest first; at most {@link #MINUTES}. */
    synchronized List<Point> points() {
        List<Point> points = new ArrayList<>();
        for (Bucket bucket : buckets) {
            points.add(new Point(bucket.minute, bucket.head - bucket.headBefore, bucket.lag));
        }
        return points;
    }
}
