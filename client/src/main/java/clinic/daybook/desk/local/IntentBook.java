package clinic.daybook.desk.local;

import clinic.daybook.sync.PendingCommit;
import clinic.daybook.sync.PendingCommit.Status;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of changes that are pending no more, as far as it matters to the other parts of what
 * they were meant with: the parts of an intent stand or fall together, also when one of them ends
 * long after the others.
 */
final class IntentBook {

    /** How a change ended that is neither pending nor waiting for a person any more. */
    enum End {
        /** The feed has brought it back. */
        CONFIRMED("confirmed"),
        /** Somebody else had done it already. */
        ALREADY_SO("already-so"),
        /** A person did it after all, by another change. */
        REDONE("redone"),
        /** A person let go of it: the rest of its intent must not stand either. */
        LET_GO("let-go"),
        /** It is on the server though its intent does not stand; a person has answered that. */
        ANSWERED("answered"),
        /** A report to others that could not be delivered. */
        DROPPED("dropped");

        private final String word;

        End(String word) {
            this.word = word;
        }
    }

    private final Reader reader;
    private final Map<UUID, Map<UUID, PendingCommit>> confirmed = new HashMap<>();
    private final Set<UUID> answered = new HashSet<>();
    private final Set<UUID> letGo = new HashSet<>();

    IntentBook(Reader reader) {
        this.reader = reader;
    }

    /** Reads what matters to intents of which something is pending. */
    void load(Collection<UUID> pending) {
        confirmed.clear();
        answered.clear();
        letGo.clear();
        for (UUID intent : pending) {
            if (ended(intent, End.LET_GO)) {
                letGo.add(intent);
            }
        }
    }

    private boolean ended(UUID intent, End end) {
        return reader.first(
                        "SELECT 1 FROM settled WHERE intent_id = ? AND outcome = ?",
                        row -> true,
                        intent,
                        end.word)
                .isPresent();
    }

    /** Keeps how a change ended. */
    void ended(PendingCommit commit, End end, Unit unit) {
        UUID intent = commit.intentId();
        UUID id = commit.commitId();
        if (end == End.CONFIRMED && intent != null && wasAnswered(id)) {
            // That it came back is no news: a person has said what is to become of it.
            return;
        }
        unit.write(
                Write.of(
                        "REPLACE INTO settled VALUES (?, ?, ?, ?)",
                        id,
                        intent,
                        end.word,
                        PendingJson.write(commit)));
        if (intent == null) {
            return;
        }
        // Until it is written it is looked up here, afterwards in the database.
        if (end == End.CONFIRMED) {
            confirmed.computeIfAbsent(intent, i -> new LinkedHashMap<>()).put(id, commit);
            unit.whenDurable(() -> forget(intent, id));
        } else if (end == End.ANSWERED) {
            forget(intent, id);
            answered.add(id);
            unit.whenDurable(() -> answered.remove(id));
        } else if (end == End.LET_GO) {
            letGo.add(intent);
        }
    }

    private void forget(UUID intent, UUID commitId) {
        Map<UUID, PendingCommit> parts = confirmed.get(intent);
        if (parts != null) {
            parts.remove(commitId);
            if (parts.isEmpty()) {
                confirmed.remove(intent);
            }
        }
    }

    /**
     * Whether a person let go of a part of it. Known of intents of which something is pending, and
     * of those answered since the program began.
     */
    boolean letGo(@Nullable UUID intent) {
        return intent != null && letGo.contains(intent);
    }

    /** Whether a person has said what becomes of a part that got through alone. */
    boolean wasAnswered(UUID commitId) {
        return answered.contains(commitId)
                || reader.first(
                                "SELECT 1 FROM settled WHERE commit_id = ? AND outcome = ?",
                                row -> true,
                                commitId,
                                End.ANSWERED.word)
                        .isPresent();
    }

    /** The parts of an intent that the feed has brought back. */
    List<PendingCommit> confirmedOf(UUID intent) {
        Map<UUID, PendingCommit> found = new LinkedHashMap<>();
        reader
                .list(
                        "SELECT body FROM settled WHERE intent_id = ? AND outcome = ?",
                        row -> PendingJson.read(row.getString(1), new Status.Queued()),
                        intent,
                        End.CONFIRMED.word)
                .stream()
                .filter(c -> !answered.contains(c.commitId()))
                .forEach(c -> found.put(c.commitId(), c));
        found.putAll(confirmed.getOrDefault(intent, Map.of()));
        return new ArrayList<>(found.values());
    }
}
