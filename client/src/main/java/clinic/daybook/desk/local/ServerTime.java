package clinic.daybook.desk.local;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the server's clock says now, as far as this desk knows, and so how far its own is off. The
 * server's time is carried on by a time that nobody sets (monotonic); the desk's own clock may be
 * wrong, may be set back or forth at any moment, and is only compared with it. Used by any thread.
 *
 * <p>Where the desk's clock is set back, what was measured still holds. Where it leaps ahead,
 * either somebody set it or the machine slept, during which the monotonic time stands still:
 * nothing is known then until the next measurement.
 */
final class ServerTime implements InstantSource {

    /** Measurements that differ by more than they can be wrong, and by this, exclude each other. */
    private static final long SLACK_MILLIS = 250;

    /** So much more or less passes by one time than by the other before it counts as a leap. */
    private static final long LEAP_MILLIS = 2_000;

    /** Measurements kept; the most exact of them counts. */
    private static final int SAMPLES = 8;

    /** A measurement older than this has drifted further than a newer one can be wrong. */
    private static final long FRESH_NANOS = Duration.ofMinutes(10).toNanos();

    private static final long HEARD = Long.MAX_VALUE;
    private static final long NANOS_PER_MILLI = 1_000_000;

    /**
     * A measurement.
     *
     * @param ahead the server's time less the monotonic time, in milliseconds
     * @param doubt how far that may be wrong, either way; {@link #HEARD}: nobody knows
     */
    private record Sample(long takenNanos, long ahead, long doubt) {}

    private final InstantSource own;
    private final LongSupplier nanos;
    private final Deque<Sample> samples = new ArrayDeque<>();

    // The desk's clock less the monotonic time when it was last looked at.
    private long ownAhead;
    private @Nullable Long serverAhead;

    /**
     * Nothing is known yet.
     *
     * @param own the desk's clock
     * @param nanos the time that nobody sets, in nanoseconds
     */
    ServerTime(InstantSource own, LongSupplier nanos) {
        this.own = own;
        this.nanos = nanos;
        this.ownAhead = ownAheadNow();
    }

    /** The desk's clock less the server's as measured before the program was started. */
    synchronized void lastKnown(long offsetMs) {
        look();
        if (samples.isEmpty()) {
            serverAhead = ownAhead - offsetMs;
        }
    }

    /**
     * The server's clock said {@code at} at some moment between two readings of {@link #nanoTime}:
     * when it was asked and when its answer was here.
     */
    synchronized void measured(Instant at, long askedNanos, long answeredNanos) {
        long asked = askedNanos / NANOS_PER_MILLI;
        long answered = answeredNanos / NANOS_PER_MILLI;
        long doubt = Math.max(0, answered - asked) / 2;
        add(new Sample(answeredNanos, at.toEpochMilli() - (asked + answered) / 2, doubt));
    }

    /**
     * A message says that it was sent when the server's clock said {@code at}; it was here at this
     * reading of {@link #nanoTime}. How long it was on its way is not known, and it may have been
     * long: it counts only as long as nothing better is known.
     */
    synchronized void heard(Instant at, long hereNanos) {
        long ahead = at.toEpochMilli() - hereNanos / NANOS_PER_MILLI;
        add(new Sample(hereNanos, ahead, HEARD));
    }

    /** The desk's clock less the server's in milliseconds; {@code null}: not known. */
    synchronized @Nullable Long offsetMs() {
        look();
        return serverAhead == null ? null : Long.valueOf(ownAhead - serverAhead);
    }

    /** The server's time; the desk's own where nothing is known. */
    @Override
    public synchronized Instant instant() {
        look();
        return serverAhead == null
                ? own.instant()
                : Instant.ofEpochMilli(nanos.getAsLong() / NANOS_PER_MILLI + serverAhead);
    }

    /** The monotonic time by which measurements are taken. */
    long nanoTime() {
        return nanos.getAsLong();
    }

    private void add(Sample sample) {
        look();
        if (!samples.isEmpty() && excludes(sample, best())) {
            samples.clear();
        }
        if (samples.size() == SAMPLES) {
            samples.removeFirst();
        }
        samples.addLast(sample);
        serverAhead = best().ahead();
    }

    /**
     * Whether both cannot be true: then the server's clock was set in between. What was only heard
     * may have been long on its way, but cannot have come before it was sent.
     */
    private static boolean excludes(Sample now, Sample before) {
        long more = now.ahead() - before.ahead();
        if (before.doubt() == HEARD) {
            return now.doubt() != HEARD && -more > now.doubt() + SLACK_MILLIS;
        }
        return now.doubt() == HEARD
                ? more > before.doubt() + SLACK_MILLIS
                : Math.abs(more) > now.doubt() + before.doubt() + SLACK_MILLIS;
    }

    /**
     * The most exact of the fresh measurements. Of those that were only heard, the one that was the
     * shortest on its way, which is the one that makes the server most ahead.
     */
    private Sample best() {
        Sample best = samples.getLast();
        for (Sample sample : samples) {
            boolean fresh = samples.getLast().takenNanos() - sample.takenNanos() <= FRESH_NANOS;
            boolean better =
                    sample.doubt() < best.doubt()
                            || (sample.doubt() == best.doubt()
                                    && sample.doubt() == HEARD
                                    && sample.ahead() > best.ahead());
            if (fresh && better) {
                best = sample;
            }
        }
        return best;
    }

    private void look() {
        long before = ownAhead;
        ownAhead = ownAheadNow();
        if (ownAhead - before > LEAP_MILLIS) {
            samples.clear();
            serverAhead = null;
        }
    }

    private long ownAheadNow() {
        return own.instant().toEpochMilli() - nanos.getAsLong() / NANOS_PER_MILLI;
    }
}
