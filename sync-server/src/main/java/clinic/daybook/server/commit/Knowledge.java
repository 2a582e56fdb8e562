package clinic.daybook.server.commit;

import clinic.daybook.event.StreamId;
import clinic.daybook.server.access.StaffDirectory;
import clinic.daybook.server.store.KnownIds;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the commits of a request are judged on. */
interface Knowledge {

    /** What the store knows of ids, and what may be written there. */
    KnownIds ids(Collection<UUID> commitIds, Collection<UUID> eventIds);

    /**
     * The state of a stream; null for a kind that is not known.
     *
     * @param expected the version that the commit's desk takes it to have
     */
    @Nullable StreamState state(StreamId streamId, long expected);

    /** How a member of staff stood at every position. */
    StaffDirectory.History history(StreamId staffId);
}
