package clinic.daybook.desk.local;

import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.sync.FirstSync;
import clinic.daybook.sync.PendingCommit;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over what the feed has brought: confirmed events, pending commits that came back, what is
 * decided again, and the position, all in one unit. What was applied before changes nothing.
 */
final class FeedApplication {

    private static final Logger LOG = LoggerFactory.getLogger(FeedApplication.class);

    private static final String INSERT = "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?)";

    private final DeskState desk;
    private final Redeciding redeciding;
    private final Replays replays;

    FeedApplication(DeskState desk, Redeciding redeciding) {
        this.desk = desk;
        this.redeciding = redeciding;
        this.replays = new Replays(desk);
    }

    /** Takes over a part of a page: true when a PIN was set by one of the events. */
    boolean apply(FeedPage page, int from, int to, Arrival arrival, Unit unit) {
        boolean pins = false;
        boolean last = to == page.items().size();
        long reached = 0;
        Set<StreamModel> moved = new LinkedHashSet<>();
        for (FeedPage.Item item : page.items().subList(from, to)) {
            reached = Math.max(reached, item.position());
            switch (item) {
                case FeedPage.Item.Recorded r -> {
                    if (wanted(r.event().position(), arrival)) {
                        pins |= r.event().type().equals("StaffPinChanged");
                        take(r, unit, moved);
                    }
                }
                case FeedPage.Item.Strange s -> {
                    if (wanted(s.position(), arrival)) {
                        take(s, unit, moved);
                    }
                }
                case FeedPage.Item.Garbled g -> {
                    LOG.error("SY-3001: the feed brought a line that is no event; it is kept");
                    unit.write(
                            Write.of(
                                    "INSERT INTO unreadable (after_position, line) VALUES (?, ?)",
                                    desk.meta().position(),
                                    g.line()));
                }
            }
        }
        moveCursor(page, arrival, last, reached, unit, moved);
        for (StreamModel model : moved) {
            if (!model.chain().isEmpty()) {
                redeciding.run(model, unit);
                unit.settled(model.id());
            }
        }
        return pins;
    }

    /** Whether an event at this place is to be taken over, if it is not here yet. */
    private boolean wanted(long position, Arrival arrival) {
        FirstSync.Cursor older = desk.older().cursor();
        return switch (arrival) {
            case Arrival.Feed _ -> position > desk.meta().position();
            case Arrival.Board _ -> true;
            case Arrival.Older _ -> older != null && position <= older.target();
            // What is later comes with the feed: a position stands for all before it and no more.
            case Arrival.Whole _ -> position <= desk.meta().position();
        };
    }

    private void moveCursor(
            FeedPage page,
            Arrival arrival,
            boolean last,
            long reached,
            Unit unit,
            Set<StreamModel> moved) {
        switch (arrival) {
            case Arrival.Feed _ -> {
                if (reached > desk.meta().position()) {
                    unit.write(desk.meta().position(reached));
                }
            }
            case Arrival.Board b -> {
                if (last) {
                    unit.write(desk.meta().position(b.head()));
                    desk.older().begin(b.day(), b.head(), unit);
                    desk.older().whole(page.streams(), unit);
                }
            }
            case Arrival.Older o -> {
                if (desk.older().reached(last ? o.upTo() : reached, unit)) {
                    fillHoles(unit, moved);
                    moved.addAll(replays.streams());
                }
            }
            case Arrival.Whole _ -> {
                if (last) {
                    desk.older().whole(page.streams(), unit);
                }
            }
        }
    }

    /** Everything is here: what still waits for something before it waits in vain. */
    private void fillHoles(Unit unit, Set<StreamModel> moved) {
        for (StreamModel model : desk.streams().withHoles()) {
            LOG.error("SY-3005: the server has left versions of a stream out; it is read-only");
            unit.touch(model);
            moved.add(model);
            model.foldHeld(true).forEach(e -> returned(model, e.recorded(), unit));
            noteUnreadable(model, unit);
        }
    }

    private void take(FeedPage.Item.Recorded item, Unit unit, Set<StreamModel> moved) {
        RecordedEvent event = item.event();
        StreamModel model = desk.streams().get(event.streamId());
        if (model.has(event.version())) {
            return;
        }
        unit.touch(model);
        unit.write(
                Write.of(
                        INSERT,
                        event.position(),
                        event.streamId(),
                        event.version(),
                        event.eventId(),
                        event.commitId(),
                        event.intentId(),
                        item.text().envelope()));
        keepApart(event.eventId(), item.text(), unit);
        StoredEvent decoded = item.decoded();
        StoredEvent stored = decoded == null ? desk.streams().read(event) : decoded;
        if (early(event.version(), model)) {
            model.hold(event.version(), Optional.of(stored));
            return;
        }
        moved.add(model);
        model.append(stored, true);
        replays.arrived(event, stored, unit);
        returned(model, event, unit);
        model.foldHeld(false).forEach(e -> returned(model, e.recorded(), unit));
        noteUnreadable(model, unit);
    }

    private void take(FeedPage.Item.Strange event, Unit unit, Set<StreamModel> moved) {
        StreamModel model = desk.streams().get(event.streamId());
        if (model.has(event.version())) {
            return;
        }
        unit.touch(model);
        unit.write(
                Write.of(
                        INSERT,
                        event.position(),
                        event.streamId(),
                        event.version(),
                        event.eventId(),
                        null,
                        null,
                        event.text().envelope()));
        keepApart(event.eventId(), event.text(), unit);
        if (early(event.version(), model)) {
            model.hold(event.version(), Optional.empty());
            return;
        }
        moved.add(model);
        model.appendUnreadable(event.version());
        model.foldHeld(false).forEach(e -> returned(model, e.recorded(), unit));
        noteUnreadable(model, unit);
    }

    /** Whether versions before this one are still to come with older events. */
    private boolean early(long version, StreamModel model) {
        return version > model.confirmed().version() + 1 && desk.older().coming();
    }

    /** What is personal stands in a table of its own, so that it can be removed. */
    private static void keepApart(UUID eventId, EventText text, Unit unit) {
        if (text.personal() != null) {
            unit.write(
                    Write.of(
                            "REPLACE INTO personal VALUES (?, ?, ?, ?)",
                            eventId,
                            text.subject(),
                            text.personal(),
                            text.salt()));
        }
    }

    /** Kept, so that a newer program knows what it is to fold again. */
    private static void noteUnreadable(StreamModel model, Unit unit) {
        if (!model.readable()) {
            LOG.warn("SY-3003: a stream holds what this version cannot read; it is read-only");
            unit.write(Write.of("INSERT OR IGNORE INTO unreadable_stream VALUES (?)", model.id()));
        }
    }

    /** Takes the returned event off what is pending. */
    private void returned(StreamModel model, RecordedEvent event, Unit unit) {
        if (desk.pending().get(event.commitId()) == null) {
            return;
        }
        for (PendingCommit commit : model.chain()) {
            if (commit.commitId().equals(event.commitId())) {
                // A commit may be cut by the end of a page: what is still to come stays pending.
                Optional<PendingCommit> left = commit.without(event.eventId());
                model.came(commit, left.orElse(null));
                left.ifPresentOrElse(unit::replace, () -> redeciding.confirmed(commit, unit));
                unit.settled(model.id());
            }
        }
    }
}
