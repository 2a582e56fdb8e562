package clinic.daybook.server.commit;

import clinic.daybook.event.StreamId;
import clinic.daybook.server.access.StaffDirectory;
import clinic.daybook.server.store.EventStore;
import clinic.daybook.server.store.KnownIds;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What this process remembers, for commits that all pass: the store finds out as it appends them
 * whether their ids are new, their streams where they were, and the staff too. May be behind what
 * is stored, never beside it.
 */
final class RememberedKnowledge implements Knowledge {

    private final EventStore store;
    private final StreamStates states;
    private final StaffDirectory staff;

    /** Only ever rises; 0: not known yet. */
    private volatile int writeLevel;

    RememberedKnowledge(EventStore store, StreamStates states, StaffDirectory staff) {
        this.store = store;
        this.states = states;
        this.staff = staff;
    }

    /** Takes every id for a new one. */
    @Override
    public KnownIds ids(Collection<UUID> commitIds, Collection<UUID> eventIds) {
        int level = writeLevel;
        if (level == 0) {
            level = store.writeLevel();
            writeLevel = level;
        }
        return new KnownIds(Map.of(), Set.of(), level);
    }

    /** Learns that the write level is as high as this. */
    void rose(int level) {
        if (level > writeLevel) {
            writeLevel = level;
        }
    }

    /** A stream of which nothing is remembered is as new as its desk takes it to be. */
    @Override
    public @Nullable StreamState state(StreamId streamId, long expected) {
        StreamState remembered = states.remembered(streamId);
        if (remembered != null) {
            return remembered;
        }
        return expected == 0 ? StreamState.initial(streamId) : states.current(streamId);
    }

    @Override
    public StaffDirectory.History history(StreamId staffId) {
        return staff.remembered(staffId).orElseGet(() -> staff.history(staffId));
    }
}
