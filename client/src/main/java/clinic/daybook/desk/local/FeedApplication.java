package clinic.daybook.desk.local;

import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.sync.PendingCommit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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

    FeedApplication(DeskState desk, Redeciding redeciding) {
        this.desk = desk;
        this.redeciding = redeciding;
    }

    /** True when a PIN was set by one of the events. */
    boolean apply(FeedPage page, Unit unit) {
        long before = desk.meta().position();
        boolean pins = false;
        Set<StreamModel> moved = new LinkedHashSet<>();
        for (FeedPage.Item item : page.items()) {
            switch (item) {
                case FeedPage.Item.Recorded r -> {
                    if (r.event().position() > before) {
                        pins |= r.event().type().equals("StaffPinChanged");
                        take(r, unit, moved);
                    }
                }
                case FeedPage.Item.Strange s -> {
                    if (s.position() > before) {
                        take(s, unit, moved);
                    }
                }
                case FeedPage.Item.Garbled g -> {
                    LOG.error("SY-3001: the feed brought a line that is no event; it is kept");
                    unit.write(
                            Write.of(
                                    "INSERT INTO unreadable (after_position, line) VALUES (?, ?)",
                                    before,
                                    g.line()));
                }
            }
        }
        for (StreamModel model : moved) {
            redeciding.run(model, unit);
            if (!model.chain().isEmpty()) {
                unit.settled(model);
            }
        }
        if (page.upTo() > before) {
            unit.write(desk.meta().position(page.upTo()));
        }
        return pins;
    }

    private void take(FeedPage.Item.Recorded item, Unit unit, Set<StreamModel> moved) {
        RecordedEvent event = item.event();
        StreamModel model = desk.streams().get(event.streamId());
        unit.touch(model);
        if (event.version() <= model.confirmed().version()) {
            LOG.error("SY-3002: the feed brought version {} of a stream again", event.version());
            return;
        }
        moved.add(model);
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
        model.append(desk.streams().read(event), true);
        returned(model, event, unit);
        if (!model.readable()) {
            LOG.warn("SY-3003: a stream holds what this version cannot read; it is read-only");
        }
    }

    private void take(FeedPage.Item.Strange event, Unit unit, Set<StreamModel> moved) {
        StreamModel model = desk.streams().get(event.streamId());
        unit.touch(model);
        if (event.version() <= model.confirmed().version()) {
            return;
        }
        moved.add(model);
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
        model.appendUnreadable(event.version());
        LOG.warn("SY-3003: a stream holds what this version cannot read; it is read-only");
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

    /** Takes the returned event off what is pending. */
    private void returned(StreamModel model, RecordedEvent event, Unit unit) {
        List<PendingCommit> chain = new ArrayList<>();
        for (PendingCommit commit : model.chain()) {
            if (!commit.commitId().equals(event.commitId())) {
                chain.add(commit);
                continue;
            }
            // A commit may be cut by the end of a page: what is still to come stays pending.
            Optional<PendingCommit> left = commit.without(event.eventId());
            left.ifPresentOrElse(
                    l -> {
                        chain.add(l);
                        unit.replace(l);
                    },
                    () -> redeciding.confirmed(commit, unit));
            unit.settled(model);
        }
        if (chain.size() != model.chain().size() || !chain.equals(model.chain())) {
            model.show(chain);
        }
    }
}
