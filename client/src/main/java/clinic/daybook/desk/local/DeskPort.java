package clinic.daybook.desk.local;

import clinic.daybook.sync.FirstSync;
import clinic.daybook.sync.SyncInput;
import clinic.daybook.sync.Wanted;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the local desk tells the sync. Called on the engine's thread; must return at once. */
public interface DeskPort {

    /** These commits have become durable here. */
    void committed(List<SyncInput.Ready> commits);

    /** The pending commits of these streams are durable as they are now. */
    void settled(List<SyncInput.Settled> streams);

    /** A local transaction failed; memory is again what the database holds. */
    void reloaded(long position, List<SyncInput.Ready> pending, FirstSync.@Nullable Cursor older);

    /** A member of staff has a new PIN. */
    void pinsChanged();

    /**
     * Nothing is on its way to the disk now: so many changes are to be sent.
     *
     * @param checksum over them, as {@link clinic.daybook.sync.SendQueue#checksum} makes it
     * @throws clinic.daybook.sync.InvariantBroken when the sync knows of others
     */
    default void quiet(int toSend, long checksum) {
        // Who does not send has nothing to compare.
    }

    /**
     * Something that was to be told may not have been: what is told next, by {@link #reloaded}, is
     * where a sync begins anew.
     */
    default void lost() {
        // Who does not sync waits for nothing.
    }

    /** Something was not as it must be too often: no more is sent or read. {@code code}: what. */
    default void halt(String code) {
        // Who does not sync has nothing to end.
    }

    /** Somebody looks at something of which older events are still to come. */
    void want(Wanted what);

    /** Nobody listens yet: the sync starts later with all that is pending then. */
    static DeskPort none() {
        return new DeskPort() {
            @Override
            public void committed(List<SyncInput.Ready> commits) {
                // Read when the sync starts.
            }

            @Override
            public void settled(List<SyncInput.Settled> streams) {
                // Read when the sync starts.
            }

            @Override
            public void reloaded(
                    long position,
                    List<SyncInput.Ready> pending,
                    FirstSync.@Nullable Cursor older) {
                // Read when the sync starts.
            }

            @Override
            public void pinsChanged() {
                // Asked for when the sync starts.
            }

            @Override
            public void want(Wanted what) {
                // Comes in its order.
            }
        };
    }
}
