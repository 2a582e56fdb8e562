package clinic.daybook.installer.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The reckoning after a bad day: holds what the desks had reported as saved against the server's
 * log and against what the desks' databases say became of it. Of desks that have ended.
 */
final class Reckoning {

    private static final int MAX_SHOWN = 20;

    /** An accepted part of an intent that failed is listed for a person and stays in the log. */
    private static final String TO_BE_REVERSED = "intent-reverse";

    /** A person has said what is to become of such a part. */
    private static final String ANSWERED = "answered";

    /** Ends of a change that are on no account in the log. */
    private static final Set<String> NOT_RECORDED = Set.of("already-so", "redone", "let-go");

    private final List<String> violations = new ArrayList<>();
    private final Map<UUID, List<JsonNode>> byCommit = new HashMap<>();
    private final Map<UUID, Set<UUID>> byIntent = new HashMap<>();
    private final List<String> log = new ArrayList<>();
    private int alreadySo;
    private int waiting;
    private int answered;

    /** Reads the server's whole log, oldest first. */
    Reckoning(List<JsonNode> events) {
        Map<String, Long> versions = new HashMap<>();
        Set<String> ids = new HashSet<>();
        long last = 0;
        for (JsonNode event : events) {
            long position = event.required("position").longValue();
            String stream = event.required("streamId").textValue();
            long version = event.required("version").longValue();
            String eventId = event.required("eventId").textValue();
            require(position > last, "I3: position " + position + " after " + last);
            last = position;
            Long before = versions.put(stream, version);
            require(
                    version == (before == null ? 1 : before + 1),
                    "I1: " + stream + " has version " + version + " after " + before);
            require(ids.add(eventId), "I2: event " + eventId + " is recorded twice");
            UUID commitId = UUID.fromString(event.required("commitId").textValue());
            byCommit.computeIfAbsent(commitId, id -> new ArrayList<>()).add(event);
            if (event.path("intentId").isTextual()) {
                byIntent.computeIfAbsent(
                                UUID.fromString(event.get("intentId").textValue()),
                                id -> new HashSet<>())
                        .add(commitId);
            }
            log.add(DeskRecords.eventLine(position, stream, version, eventId));
        }
        byCommit.forEach(this::requireOnce);
    }

    private void requireOnce(UUID commitId, List<JsonNode> events) {
        JsonNode first = events.getFirst();
        for (int i = 0; i < events.size(); i++) {
            JsonNode event = events.get(i);
            boolean together =
                    event.get("streamId").equals(first.get("streamId"))
                            && event.get("version").longValue()
                                    == first.get("version").longValue() + i;
            require(together, "I2: commit " + commitId + " is recorded in pieces, or twice");
        }
    }

    /** Looks through what a desk saved and what it holds. */
    void take(String name, Map<UUID, String> saved, Path directory) throws SQLException {
        try (DeskRecords records = DeskRecords.open(directory)) {
            Set<UUID> pending = records.pending();
            Map<UUID, String> attention = records.attention();
            Map<UUID, String> settled = records.settled();
            require(pending.isEmpty(), name + ": " + pending.size() + " changes are still pending");
            require(
                    records.events().equals(log),
                    "I1: desk " + name + " does not hold the log as the server does");
            waiting += attention.size();
            for (Map.Entry<UUID, String> change : saved.entrySet()) {
                account(
                        name + ": " + change.getValue() + " " + change.getKey(),
                        change.getKey(),
                        attention,
                        settled);
            }
            for (Map.Entry<UUID, UUID> part : records.attentionIntents().entrySet()) {
                if (!TO_BE_REVERSED.equals(attention.get(part.getKey()))) {
                    requireReversal(name, part.getValue(), attention, settled);
                }
            }
        }
    }

    /** A part of what was meant as one was refused: what got through of it must be asked about. */
    private void requireReversal(
            String name, UUID intent, Map<UUID, String> attention, Map<UUID, String> settled) {
        for (UUID through : byIntent.getOrDefault(intent, Set.of())) {
            require(
                    TO_BE_REVERSED.equals(attention.get(through))
                            || ANSWERED.equals(settled.get(through)),
                    name + ": " + through + " stands although another part of its intent fell");
        }
    }

    private void account(
            String what, UUID id, Map<UUID, String> attention, Map<UUID, String> settled) {
        boolean recorded = byCommit.containsKey(id);
        String why = attention.get(id);
        String end = settled.get(id);
        if (recorded) {
            require(
                    why == null || why.equals(TO_BE_REVERSED),
                    "I2: " + what + " is recorded and waits for a person: " + why);
            require(
                    end == null || !end.equals("already-so"),
                    "I2: " + what + " is recorded and counts as already done");
        } else if (why == null) {
            if (end == null || !NOT_RECORDED.contains(end)) {
                violations.add("I5: " + what + " was saved and is gone; settled as " + end);
            } else if (end.equals("already-so")) {
                alreadySo++;
            } else {
                answered++;
            }
        }
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            violations.add(otherwise);
        }
    }

    /** What does not hold, the first of it. */
    List<String> violations() {
        return violations.subList(0, Math.min(MAX_SHOWN, violations.size()));
    }

    int events() {
        return log.size();
    }

    /** Saved changes that turned out to be done already. */
    int alreadySo() {
        return alreadySo;
    }

    /** Changes that wait for a person. */
    int waiting() {
        return waiting;
    }

    /** Saved changes that waited for a person, who has redone or dropped them since. */
    int answered() {
        return answered;
    }
}
