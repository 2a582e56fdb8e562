package clinic.daybook.server.live;

import clinic.daybook.event.StreamId;
import clinic.daybook.server.store.AccessStore;
import clinic.daybook.server.store.StorageException;
import clinic.daybook.server.tls.ServerPins;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shares with the other servers of a store what each knows of its desks, through the store: who is
 * online where, how far it has read, who was enrolled and who was shut out; and by what desks know
 * the servers. Looks once a second, on a thread of its own: a write may have to wait for another
 * server's, and live lines must not.
 */
public final class SharedDesks implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SharedDesks.class);
    private static final long LOOK_MILLIS = 1_000;
    private static final long STOP_MILLIS = 5_000;

    /** How long a server's word counts, and how often it gives it: a few may be lost. */
    private static final Duration LINES_LAST = Duration.ofSeconds(20);

    private static final long TELL_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final String server;
    private final AccessStore access;
    private final DeskRegistry desks;
    private final ServerPins pins;
    private final LiveFanOut live;
    private final InstantSource clock;
    private final Thread thread = new Thread(this::run, "shared-desks");
    private boolean stopped;
    private boolean failing;

    // Touched by the thread alone, and by who closes this after it has ended.
    private Set<StreamId> told = Set.of();
    private long toldAt;

    /**
     * Of one server.
     *
     * @param server an id that no other server has, nor this one in another run
     * @param live is told to close the lines of desks that were shut out elsewhere
     */
    public SharedDesks(
            String server,
            AccessStore access,
            DeskRegistry desks,
            ServerPins pins,
            LiveFanOut live,
            InstantSource clock) {
        this.server = server;
        this.access = access;
        this.desks = desks;
        this.pins = pins;
        this.live = live;
        this.clock = clock;
    }

    /** Starts looking. */
    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (pause()) {
                turn();
            }
        } catch (InterruptedException e) {
            LOG.error("LV-0006 sharing what is known of desks was interrupted");
        }
    }

    private void turn() {
        try {
            look();
            desks.save();
            tell();
            pins.share();
            failing = false;
        } catch (StorageException e) {
            if (!failing) {
                LOG.error("LV-0007 what is known of desks cannot be shared", e);
            }
            failing = true;
        }
    }

    private void look() {
        // Lines before desks: who went offline in between has then stored when.
        Set<StreamId> elsewhere = access.linesElsewhere(server, clock.instant());
        Set<StreamId> shutOut = desks.refresh(access.desks(), elsewhere);
        shutOut.forEach(live::revoked);
        if (desks.urgent()) {
            live.wake();
        }
    }

    private void tell() {
        Set<StreamId> here = desks.here();
        long now = System.nanoTime();
        if (here.equals(told) && (here.isEmpty() || now - toldAt < TELL_NANOS)) {
            return;
        }
        access.keepLines(server, here, clock.instant().plus(LINES_LAST));
        told = here;
        toldAt = now;
    }

    private synchronized boolean pause() throws InterruptedException {
        long end = System.nanoTime() + LOOK_MILLIS * 1_000_000;
        while (!stopped) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return true;
            }
            wait(left);
        }
        return false;
    }

    /** Looks no more, and says that no desk is here. Live lines have been closed before. */
    @Override
    public void close() {
        synchronized (this) {
            stopped = true;
            notifyAll();
        }
        try {
            thread.join(STOP_MILLIS);
            desks.save();
            access.keepLines(server, Set.of(), clock.instant());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (StorageException e) {
            LOG.warn("LV-0008 the other servers could not be told that this one ends", e);
        }
    }
}
