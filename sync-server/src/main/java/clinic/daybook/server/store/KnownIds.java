package clinic.daybook.server.store;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What a store knows of ids that come to it, and what may be written there, as of one moment.
 *
 * @param commits those of the commits that were accepted
 * @param eventIds those of the event ids that are in the store
 * @param writeLevel see {@link EventStore#writeLevel}
 */
public record KnownIds(Map<UUID, StoredCommit> commits, Set<UUID> eventIds, int writeLevel) {

    public KnownIds {
        commits = Map.copyOf(commits);
        eventIds = Set.copyOf(eventIds);
    }
}
