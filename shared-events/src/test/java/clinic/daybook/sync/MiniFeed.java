package clinic.daybook.sync;

import clinic.daybook.event.StreamId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What of the server's log a desk has: up to two cursors, streams that are there whole although
 * older events are still to come, and events that wait for the ones before them.
 */
final class MiniFeed {

    /** What is taken over in one piece. */
    sealed interface Page {
        List<MiniServer.Logged> events();

        record Live(List<MiniServer.Logged> events) implements Page {}

        record Board(List<MiniServer.Logged> events, long head) implements Page {}

        record Older(List<MiniServer.Logged> events, long upTo) implements Page {}

        record Whole(List<MiniServer.Logged> events) implements Page {}
    }

    private final Map<StreamId, Long> versions = new HashMap<>();
    private final Map<StreamId, Long> lastPositions = new HashMap<>();
    private final Map<StreamId, TreeMap<Long, MiniServer.Logged>> held = new HashMap<>();
    private final Set<StreamId> whole = new HashSet<>();
    private FirstSync.@Nullable Cursor older;
    private long position;

    long position() {
        return position;
    }

    FirstSync.@Nullable Cursor older() {
        return older;
    }

    /** Whether versions of it may be missing here. */
    boolean loading(StreamId stream) {
        return older != null
                && !whole.contains(stream)
                && (held.containsKey(stream)
                        || (versions.containsKey(stream)
                                && lastPositions.get(stream) <= older.target()));
    }

    /** What of a page may be folded now, each stream without a gap. */
    List<MiniServer.Logged> take(Page page) {
        List<MiniServer.Logged> ready = new ArrayList<>();
        for (MiniServer.Logged e : page.events()) {
            boolean wanted =
                    switch (page) {
                        case Page.Live _ -> e.position() > position;
                        case Page.Board _ -> true;
                        case Page.Older _ -> older != null && e.position() <= older.target();
                        case Page.Whole _ -> e.position() <= position;
                    };
            if (wanted) {
                take(e, ready);
            }
            if (page instanceof Page.Live) {
                position = Math.max(position, e.position());
            }
        }
        switch (page) {
            case Page.Live _ -> {
                // Its position has moved with each event.
            }
            case Page.Board b -> {
                position = b.head();
                older = new FirstSync.Cursor(0, b.head());
                b.events().forEach(e -> whole.add(e.stream()));
            }
            case Page.Older o -> {
                if (older != null && o.upTo() >= older.target()) {
                    older = null;
                    whole.clear();
                    if (!held.isEmpty()) {
                        throw new AssertionError("events that nothing comes before: " + held);
                    }
                } else if (older != null) {
                    older = new FirstSync.Cursor(o.upTo(), older.target());
                }
            }
            case Page.Whole w -> {
                if (older != null) {
                    w.events().forEach(e -> whole.add(e.stream()));
                }
            }
        }
        return ready;
    }

    private void take(MiniServer.Logged event, List<MiniServer.Logged> ready) {
        long version = versions.getOrDefault(event.stream(), 0L);
        if (event.version() <= version) {
            return;
        }
        TreeMap<Long, MiniServer.Logged> waiting =
                held.computeIfAbsent(event.stream(), s -> new TreeMap<>());
        waiting.put(event.version(), event);
        while (!waiting.isEmpty() && waiting.firstKey() == version + 1) {
            MiniServer.Logged next = waiting.pollFirstEntry().getValue();
            ready.add(next);
            version++;
            lastPositions.put(event.stream(), next.position());
        }
        if (version > 0) {
            versions.put(event.stream(), version);
        }
        if (waiting.isEmpty()) {
            held.remove(event.stream());
        } else if (older == null) {
            throw new AssertionError("a gap in " + event.stream());
        }
    }
}
