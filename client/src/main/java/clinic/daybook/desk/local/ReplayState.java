package clinic.daybook.desk.local;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a restored store as long as this desk holds changes that it lacks.
 *
 * @param sending whether a person has let them be sent
 * @param parted up to where the restored store and the one before it are the same
 * @param backedUpAt when the backup was taken; {@code null}: not known
 */
record ReplayState(
        boolean sending, long parted, @Nullable Instant backedUpAt, @Nullable Instant restoredAt) {

    ReplayState started() {
        return new ReplayState(true, parted, backedUpAt, restoredAt);
    }
}
