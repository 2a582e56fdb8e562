package clinic.daybook.server.store;

import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.server.store.EventJson.Both;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Holds events against what the store remembers of their commits: that each was accepted, where its
 * events stand, and the hash of what it said. A commit that is not remembered could be accepted
 * again (I2); a hash that differs tells that an event is not what was sent.
 */
final class CommitCheck {

    private static final class Seen {
        private final List<Long> positions = new ArrayList<>();
        private final List<JsonNode> events = new ArrayList<>();
        private long version;
        private boolean system;
        private JsonNode streamId;

        Seen(JsonNode streamId) {
            this.streamId = streamId;
        }
    }

    private final EventStore store;
    private final Consumer<String> findings;

    // Those of which the last events may not have been seen yet.
    private final Map<UUID, Seen> open = new LinkedHashMap<>();

    CommitCheck(EventStore store, Consumer<String> findings) {
        this.store = store;
        this.findings = findings;
    }

    void add(Both event) {
        RecordedEvent recorded = event.recorded();
        Seen seen =
                open.computeIfAbsent(
                        recorded.commitId(), _ -> new Seen(event.json().path("streamId")));
        seen.positions.add(recorded.position());
        seen.events.add(event.json());
        seen.version = recorded.version();
        seen.system =
                recorded.deskId().equals(store.identity().systemDesk())
                        && !event.json().has("replay");
    }

    /** Checks those that are complete, as far as the store remembers how many events they have. */
    void checkComplete() {
        check(false);
    }

    /** Checks the rest: nothing more comes. */
    void checkAll() {
        check(true);
    }

    private void check(boolean all) {
        Map<UUID, StoredCommit> known = store.commits(open.keySet());
        int forgotten = 0;
        for (Map.Entry<UUID, Seen> entry : new HashMap<>(open).entrySet()) {
            Seen seen = entry.getValue();
            StoredCommit stored = known.get(entry.getKey());
            if (stored == null) {
                forgotten++;
            } else if (all || seen.positions.size() >= stored.positions().size()) {
                check(entry.getKey(), seen, stored);
            } else {
                continue;
            }
            open.remove(entry.getKey());
        }
        if (forgotten > 0) {
            findings.accept(forgotten + " commits are not remembered as accepted");
        }
    }

    private void check(UUID commitId, Seen seen, StoredCommit stored) {
        String where = "commit " + commitId + ": ";
        if (!stored.positions().equals(seen.positions) || stored.version() != seen.version) {
            findings.accept(where + "its events do not stand where it was answered that they do");
            return;
        }
        // What the server itself records is sent by nobody, and known by its id alone.
        ContentHash expected =
                seen.system
                        ? ContentHash.of(commitId.toString().getBytes(StandardCharsets.UTF_8))
                        : CommitContent.of(seen.streamId, seen.events);
        if (!stored.content().equals(expected)) {
            findings.accept(where + "its events do not say what was accepted");
        }
    }
}
