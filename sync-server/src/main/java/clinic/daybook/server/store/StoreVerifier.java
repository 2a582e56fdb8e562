package clinic.daybook.server.store;

import clinic.daybook.codec.Commitment;
import clinic.daybook.event.Personal;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.RecordedEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a whole store and says what is wrong with it: the files, versions without gaps (I1),
 * commits that are remembered with what they said (I2), what is kept beside the log (I7), personal
 * data that its commitment vouches for. May run beside a server.
 */
public final class StoreVerifier {

    private static final int PAGE_EVENTS = 1_000;
    private static final int PAGE_BYTES = 4 * 1024 * 1024;

    /** After so many findings more would tell nothing new. */
    private static final int MAX_FINDINGS = 100;

    /** What was looked at and found; {@code findings} hold ids and positions, nothing personal. */
    public record Report(long events, int streams, long head, List<String> findings) {
        public Report {
            findings = List.copyOf(findings);
        }
    }

    private final EventStore store;
    private final List<String> findings = new ArrayList<>();
    private final CommitCheck commits;
    private final Map<StreamId, Long> versions = new HashMap<>();
    private long events;

    /** Verifies this store, once. */
    public StoreVerifier(EventStore store) {
        this.store = store;
        this.commits = new CommitCheck(store, this::find);
    }

    /** Reads everything up to the head of now. */
    public Report verify() {
        store.checkFiles().forEach(line -> find("file: " + line));
        if (!findings.isEmpty()) {
            // What is read from damaged pages may be anything.
            return new Report(0, 0, 0, findings);
        }
        long head = store.currentHead();
        long position = 0;
        while (position < head) {
            List<WireEvent> page = store.page(position, head, PAGE_EVENTS, PAGE_BYTES);
            if (page.isEmpty()) {
                find("no event can be read after position " + position);
                break;
            }
            for (WireEvent event : page) {
                check(event, position);
                position = event.position();
            }
            commits.checkComplete();
        }
        commits.checkAll();
        store.checkTables().forEach(this::find);
        checkPlaces();
        return new Report(events, versions.size(), head, findings);
    }

    private void check(WireEvent wire, long before) {
        events++;
        String where = "position " + wire.position() + ": ";
        if (wire.position() != before + 1) {
            find(where + "it does not follow position " + before);
        }
        RecordedEvent event;
        try {
            EventJson.Both both = EventJson.both(wire.json());
            event = both.recorded();
            commits.add(both);
        } catch (StorageException e) {
            find(where + "cannot be read");
            return;
        }
        Long last = versions.put(event.streamId(), event.version());
        if (event.version() != (last == null ? 0 : last) + 1) {
            find(where + "version " + event.version() + " of " + event.streamId() + " out of line");
        }
        checkPersonal(event, where);
    }

    private void checkPersonal(RecordedEvent event, String where) {
        Map<String, String> personal = event.personal();
        if (personal == null) {
            return;
        }
        StreamId subject = event.subject();
        String salt = event.salt();
        String commitment = event.commitment();
        if (subject == null
                || salt == null
                || commitment == null
                || !Commitment.holds(commitment, salt, new Personal(subject, personal))) {
            find(where + "personal data is not what its commitment says");
        }
    }

    private void checkPlaces() {
        PlaceCheck places = new PlaceCheck(store);
        versions.keySet().stream()
                .filter(streamId -> streamId.is("reservation"))
                .forEach(streamId -> places.check(streamId).ifPresent(this::find));
    }

    private void find(String finding) {
        if (findings.size() < MAX_FINDINGS) {
            findings.add(finding);
        }
    }
}
