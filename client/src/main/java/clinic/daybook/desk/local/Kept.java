package clinic.daybook.desk.local;

import clinic.daybook.sync.SyncInput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A unit on its way to the disk, and what the sync is told of it then. What came of it is set by
 * the store's thread; all else belongs to the engine's.
 */
final class Kept {

    private final Unit unit;
    private final long epoch;
    private final List<SyncInput.Ready> decided;
    private final List<SyncInput.Settled> settled;
    private boolean missed;
    private @Nullable Exception failure;
    // Written last, so that who sees it sees the failure as well.
    private volatile boolean known;

    Kept(Unit unit, long epoch, List<SyncInput.Ready> decided, List<SyncInput.Settled> settled) {
        this.unit = unit;
        this.epoch = epoch;
        this.decided = decided;
        this.settled = settled;
    }

    Unit unit() {
        return unit;
    }

    long epoch() {
        return epoch;
    }

    List<SyncInput.Ready> decided() {
        return decided;
    }

    List<SyncInput.Settled> settled() {
        return settled;
    }

    /** It is durable. Called on the store's thread. */
    void durable() {
        known = true;
    }

    /** Nothing of it was kept. Called on the store's thread. */
    void failed(Exception why) {
        failure = why;
        known = true;
    }

    /** Whether it is known what came of it. */
    boolean known() {
        return known;
    }

    /** Why nothing of it was kept; {@code null}: it is durable. Only once that is known. */
    @Nullable Exception failure() {
        return failure;
    }

    /** Memory is read again now: what is not known to be durable by then may not be seen. */
    void readAgain() {
        missed = missed || !known;
    }

    /** Whether memory may have been read again without it. */
    boolean missed() {
        return missed;
    }
}
