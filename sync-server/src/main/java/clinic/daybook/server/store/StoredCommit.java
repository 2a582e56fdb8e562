package clinic.daybook.server.store;

import java.util.List;

/**
 * A commit that was accepted, with its first result.
 *
 * @param version the stream's after the commit
 * @param positions of its events
 */
public record StoredCommit(ContentHash content, long version, List<Long> positions) {

    public StoredCommit {
        positions = List.copyOf(positions);
    }
}
