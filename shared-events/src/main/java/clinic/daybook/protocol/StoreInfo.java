package clinic.daybook.protocol;

import java.time.Instant;
import java.util.List;

/**
 * What a server tells of its store, so that a desk which knew another one can find out where the
 * two parted.
 *
 * @param storeId who it is now; a restored backup gets a new one
 * @param clinicId stays when a backup is restored
 * @param head the newest position
 * @param ancestors the stores that it came from by restoring, the oldest first; empty where it was
 *     never restored
 */
public record StoreInfo(String storeId, String clinicId, long head, List<Ancestor> ancestors) {

    /**
     * A store whose backup was restored. Everything up to the position is the same here and there;
     * what that store recorded later is not here, unless a desk has brought it again.
     *
     * @param storeId of the store that the backup was taken of
     * @param position the backup's newest one
     * @param backedUpAt by the clock of the server that was backed up
     * @param restoredAt by the clock of the machine where it was restored
     */
    public record Ancestor(String storeId, long position, Instant backedUpAt, Instant restoredAt) {}

    public StoreInfo {
        ancestors = List.copyOf(ancestors);
    }
}
