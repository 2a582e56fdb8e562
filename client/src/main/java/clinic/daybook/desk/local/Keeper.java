package clinic.daybook.desk.local;

import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.Reservation;
import clinic.daybook.sync.InvariantBroken;
import clinic.daybook.sync.SyncInput;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows a unit at once and has it written. When the database could not take one, everything in
 * memory is read again, so that nothing is shown that is not there. A unit that was handed to the
 * database is told once what came of it, whatever happens to memory meanwhile; who kept one that
 * was not has the exception.
 */
final class Keeper {

    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

    private final StoreWriter writer;
    private final EngineThread engine;
    private final DeskState desk;
    private final Views views;
    private DeskPort port = DeskPort.none();
    private final Breaches breaches;
    // On their way to the disk, or there and not told yet; in order. As many as the writer takes,
    // and those whose telling waits for its turn.
    private final Deque<Kept> untold = new ArrayDeque<>();
    private long epoch;
    // Whether the sync knows everything that is pending here, but for what is on its way.
    private boolean told;
    private boolean guarding;
    private boolean broken;
    private @Nullable InvariantBroken noted;
    // Memory was to be read again, and could not be.
    private boolean stale;

    Keeper(
            StoreWriter writer,
            EngineThread engine,
            DeskState desk,
            Views views,
            Breaches breaches) {
        this.writer = writer;
        this.engine = engine;
        this.desk = desk;
        this.views = views;
        this.breaches = breaches;
        engine.afterLoss(this::anew);
    }

    void port(DeskPort newPort) {
        port = newPort;
        desk.older().fetcher(newPort::want);
    }

    /** Grows when everything is read again: what was begun before has ended then. */
    long epoch() {
        return epoch;
    }

    DeskPort port() {
        return port;
    }

    /** Shows it and has it written; where that breaks off, nothing of it is kept. */
    void keep(Unit unit) {
        guard(() -> {
            showAndWrite(unit);
            return true;
        });
    }

    private void showAndWrite(Unit unit) {
        unit.stored().forEach(c -> desk.pending().sized(c.commitId(), c.body(), c.events()));
        views.show(unit.touched(), unit.marked());
        if (unit.changesOlderEvents()) {
            views.olderEvents();
        }
        if (unit.changesAttention()) {
            views.attention();
        }
        views.sync();
        Agreement.check(unit, desk);
        List<SyncInput.Ready> decided =
                unit.decided().stream()
                        .map(c -> desk.pending().get(c.commitId()))
                        .filter(Objects::nonNull)
                        .filter(desk.pending()::mayGo)
                        .map(PendingBook.Item::ready)
                        .toList();
        List<SyncInput.Settled> settled = unit.settled().stream().map(desk::settled).toList();
        Kept kept = new Kept(unit, epoch, decided, settled);
        Batch batch =
                new Batch(
                        epoch,
                        unit.allWrites(),
                        () -> {
                            kept.durable();
                            engine.execute(this::tell);
                        },
                        failure -> {
                            kept.failed(failure);
                            engine.execute(this::tell);
                        });
        untold.add(kept);
        if (!writer.offer(batch)) {
            untold.removeLast();
            // What is shown already is taken back before anything can build on it.
            throw new DeskFailure("DB-1017", "too much waits for the disk");
        }
    }

    /**
     * Runs what changes memory. Where it breaks off half-way, everything is read again: what is
     * shown is never half a change.
     */
    <T> T guard(Supplier<T> change) {
        if (guarding) {
            return inside(change);
        }
        if (stale) {
            reload();
        }
        return guarded(change);
    }

    private <T> T guarded(Supplier<T> change) {
        guarding = true;
        broken = false;
        try {
            return inside(change);
        } finally {
            guarding = false;
            noted = null;
            if (broken) {
                // What was shown before this must be in the database before that is read.
                writer.flush(epoch);
                readAnew();
            }
        }
    }

    /** What breaks off inside is noticed outside, whoever takes the exception in between. */
    private <T> T inside(Supplier<T> change) {
        try {
            return change.get();
        } catch (RuntimeException e) {
            if (!broken) {
                LOG.error("EN-2006: a change broke off", e);
            }
            broken = true;
            // It passes here once for each change within a change, and is one breach.
            if (e instanceof InvariantBroken what && what != noted) {
                noted = what;
                if (!breaches.note(what, "a change")) {
                    port.halt(what.code());
                }
            }
            throw e;
        }
    }

    /** Waits until everything kept so far is durable or has failed; for a while at the most. */
    void flush() {
        writer.flush(epoch);
    }

    /** The sync was told everything that is pending. */
    void told() {
        told = true;
    }

    /**
     * The sync found that something is not as it must be: everything is read again, unless that has
     * not helped before.
     *
     * @param during the kind of input
     */
    void breach(InvariantBroken what, String during) {
        if (!breaches.note(what, during)) {
            port.halt(what.code());
        } else if (guarding) {
            broken = true;
        } else {
            writer.flush(epoch);
            readAnew();
        }
    }

    /** Everything is as the database has it once all is written, and the sync begins anew. */
    void anew() {
        port.lost();
        writer.flush(epoch);
        readAnew();
        tell();
    }

    /** Waits for what is on its way to the disk, for a while at the most, and tells of it. */
    void end() {
        writer.flush(epoch);
        tell();
    }

    /**
     * Reads everything again and shows it; the sync is told by who asked for it. Where that breaks
     * off, it is done before anything else is.
     */
    void reread() {
        load();
        stale = true;
        views.all();
        stale = false;
    }

    /** Reads memory again where that failed before. Where it fails again, it is tried again. */
    void fresh() {
        if (stale) {
            try {
                reload();
            } catch (DeskFailure e) {
                LOG.error("EN-2007: the desk's data cannot be read: {}", e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("EN-2007: the desk's data cannot be read", e);
            }
        }
    }

    private void readAnew() {
        stale = true;
        fresh();
    }

    private void load() {
        epoch++;
        untold.forEach(Kept::readAgain);
        told = false;
        stale = true;
        desk.load();
        views.load();
        stale = false;
    }

    private void reload() {
        load();
        boolean done = false;
        try {
            port.reloaded(desk.meta().position(), desk.pending().toSend(), desk.older().cursor());
            told = true;
            views.all();
            done = true;
        } finally {
            stale = !done;
        }
    }

    /** Tells all of which it is known what came of them, up to the first of which it is not. */
    private void tell() {
        while (!untold.isEmpty() && untold.element().known()) {
            Kept kept = untold.remove();
            Exception failure = kept.failure();
            try {
                if (failure == null) {
                    durable(kept);
                } else {
                    failed(kept, failure);
                }
            } catch (RuntimeException e) {
                LOG.error("EN-2010: telling what came of a change broke off", e);
            }
        }
    }

    private void durable(Kept kept) {
        // What was read while it was on its way may lack it.
        stale = stale || kept.missed();
        fresh();
        Unit unit = kept.unit();
        guarded(() -> {
            try {
                tellSync(kept);
            } finally {
                unit.durable();
            }
            if (!stale) {
                visitsChanged(unit);
            }
            if (untold.isEmpty() && told) {
                // Nothing is on its way: what is pending here is what the sync is to send.
                port.quiet(desk.pending().toSendCount(), desk.pending().checksum());
            }
            return true;
        });
    }

    private void tellSync(Kept kept) {
        if (kept.epoch() != epoch) {
            // Memory was read again meanwhile, and the sync was told everything that stands.
            return;
        }
        if (!kept.settled().isEmpty()) {
            port.settled(kept.settled().stream().map(this::stillSettled).toList());
        }
        List<SyncInput.Ready> still = kept.decided().stream().filter(this::toSend).toList();
        if (!still.isEmpty()) {
            port.committed(still);
        }
    }

    /**
     * Of what was to be sent when it went to the disk, that which still is: an answer may have come
     * since, and what it ended must not be sent anew. What is newer has a unit of its own to wait
     * for.
     */
    private SyncInput.Settled stillSettled(SyncInput.Settled then) {
        return new SyncInput.Settled(
                then.streamId(),
                then.sendable() && desk.settled(then.streamId()).sendable(),
                then.pending().stream().filter(this::toSend).toList());
    }

    private boolean toSend(SyncInput.Ready ready) {
        PendingBook.Item item = desk.pending().get(ready.commitId());
        return item != null && desk.pending().mayGo(item);
    }

    private void visitsChanged(Unit unit) {
        List<StreamId> customers =
                unit.touched().stream()
                        .map(m -> m.shown().state().state())
                        .filter(Reservation.class::isInstance)
                        .map(s -> ((Reservation) s).customerId())
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList();
        views.visitsChanged(customers);
    }

    private void failed(Kept kept, Exception failure) {
        // The first of an epoch to fail; those that built on it come here after it.
        stale = stale || kept.epoch() == epoch;
        fresh();
        kept.unit().failed(failure);
    }
}
