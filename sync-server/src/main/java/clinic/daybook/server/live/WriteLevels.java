package clinic.daybook.server.live;

import clinic.daybook.codec.EventLevels;
import clinic.daybook.server.live.DeskRegistry.DeskState;
import clinic.daybook.server.store.EventStore;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store's write level as its administrator sees and raises it. It is never lowered: what was
 * written at a level stays in the log.
 */
public final class WriteLevels {

    private static final Logger LOG = LoggerFactory.getLogger(WriteLevels.class);

    private final EventStore store;
    private final DeskRegistry desks;

    /**
     * How things stand.
     *
     * @param level up to which desks may write
     * @param highest up to which this program knows events
     * @param behind the names of the desks that have not said yet that they can read {@code
     *     highest}: their programs are older, or they have not been here since they were updated
     */
    public record Standing(int level, int highest, List<String> behind) {

        /** Copies the list. */
        public Standing {
            behind = List.copyOf(behind);
        }

        /** Whether there is a higher level to go to. */
        public boolean raisable() {
            return highest > level;
        }
    }

    /** Of this store, and what is known of its desks. */
    public WriteLevels(EventStore store, DeskRegistry desks) {
        this.store = store;
        this.desks = desks;
    }

    /** How things stand now. */
    public Standing standing() {
        return new Standing(store.writeLevel(), EventLevels.CURRENT, behind(EventLevels.CURRENT));
    }

    /** The names of the desks that have not said that they can read this level. */
    public List<String> behind(int level) {
        return desks.list().stream()
                .filter(desk -> desk.level() == null || desk.level() < level)
                .map(DeskState::name)
                .toList();
    }

    /**
     * Raises the level; desks that are connected hear of it within a second or two.
     *
     * @throws IllegalArgumentException when this program does not know the level, or the store's is
     *     higher; the message says so to a person
     */
    public void raise(int level) {
        if (level < 1 || level > EventLevels.CURRENT) {
            throw new IllegalArgumentException(
                    "this program knows the write levels 1 to " + EventLevels.CURRENT);
        }
        int before = store.raiseWriteLevel(level);
        if (before > level) {
            throw new IllegalArgumentException(
                    "the write level is " + before + " and is never lowered");
        }
        if (before < level) {
            LOG.info(
                    "the write level was raised from {} to {}; desks not known to read it: {}",
                    before,
                    level,
                    behind(level).size());
        }
    }
}
