package clinic.daybook.desk.ui.timeline;

import clinic.daybook.desk.model.AuditEntry;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.Texts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;

/**
 * What happened, newest first, one entry a line; an entry opens to everything that is known about
 * it. Up and Down move between entries, Home and End to the ends, Enter opens and closes. Entries
 * that stay keep their node, so that neither focus nor what is open is lost when a new one comes
 * in.
 */
public final class TimelineView extends VBox {

    /** Longer histories are shown in pieces of this many entries. */
    private static final int PAGE = 40;

    private final Button more = new Button();
    private final Set<UUID> open = new HashSet<>();
    private Map<UUID, TimelineEntryView> nodes = new HashMap<>();
    private List<AuditEntry> entries = List.of();
    private Formats formats = Formats.standard();
    private LocalDate today = LocalDate.EPOCH;
    private int limit = PAGE;
    private Function<AuditEntry, String> receipts = _ -> "";

    /** An empty one. */
    public TimelineView() {
        getStyleClass().add("db-timeline");
        getStylesheets()
                .add(
                        Objects.requireNonNull(
                                        TimelineView.class.getResource("timeline.css"),
                                        "timeline.css")
                                .toExternalForm());
        more.getStyleClass().addAll("db-plain", "db-timeline-more");
        more.setOnAction(_ -> {
            limit += PAGE;
            layOut();
        });
        addEventHandler(KeyEvent.KEY_PRESSED, this::move);
        Texts.languageProperty().subscribe(() -> rebuild());
    }

    /**
     * Shows these entries.
     *
     * @param newestFirst as {@code ReservationDetail} gives them
     * @param day today in the clinic; of other days the date is told
     */
    public void show(List<AuditEntry> newestFirst, Formats clinic, LocalDate day) {
        boolean other = !clinic.equals(formats) || !day.equals(today);
        entries = List.copyOf(newestFirst);
        formats = clinic;
        today = day;
        if (other) {
            nodes.clear();
        }
        layOut();
    }

    /** Tells of opened entries which desks have them; an empty text is not shown. */
    public void receipts(Function<AuditEntry, String> words) {
        receipts = words;
        nodes.values().forEach(node -> node.receipts(words));
    }

    /** Forgets what is open and how far was read on, for another reservation. */
    public void reset() {
        open.clear();
        nodes.clear();
        limit = PAGE;
    }

    /** The entry with this event, opened or closed by {@link TimelineEntryView#toggle}. */
    Optional<TimelineEntryView> entry(UUID eventId) {
        return Optional.ofNullable(nodes.get(eventId));
    }

    private void rebuild() {
        nodes.clear();
        layOut();
    }

    private void layOut() {
        Map<UUID, TimelineEntryView> kept = new HashMap<>();
        List<Node> children = new ArrayList<>();
        int shown = Math.min(limit, entries.size());
        for (int i = 0; i < shown; i++) {
            AuditEntry entry = entries.get(i);
            TimelineEntryView node = nodes.get(entry.eventId());
            if (node == null || !node.entry().equals(entry)) {
                node =
                        new TimelineEntryView(
                                entry,
                                formats,
                                today,
                                open.contains(entry.eventId()),
                                this::opened);
                node.receipts(receipts);
            }
            node.setLast(i == entries.size() - 1);
            kept.put(entry.eventId(), node);
            children.add(node);
        }
        nodes = kept;
        if (entries.isEmpty()) {
            Label none = new Label(Texts.get("timeline.empty"));
            none.getStyleClass().add("db-timeline-empty");
            children.add(none);
        }
        if (entries.size() > shown) {
            more.setText(Texts.get("timeline.more", entries.size() - shown));
            children.add(more);
        }
        if (!children.equals(getChildren())) {
            getChildren().setAll(children);
        }
    }

    private void opened(AuditEntry entry, boolean isOpen) {
        if (isOpen) {
            open.add(entry.eventId());
        } else {
            open.remove(entry.eventId());
        }
    }

    private void move(KeyEvent key) {
        List<TimelineEntryView> all =
                getChildren().stream()
                        .filter(TimelineEntryView.class::isInstance)
                        .map(TimelineEntryView.class::cast)
                        .toList();
        int at = -1;
        for (int i = 0; i < all.size(); i++) {
            at = all.get(i).isFocusWithin() ? i : at;
        }
        if (at < 0) {
            return;
        }
        int to =
                switch (key.getCode()) {
                    case UP -> at - 1;
                    case DOWN -> at + 1;
                    case HOME -> 0;
                    case END -> all.size() - 1;
                    default -> -1;
                };
        if (to >= 0 && to < all.size()) {
            all.get(to).focusHead();
            key.consume();
        }
    }
}
