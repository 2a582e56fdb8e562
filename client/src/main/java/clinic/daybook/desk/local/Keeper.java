package clinic.daybook.desk.local;

import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.Reservation;
import clinic.daybook.sync.SyncInput;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows a unit at once and has it written. When the database could not take one, everything in
 * memory is read again, so that nothing is shown that is not there.
 */
final class Keeper {

    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

    private final StoreWriter writer;
    private final EngineThread engine;
    private final DeskState desk;
    private final Views views;
    private DeskPort port = DeskPort.none();
    private long epoch;

    Keeper(StoreWriter writer, EngineThread engine, DeskState desk, Views views) {
        this.writer = writer;
        this.engine = engine;
        this.desk = desk;
        this.views = views;
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

    void keep(Unit unit) {
        views.show(unit.shown());
        if (unit.changesOlderEvents()) {
            views.olderEvents();
        }
        if (unit.changesAttention()) {
            views.attention();
        }
        views.sync();
        List<SyncInput.Ready> decided =
                unit.decided().stream()
                        .filter(c -> desk.streams().get(c.streamId()).free())
                        .map(Sendable::ready)
                        .toList();
        List<SyncInput.Settled> settled = unit.settledChains(desk.writeLevel());
        long now = epoch;
        Batch batch =
                new Batch(
                        now,
                        unit.allWrites(),
                        () -> engine.execute(() -> durable(unit, decided, settled)),
                        failure -> engine.execute(() -> failed(unit, now, failure)));
        if (!writer.offer(batch)) {
            engine.execute(() ->
                    failed(unit, now, new DeskFailure("DB-1017", "too much waits for the disk")));
        }
    }

    /**
     * Runs what changes memory. Where it breaks off half-way, everything is read again: what is
     * shown is never half a change.
     */
    <T> T guard(Supplier<T> change) {
        try {
            return change.get();
        } catch (RuntimeException e) {
            LOG.error("EN-2006: a change broke off", e);
            // What was shown before this must be in the database before that is read.
            writer.flush(epoch);
            reload();
            throw e;
        }
    }

    /** Waits until everything kept so far is durable or has failed; for a while at the most. */
    void flush() {
        writer.flush(epoch);
    }

    private void reload() {
        epoch++;
        desk.load();
        views.load();
        views.all();
        port.reloaded(
                desk.meta().position(),
                desk.unsent().stream().map(Sendable::ready).toList(),
                desk.older().cursor());
    }

    private void durable(
            Unit unit, List<SyncInput.Ready> decided, List<SyncInput.Settled> settled) {
        if (!settled.isEmpty()) {
            port.settled(settled);
        }
        unit.durable();
        List<StreamId> customers =
                unit.touched().stream()
                        .map(m -> m.shown().state().state())
                        .filter(Reservation.class::isInstance)
                        .map(s -> ((Reservation) s).customerId())
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList();
        views.visitsChanged(customers);
        if (!decided.isEmpty()) {
            port.committed(decided);
        }
    }

    private void failed(Unit unit, long unitEpoch, Exception failure) {
        // The first of an epoch to fail; those that built on it come here after it.
        if (unitEpoch == epoch) {
            reload();
        }
        unit.failed(failure);
    }
}
