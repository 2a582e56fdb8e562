package clinic.daybook.desk.local;

import clinic.daybook.event.Refusal;
import clinic.daybook.event.StreamId;
import clinic.daybook.sync.PendingCommit;
import clinic.daybook.sync.PendingCommit.Status;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    void load(Reader reader) {
        waiting.clear();
        reader.list(
                        "SELECT body FROM attention ORDER BY ord",
                        row -> Waiting.read(row.getString(1)))
                .forEach(w -> waiting.put(w.commit().commitId(), w));
    }

    void add(Waiting item, Unit unit) {
        waiting.put(item.commit().commitId(), item);
        unit.write(item.write());
        unit.attentionChanged();
    }

    /** Takes an item out; {@code null} when there is none. */
    @Nullable Waiting remove(UUID commitId, Unit unit) {
        Waiting item = waiting.remove(commitId);
        if (item != null) {
            unit.write(Write.of("DELETE FROM attention WHERE commit_id = ?", commitId));
            unit.attentionChanged();
        }
        return item;
    }

    boolean concerns(StreamId stream) {
        return waiting.values().stream().anyMatch(w -> w.commit().streamId().equals(stream));
    }

    /** Whether a change of this intent was refused and still waits. */
    boolean refused(@Nullable UUID intentId) {
        return intentId != null
                && waiting.values().stream().anyMatch(w -> intentId.equals(w.commit().intentId()));
    }

    boolean contains(UUID commitId) {
        return waiting.containsKey(commitId);
    }

    int size() {
        return waiting.size();
    }

    /** In the order in which the changes were decided. */
    List<Waiting> all() {
        List<Waiting> all = new ArrayList<>(waiting.values());
        all.sort(Comparator.comparingLong(w -> w.commit().order()));
        return all;
    }
}
