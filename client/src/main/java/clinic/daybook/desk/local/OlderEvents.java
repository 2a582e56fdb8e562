package clinic.daybook.desk.local;

import clinic.daybook.event.StreamId;
import clinic.daybook.sync.FirstSync;
import clinic.daybook.sync.Wanted;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is here of the events before a new desk's first board, while they are still coming. A stream
 * is workable when it was fetched whole, or when its fold has come past the board's position: all
 * after that is here. Of the engine's thread.
 */
final class OlderEvents {

    private static final String DONE = "olderDone";
    private static final String TARGET = "olderTarget";

    /** Nobody looks at more days before everything is here. */
    private static final int MAX_DAYS = 1_000;

    private final DeskMeta meta;
    private final Set<StreamId> whole = new HashSet<>();
    private final Set<LocalDate> days = new HashSet<>();
    private Consumer<Wanted> fetcher = what -> {};
    private FirstSync.@Nullable Cursor cursor;

    OlderEvents(DeskMeta meta) {
        this.meta = meta;
    }

    void load(Reader reader) {
        whole.clear();
        days.clear();
        String done = meta.get(DONE);
        String target = meta.get(TARGET);
        cursor =
                done == null || target == null
                        ? null
                        : new FirstSync.Cursor(Long.parseLong(done), Long.parseLong(target));
        if (cursor != null) {
            whole.addAll(
                    reader.list("SELECT stream FROM whole", r -> StreamId.parse(r.getString(1))));
        }
    }

    /** Up to where they are here, and up to where they are to come; {@code null}: all are here. */
    FirstSync.@Nullable Cursor cursor() {
        return cursor;
    }

    /** Whether some are still to come. */
    boolean coming() {
        return cursor != null;
    }

    /** A board as of {@code head} is here: everything before it is older. */
    void begin(LocalDate day, long head, Unit unit) {
        days.add(day);
        move(new FirstSync.Cursor(0, head), unit);
    }

    /** They are here up to this position; true when these were the last. */
    boolean reached(long upTo, Unit unit) {
        FirstSync.Cursor before = cursor;
        if (before == null || upTo <= before.done()) {
            return false;
        }
        if (upTo < before.target()) {
            move(new FirstSync.Cursor(upTo, before.target()), unit);
            return false;
        }
        forget(unit);
        return true;
    }

    /** The log has ended at this position: nothing beyond is to come any more. */
    void endAt(long position, Unit unit) {
        FirstSync.Cursor before = cursor;
        if (before == null || position >= before.target()) {
            return;
        }
        if (before.done() >= position) {
            forget(unit);
        } else {
            move(new FirstSync.Cursor(before.done(), position), unit);
        }
    }

    private void move(FirstSync.Cursor next, Unit unit) {
        cursor = next;
        unit.write(meta.set(DONE, Long.toString(next.done())));
        unit.write(meta.set(TARGET, Long.toString(next.target())));
    }

    /** From now on nothing is missing, or everything is. */
    void forget(Unit unit) {
        cursor = null;
        whole.clear();
        days.clear();
        unit.write(meta.remove(DONE));
        unit.write(meta.remove(TARGET));
        unit.write(Write.of("DELETE FROM whole"));
    }

    /** These streams are here whole. */
    void whole(Collection<StreamId> streams, Unit unit) {
        for (StreamId stream : streams) {
            if (coming() && whole.add(stream)) {
                unit.write(Write.of("INSERT OR IGNORE INTO whole VALUES (?)", stream));
            }
        }
    }

    /** Whether versions of a stream may be missing here, so that nothing is decided on it. */
    boolean loading(StreamModel model) {
        return cursor != null
                && !whole.contains(model.id())
                && (model.holds()
                        || (model.confirmed().version() > 0
                                && model.lastPosition() <= cursor.target()));
    }

    /** Whoever fetches something out of turn. */
    void fetcher(Consumer<Wanted> newFetcher) {
        fetcher = newFetcher;
    }

    /** Somebody looks at a stream: what is missing of it comes first. */
    void lookAt(StreamModel model) {
        if (loading(model)) {
            fetcher.accept(new Wanted.Stream(model.id()));
        }
    }

    /** Somebody looks for a stream of which nothing is here. */
    void lookFor(StreamId stream) {
        if (coming() && !whole.contains(stream)) {
            fetcher.accept(new Wanted.Stream(stream));
        }
    }

    /** Somebody looks at a day: what is missing of it comes first. */
    void lookAt(LocalDate day) {
        if (coming() && days.size() < MAX_DAYS && days.add(day)) {
            fetcher.accept(new Wanted.Day(day));
        }
    }
}
