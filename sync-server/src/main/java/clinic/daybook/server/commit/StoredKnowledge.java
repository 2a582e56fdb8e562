package clinic.daybook.server.commit;

import clinic.daybook.event.StreamId;
import clinic.daybook.server.access.StaffDirectory;
import clinic.daybook.server.store.EventStore;
import clinic.daybook.server.store.KnownIds;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is stored now. */
final class StoredKnowledge implements Knowledge {

    private final EventStore store;
    private final StreamStates states;
    private final StaffDirectory staff;

    StoredKnowledge(EventStore store, StreamStates states, StaffDirectory staff) {
        this.store = store;
        this.states = states;
        this.staff = staff;
    }

    @Override
    public KnownIds ids(Collection<UUID> commitIds, Collection<UUID> eventIds) {
        return store.known(commitIds, eventIds);
    }

    @Override
    public @Nullable StreamState state(StreamId streamId, long expected) {
        return states.current(streamId);
    }

    @Override
    public StaffDirectory.History history(StreamId staffId) {
        return staff.history(staffId);
    }
}
