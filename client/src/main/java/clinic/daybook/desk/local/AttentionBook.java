package clinic.daybook.desk.local;

import clinic.daybook.event.Refusal;
import clinic.daybook.event.StreamId;
import clinic.daybook.sync.PendingCommit;
import clinic.daybook.sync.PendingCommit.Status;
import clinic.daybook.sync.Rebase;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The changes that wait for a person, as the database holds them. */
final class AttentionBook {

    /**
     * A change that could not be taken as it was meant.
     *
     * @param decidedOn the stream's version on which it was refused
     */
    record Waiting(PendingCommit commit, Refusal refusal, long decidedOn) {

        /** Whether it got through, while another part of what it was meant with did not. */
        boolean toReverse() {
            return refusal.equals(Redeciding.REVERSE);
        }

        /** Whether it waits because of another part of its intent alone. */
        boolean follows() {
            return toReverse() || refusal.equals(Rebase.intentRefused());
        }

        Write write() {
            ObjectNode body = PendingJson.node(commit);
            ObjectNode all = body.objectNode();
            all.set("change", body);
            all.put("code", refusal.code());
            all.put("decidedOn", decidedOn);
            ObjectNode details = all.putObject("details");
            refusal.details().forEach(details::put);
            return Write.of(
                    "REPLACE INTO attention VALUES (?, ?, ?)",
                    commit.commitId(),
                    commit.order(),
                    RowJson.write(all));
        }

        static Waiting read(String json) {
            ObjectNode all = RowJson.read(json, ObjectNode.class);
            Map<String, String> details = new HashMap<>();
            for (Map.Entry<String, JsonNode> detail : all.path("details").properties()) {
                details.put(detail.getKey(), detail.getValue().asText());
            }
            return new Waiting(
                    PendingJson.read(RowJson.write(all.path("change")), new Status.Queued()),
                    new Refusal(all.path("code").asText(), details),
                    all.path("decidedOn").asLong());
        }
    }

    private final Map<UUID, Waiting> waiting = new LinkedHashMap<>();
    private final Map<UUID, Set<UUID>> byIntent = new HashMap<>();
    private final Map<StreamId, NavigableMap<Long, PendingCommit>> byStream = new HashMap<>();

    void load(Reader reader) {
        waiting.clear();
        byIntent.clear();
        byStream.clear();
        reader.list(
                        "SELECT body FROM attention ORDER BY ord",
                        row -> Waiting.read(row.getString(1)))
                .forEach(this::put);
    }

    private void put(Waiting item) {
        UUID commitId = item.commit().commitId();
        UUID intent = item.commit().intentId();
        waiting.put(commitId, item);
        byStream.computeIfAbsent(item.commit().streamId(), s -> new TreeMap<>())
                .put(item.commit().order(), item.commit());
        if (intent != null) {
            byIntent.computeIfAbsent(intent, i -> new LinkedHashSet<>()).add(commitId);
        }
    }

    void add(Waiting item, Unit unit) {
        put(item);
        unit.write(item.write());
        unit.attentionChanged();
    }

    /** Takes an item out; {@code null} when there is none. */
    @Nullable Waiting remove(UUID commitId, Unit unit) {
        Waiting item = waiting.remove(commitId);
        if (item != null) {
            byStream.computeIfPresent(
                    item.commit().streamId(),
                    (s, commits) -> {
                        commits.remove(item.commit().order());
                        return commits.isEmpty() ? null : commits;
                    });
            UUID intent = item.commit().intentId();
            Set<UUID> parts = intent == null ? null : byIntent.get(intent);
            if (parts != null) {
                parts.remove(commitId);
                if (parts.isEmpty()) {
                    byIntent.remove(intent);
                }
            }
            unit.write(Write.of("DELETE FROM attention WHERE commit_id = ?", commitId));
            unit.attentionChanged();
        }
        return item;
    }

    boolean concerns(StreamId stream) {
        return byStream.containsKey(stream);
    }

    /** The last change of the same stream that waits and was decided before this one. */
    Optional<PendingCommit> before(PendingCommit commit) {
        NavigableMap<Long, PendingCommit> commits = byStream.get(commit.streamId());
        return Optional.ofNullable(commits == null ? null : commits.lowerEntry(commit.order()))
                .map(Map.Entry::getValue);
    }

    /** Whether a change of this intent was refused and still waits. */
    boolean refused(@Nullable UUID intentId) {
        return intentId != null && byIntent.containsKey(intentId);
    }

    /**
     * The parts of the question to which this change belongs: those of its intent that wait, first
     * the one that was refused for itself; empty when the change does not wait.
     */
    List<Waiting> together(UUID commitId) {
        Waiting asked = waiting.get(commitId);
        if (asked == null) {
            return List.of();
        }
        UUID intent = asked.commit().intentId();
        List<Waiting> parts = new ArrayList<>();
        for (UUID part :
                intent == null ? Set.of(commitId) : byIntent.getOrDefault(intent, Set.of())) {
            Waiting item = waiting.get(part);
            if (item != null) {
                parts.add(item);
            }
        }
        parts.sort(
                Comparator.comparing(Waiting::follows).thenComparingLong(w -> w.commit().order()));
        return parts;
    }

    /** Whether it waits because it did not get through, so that it must not be pending as well. */
    boolean asks(UUID commitId) {
        Waiting item = waiting.get(commitId);
        return item != null && !item.toReverse();
    }

    boolean contains(UUID commitId) {
        return waiting.containsKey(commitId);
    }

    /** How many questions wait: what was meant as one is one. */
    int size() {
        long alone = waiting.values().stream().filter(w -> w.commit().intentId() == null).count();
        return (int) alone + byIntent.size();
    }

    /**
     * The questions in the order in which their changes were decided, each with its parts as {@link
     * #together} gives them.
     */
    List<List<Waiting>> questions() {
        List<List<Waiting>> questions = new ArrayList<>();
        waiting.values().stream()
                .filter(w -> w.commit().intentId() == null)
                .forEach(w -> questions.add(List.of(w)));
        byIntent.values().forEach(parts -> questions.add(together(parts.iterator().next())));
        questions.sort(Comparator.comparingLong(q -> q.getFirst().commit().order()));
        return questions;
    }
}
