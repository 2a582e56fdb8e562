package clinic.daybook.installer.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A server's whole log, read page by page: nothing in it twice, versions without gaps, and every
 * accepted commit where its answer had said.
 */
final class SoakLog {

    private static final int PAGE = 2_000;
    private static final int MAX_SHOWN = 20;

    private final SeenEvents seen = new SeenEvents();
    private final Map<String, Long> versions = new HashMap<>();
    private final Set<UUID> eventIds = new HashSet<>();
    private final Map<UUID, List<Long>> commits = new HashMap<>();
    private final List<String> violations = new ArrayList<>();

    /** Reads up to the head of now. */
    static SoakLog read(SoakClient client, SoakClient.Enrolled auditor) throws IOException {
        SoakLog log = new SoakLog();
        long head;
        do {
            SoakClient.Answer page = client.events(auditor, log.seen.position(), PAGE);
            if (page.head() == null) {
                throw new SystemFailure("the log was answered with " + page.status());
            }
            head = page.head();
            page.body().lines().forEach(line -> log.take(SeenEvents.json(line)));
        } while (log.seen.position() < head);
        return log;
    }

    private void take(JsonNode event) {
        SeenEvents.Seen of = SeenEvents.seen(event);
        seen.add(of).ifPresent(this::violated);
        String stream = event.required("streamId").textValue();
        long version = event.required("version").longValue();
        Long before = versions.put(stream, version);
        if (version != (before == null ? 1 : before + 1)) {
            violated("I1: " + stream + " has version " + version + " after " + before);
        }
        if (!eventIds.add(UUID.fromString(of.eventId()))) {
            violated("I2: event " + of.eventId() + " is recorded twice");
        }
        commits.computeIfAbsent(
                        UUID.fromString(event.required("commitId").textValue()),
                        id -> new ArrayList<>())
                .add(of.position());
    }

    /** Holds it against what was answered. */
    void compare(Map<UUID, List<Long>> accepted) {
        accepted.forEach((commitId, positions) -> {
            List<Long> recorded = commits.getOrDefault(commitId, List.of());
            if (!recorded.equals(positions)) {
                violated(
                        "I1: commit "
                                + commitId
                                + " was accepted at "
                                + positions
                                + " and is recorded at "
                                + recorded);
            }
        });
    }

    private void violated(String what) {
        if (violations.size() < MAX_SHOWN) {
            violations.add(what);
        }
    }

    /** What everybody who has read all of it has seen. */
    String summary() {
        return seen.summary();
    }

    /** Its newest position. */
    long head() {
        return seen.position();
    }

    /** How many events it has. */
    int events() {
        return eventIds.size();
    }

    /** What does not hold, the first of it. */
    List<String> violations() {
        return List.copyOf(violations);
    }
}
