package clinic.daybook.server.http;

import clinic.daybook.event.StreamId;
import clinic.daybook.server.store.ContentHash;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whose tokens were found right a moment ago. For a second they are not looked up again: that is
 * how long it also takes until live lines hear what another process has changed.
 */
final class RecentTokens {

    private static final Duration LASTS = Duration.ofSeconds(1);

    /** More desks than a server has lines. */
    private static final int MOST = 10_000;

    private record Found(StreamId deskId, Instant at) {}

    private final Map<ContentHash, Found> found = new ConcurrentHashMap<>();

    /** The desk of a token, where that was found out within the last second. */
    Optional<StreamId> desk(ContentHash token, Instant now) {
        return Optional.ofNullable(found.get(token))
                .filter(f -> !now.isBefore(f.at()) && now.isBefore(f.at().plus(LASTS)))
                .map(Found::deskId);
    }

    /** The token is this desk's. */
    void found(ContentHash token, StreamId deskId, Instant now) {
        if (found.size() >= MOST) {
            found.clear();
        }
        found.put(token, new Found(deskId, now));
    }

    /** Tokens have changed here. */
    void forget() {
        found.clear();
    }
}
