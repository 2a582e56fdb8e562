package clinic.daybook.simulation;

import clinic.daybook.desk.model.Change;
import clinic.daybook.event.StreamId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Everything that people recorded, and what they were told of it. */
final class Ledger {

    /** What the person was told. */
    enum Told {
        /** Shown; whether it is saved nobody has said yet. */
        SHOWN,
        /** "Saved here". */
        SAVED,
        /** "Could not be saved", or the desk died before it said anything. */
        UNSURE
    }

    /** What somebody recorded at a desk. */
    static final class Entry {
        private final int desk;
        private final UUID commitId;
        private final Change change;
        private Told told = Told.SHOWN;

        Entry(int desk, UUID commitId, Change change) {
            this.desk = desk;
            this.commitId = commitId;
            this.change = change;
        }

        /** The desk's number. */
        int desk() {
            return desk;
        }

        UUID commitId() {
            return commitId;
        }

        Change change() {
            return change;
        }

        Told told() {
            return told;
        }

        void told(Told now) {
            told = now;
        }
    }

    /** Something that was asked of a desk, as long as the desk has not answered. */
    record Question(int desk, Change change) {}

    private final List<Question> unanswered = new ArrayList<>();
    private final Map<UUID, Entry> entries = new LinkedHashMap<>();

    Entry shown(int desk, UUID commitId, Change change) {
        Entry entry = new Entry(desk, commitId, change);
        if (entries.put(commitId, entry) != null) {
            throw new Violation("two changes of one id: " + commitId);
        }
        return entry;
    }

    /** Somebody asked for a change. A desk that dies before it answers may have recorded it. */
    Question asked(int desk, Change change) {
        Question question = new Question(desk, change);
        unanswered.add(question);
        return question;
    }

    void answered(Question question) {
        unanswered.removeIf(q -> q == question);
    }

    /** Whether somebody asked for a change of this stream without getting an answer; once each. */
    boolean wasAskedFor(StreamId stream) {
        Question found =
                unanswered.stream()
                        .filter(q -> q.change().streamId().equals(stream))
                        .findFirst()
                        .orElse(null);
        return found != null && unanswered.remove(found);
    }

    @Nullable Entry find(UUID commitId) {
        return entries.get(commitId);
    }

    Iterable<Entry> all() {
        return entries.values();
    }

    int size() {
        return entries.size();
    }
}
