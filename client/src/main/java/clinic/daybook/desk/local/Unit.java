package clinic.daybook.desk.local;

import clinic.daybook.event.StreamId;
import clinic.daybook.sync.PendingCommit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Changes that are shown together and written in one transaction: what a click, a page of the feed
 * or an answer of the server leads to.
 */
final class Unit {

    private final Set<StreamModel> touched = new LinkedHashSet<>();
    private final Set<StreamId> marked = new LinkedHashSet<>();
    private final List<Write> writes = new ArrayList<>();
    private final List<PendingCommit> decided = new ArrayList<>();
    private final Set<StreamId> settled = new LinkedHashSet<>();
    private final List<Stored> stored = new ArrayList<>();
    private final List<Runnable> onDurable = new ArrayList<>();
    private final List<Consumer<Exception>> onFailed = new ArrayList<>();
    private boolean attention;
    private boolean olderEvents;

    /** The stream's rows are written with this; until then it stays in memory. */
    void touch(StreamModel model) {
        if (touched.add(model)) {
            model.writing();
        }
    }

    /** Only marks have changed: shown again, its rows stand. */
    void mark(StreamId stream) {
        marked.add(stream);
    }

    void write(Write write) {
        writes.add(write);
    }

    /** A commit that is new, to be handed to the sync once durable. */
    void decided(PendingCommit commit) {
        decided.add(commit);
        write(insert(commit));
    }

    /** What is pending of this stream was decided again or dropped. */
    void settled(StreamId stream) {
        settled.add(stream);
    }

    void replace(PendingCommit commit) {
        write(insert(commit));
    }

    void drop(PendingCommit commit) {
        write(Write.of("DELETE FROM pending WHERE commit_id = ?", commit.commitId()));
    }

    void attentionChanged() {
        attention = true;
    }

    /** Older events are coming from now on, or are all here. */
    void olderEventsChanged() {
        olderEvents = true;
    }

    /** Run on the engine's thread once everything is durable. */
    void whenDurable(Runnable action) {
        onDurable.add(action);
    }

    /** Run on the engine's thread when nothing was kept; memory has been loaded again by then. */
    void whenFailed(Consumer<Exception> action) {
        onFailed.add(action);
    }

    Set<StreamModel> touched() {
        return touched;
    }

    List<PendingCommit> decided() {
        return decided;
    }

    boolean changesOlderEvents() {
        return olderEvents;
    }

    boolean changesAttention() {
        return attention;
    }

    /** The streams that the sync may send from once this is durable, as they are then. */
    Set<StreamId> settled() {
        return settled;
    }

    /** Of these the marks alone may have changed. */
    Set<StreamId> marked() {
        return marked;
    }

    /** What was written of pending commits. */
    List<Stored> stored() {
        return stored;
    }

    /** A pending commit as it was written. */
    record Stored(UUID commitId, String body, int events) {}

    /** Everything to write, the rows of the touched streams last. */
    List<Write> allWrites() {
        List<Write> all = new ArrayList<>(writes);
        touched.forEach(m -> all.addAll(Projections.writes(m)));
        return all;
    }

    void durable() {
        touched.forEach(StreamModel::written);
        all(onDurable);
    }

    void failed(Exception failure) {
        all(onFailed.stream().<Runnable>map(a -> () -> a.accept(failure)).toList());
    }

    /**
     * Runs each of them, also after one that broke off; the first that did is thrown at the end.
     */
    private static void all(List<Runnable> actions) {
        RuntimeException first = null;
        for (Runnable action : actions) {
            try {
                action.run();
            } catch (RuntimeException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private Write insert(PendingCommit c) {
        String body = PendingJson.write(c);
        stored.add(new Stored(c.commitId(), body, c.events().size()));
        return Write.of(
                "REPLACE INTO pending (commit_id, stream, ord, acknowledged, body)"
                        + " VALUES (?, ?, ?, ?, ?)",
                c.commitId(),
                c.streamId(),
                c.order(),
                c.status() instanceof PendingCommit.Status.Acknowledged a ? a.version() : null,
                body);
    }
}
