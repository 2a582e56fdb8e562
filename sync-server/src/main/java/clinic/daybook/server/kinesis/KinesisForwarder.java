package clinic.daybook.server.kinesis;

import clinic.daybook.server.kinesis.ForwarderStatus.Reason;
import clinic.daybook.server.store.ConsumerCursor;
import clinic.daybook.server.store.ConsumerLease;
import clinic.daybook.server.store.EventTail;
import clinic.daybook.server.store.LeaseLostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what the store records to a Kinesis stream, from where it stopped the last time. Runs on a
 * thread of its own, throws nothing at anybody, and goes on by itself when what it waited for is
 * back. Every event arrives at least once; per stream in version order, repeats apart (I6).
 */
public final class KinesisForwarder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KinesisForwarder.class);

    /** A shard that is full for a moment is everyday life; from here on it is worth telling. */
    private static final int FRUITLESS_LIMIT = 3;

    private static final long IDLE_MILLIS = 1_000;
    private static final long SAVE_MILLIS = 200;

    /** How long another server waits before it takes over from one that ended without a word. */
    private static final Duration LEASE_LASTS = Duration.ofSeconds(15);

    private static final long RENEW_MILLIS = LEASE_LASTS.toMillis() / 3;
    private static final long STANDBY_MILLIS = 2_000;
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final KinesisSender.Opener opener;
    private final EventTail tail;
    private final ConsumerLease lease;
    private final StatusBoard board;
    private final Backoff backoff;
    private final Thread thread;
    private volatile boolean closing;
    private int fruitless;
    private long saved;
    private long savedAt;
    private long renewedAt;

    /**
     * A forwarder that does nothing until {@link #start}.
     *
     * @param lease forwards only while it is held here; its cursor moves only over what has arrived
     */
    public KinesisForwarder(
            KinesisTarget target, EventTail tail, ConsumerLease lease, InstantSource clock) {
        this(target.stream(), () -> KinesisSender.open(target), tail, lease, clock);
    }

    KinesisForwarder(
            String stream,
            KinesisSender.Opener opener,
            EventTail tail,
            ConsumerLease lease,
            InstantSource clock) {
        this.opener = opener;
        this.tail = tail;
        this.lease = lease;
        this.board = new StatusBoard(stream, clock);
        this.backoff = new Backoff(new SplittableRandom());
        // A virtual thread, because interrupting one also ends its wait for a socket.
        this.thread = Thread.ofVirtual().name("kinesis-forwarder").unstarted(this::run);
    }

    /** Starts forwarding; to be called once. */
    public void start() {
        thread.start();
    }

    /** How it is doing now. Cheap; may be called from any thread. */
    public ForwarderStatus status() {
        return board.status(tail.head());
    }

    /** Stops, breaking off what is under way, and saves the cursor; takes five seconds at most. */
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            if (!thread.isAlive()) {
                return;
            }
            if (!thread.join(CLOSE_LIMIT)) {
                LOG.warn("DB-5103 the Kinesis forwarder has not stopped within {}", CLOSE_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The thread's top: whatever comes up here, the forwarder begins again at its cursor. */
    private void run() {
        int failures = 0;
        while (!closing) {
            long before = saved;
            try {
                if (!forwardWhileHeld()) {
                    board.standby();
                    pause(STANDBY_MILLIS);
                }
            } catch (SendException e) {
                waiting(e);
                pause(backoff.millis(failures++));
            } catch (InterruptedException e) {
                // Only close() interrupts, and it has said so in `closing`.
                LOG.debug("interrupted");
            } catch (LeaseLostException e) {
                // What was sent and not noted goes again from there, as repeats.
                LOG.info("another server forwards now, or the cursor was put back: asking anew");
                failures = 0;
            } catch (RuntimeException e) {
                if (closing) {
                    // The store may end before this thread does; what is not saved goes again.
                    LOG.info(
                            "DB-5104 the Kinesis forwarder stopped before its cursor was saved", e);
                    return;
                }
                LOG.error("DB-5102 the Kinesis forwarder begins again at its cursor", e);
                board.waiting(Reason.INTERNAL, "DB-5102");
                failures = saved > before ? 0 : failures;
                pause(backoff.millis(failures++));
            }
        }
    }

    /** False when another server forwards. */
    private boolean forwardWhileHeld() throws InterruptedException, SendException {
        Optional<ConsumerCursor> taken = lease.take(LEASE_LASTS);
        if (taken.isEmpty()) {
            return false;
        }
        ConsumerCursor cursor = taken.get();
        renewedAt = millis();
        try (KinesisSender sender = opener.open()) {
            forward(sender, cursor);
        } finally {
            uninterrupted(cursor::close);
        }
        return true;
    }

    /** The interrupt has done its work; it must not keep from the store what it is to know. */
    private static void uninterrupted(Runnable last) {
        boolean interrupted = Thread.interrupted();
        try {
            last.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void renew(ConsumerCursor cursor) {
        long now = millis();
        if (now - renewedAt >= RENEW_MILLIS) {
            cursor.renew(LEASE_LASTS);
            renewedAt = now;
        }
    }

    private void forward(KinesisSender sender, ConsumerCursor cursor) throws InterruptedException {
        saved = cursor.load();
        ForwardWindow window = new ForwardWindow(saved, ForwardLimits.KINESIS);
        board.progress(window);
        Semaphore done = new Semaphore(0);
        Requests requests = new Requests(sender, done::release);
        try (requests;
                ReadAhead ahead = new ReadAhead(tail, done::release)) {
            awaitStream(sender, cursor);
            int failures = 0;
            while (!closing) {
                renew(cursor);
                read(ahead, window);
                Requests.Answer answer = requests.poll();
                if (answer != null && settle(window, answer)) {
                    failures = 0;
                } else if (answer != null) {
                    save(window, cursor, false);
                    pause(backoff.millis(failures++));
                    continue;
                }
                board.progress(window);
                save(window, cursor, false);
                if (!send(requests, window)) {
                    if (ahead.busy() || !requests.none()) {
                        // Not without end: the lease is to be renewed, and an entry to go again.
                        long wait = requests.hasRoom() ? untilDue(window) : IDLE_MILLIS;
                        var _ = done.tryAcquire(wait, TimeUnit.MILLISECONDS);
                    } else {
                        idle(window);
                    }
                }
            }
        } finally {
            uninterrupted(() -> {
                settleRest(window, requests);
                save(window, cursor, true);
            });
        }
    }

    private void awaitStream(KinesisSender sender, ConsumerCursor cursor)
            throws InterruptedException {
        int failures = 0;
        while (!closing) {
            renew(cursor);
            try {
                sender.check();
                board.running();
                return;
            } catch (SendException e) {
                waiting(e);
                Thread.sleep(backoff.millis(failures++));
            }
        }
    }

    /** Takes up what was read, and has more read while that is sent. */
    private static void read(ReadAhead ahead, ForwardWindow window) throws InterruptedException {
        ahead.begin(window);
        List<ForwardItem> items = ahead.take();
        if (!items.isEmpty()) {
            window.offer(items);
            ahead.begin(window);
        }
    }

    /** Sends what may be sent now, if there is any. */
    private static boolean send(Requests requests, ForwardWindow window) {
        List<ForwardEntry> request =
                requests.hasRoom() ? window.next(millis()) : List.<ForwardEntry>of();
        if (request.isEmpty()) {
            return false;
        }
        requests.send(request);
        return true;
    }

    /** Notes what came of a request; whether anything of it arrived. */
    private boolean settle(ForwardWindow window, Requests.Answer answer) {
        Throwable failed = answer.failed();
        if (failed != null) {
            throw new IllegalStateException("a request to Kinesis failed", failed);
        }
        KinesisSender.Outcome outcome = answer.outcome();
        if (outcome == null) {
            // All of it goes again at once when the pause is over, whether it arrived or not.
            long now = millis();
            answer.entries().forEach(entry -> window.fail(entry, now));
            waiting(Objects.requireNonNull(answer.refused()));
            return false;
        }
        settle(window, answer.entries(), outcome);
        if (outcome.noneArrived() && outcome.failure() != null) {
            fruitless++;
            if (fruitless >= FRUITLESS_LIMIT) {
                board.waiting(outcome.failure(), "every entry failed");
            }
            return false;
        }
        fruitless = 0;
        board.running();
        return true;
    }

    /** What has arrived by the end need not go again. */
    private void settleRest(ForwardWindow window, Requests requests) {
        for (Requests.Answer left = requests.poll(); left != null; left = requests.poll()) {
            KinesisSender.Outcome outcome = left.outcome();
            if (outcome != null) {
                settle(window, left.entries(), outcome);
            }
        }
    }

    /** Shows why nothing is taken; a request that closing has broken off shows nothing. */
    private void waiting(SendException e) {
        if (!closing) {
            board.waiting(e.reason(), String.valueOf(e.getMessage()));
        }
    }

    private void settle(
            ForwardWindow window, List<ForwardEntry> request, KinesisSender.Outcome outcome) {
        long now = millis();
        int arrived = 0;
        int failed = 0;
        for (int i = 0; i < request.size(); i++) {
            ForwardEntry entry = request.get(i);
            if (outcome.arrived().get(i)) {
                window.acknowledge(entry);
                arrived += entry.items().size();
            } else {
                window.fail(entry, now + backoff.millis(entry.failures()));
                failed++;
            }
        }
        board.eventsArrived(arrived);
        board.entriesFailed(failed);
    }

    /** Waits for new events, for the next retry, or for the cursor to be due for saving. */
    private void idle(ForwardWindow window) throws InterruptedException {
        long wait = untilDue(window);
        if (wait <= 0) {
            return;
        }
        if (ReadAhead.hasRoom(window)) {
            tail.awaitHeadBeyond(window.readTo(), wait);
        } else {
            Thread.sleep(wait);
        }
    }

    /** How long there is nothing to do unless something comes, in milliseconds. */
    private long untilDue(ForwardWindow window) {
        long now = millis();
        long wait = IDLE_MILLIS;
        if (window.retryAt().isPresent()) {
            wait = Math.min(wait, window.retryAt().getAsLong() - now);
        }
        if (window.cursor() > saved) {
            wait = Math.min(wait, savedAt + SAVE_MILLIS - now);
        }
        return wait;
    }

    /** Saves the cursor when it moved; not at every request, as each costs the store a sync. */
    private void save(ForwardWindow window, ConsumerCursor cursor, boolean atOnce) {
        long now = millis();
        if (window.cursor() > saved && (atOnce || now - savedAt >= SAVE_MILLIS)) {
            cursor.save(window.cursor());
            saved = window.cursor();
            savedAt = now;
        }
    }

    /** Sleeps; an interrupt ends it early, which `closing` then explains. */
    private void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            LOG.debug("woken to close");
        }
    }

    private static long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
