package clinic.daybook.desk.board;

import clinic.daybook.desk.board.BoardLayout.Placed;
import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.ReservationStatus;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The day as a list. */
final class ListPane extends VBox {

    private static final double HEAD = 32;
    private static final double SIDE = 12;

    private final Surface surface = new Surface(RowNode::new);
    private final Head head = new Head();
    private Map<StreamId, Integer> slots = Map.of();
    private List<Placed> placed = List.of();
    private @Nullable BoardView view;
    private @Nullable ReservationStatus chosen;
    private Instant now = Instant.EPOCH;
    private boolean settling;

    ListPane() {
        getStyleClass().add("board-list");
        VBox.setVgrow(surface.node(), Priority.ALWAYS);
        getChildren().addAll(head, surface.node());
        surface.node().viewportBoundsProperty().subscribe(() -> place(surface.held(), false));
        surface.whenReleased(this::settleLater);
    }

    Surface surface() {
        return surface;
    }

    /**
     * Shows a view; the other arguments are those of {@link ColumnsPane#show}.
     *
     * @param status the one state that the view's list was narrowed to; {@code null}: all
     */
    void show(
            BoardView shown,
            @Nullable ReservationStatus status,
            Instant at,
            boolean own,
            boolean rewrite) {
        BoardView before = view;
        boolean sameList = before != null && before.day().equals(shown.day()) && status == chosen;
        view = shown;
        chosen = status;
        now = at;
        Optional<StreamId> focused = surface.focused();
        place(own || !sameList ? Set.of() : surface.held(), rewrite);
        surface.flash(shown.changed());
        if (rewrite) {
            head.write();
        }
        if (own) {
            focused.ifPresent(surface::focus);
        }
    }

    /** Moves timers and figures on. */
    void tick(Instant at) {
        now = at;
        BoardView shown = view;
        if (shown != null) {
            surface.tick(shown.reference(), at);
        }
    }

    /** Moves the focus up or down; answers the row it came to. */
    Optional<StreamId> move(BoardCursor.Direction direction) {
        int step =
                switch (direction) {
                    case UP -> -1;
                    case DOWN -> 1;
                    case LEFT, RIGHT -> 0;
                };
        if (placed.isEmpty() || step == 0) {
            return Optional.empty();
        }
        Optional<StreamId> focused = surface.focused();
        int from = focused.map(this::indexOf).orElse(-1);
        int to = from < 0 ? 0 : Math.clamp(from + step, 0, placed.size() - 1);
        StreamId id = placed.get(to).id();
        surface.focus(id);
        return Optional.of(id);
    }

    private int indexOf(StreamId id) {
        for (int i = 0; i < placed.size(); i++) {
            if (placed.get(i).id().equals(id)) {
                return i;
            }
        }
        return -1;
    }

    private void settleLater() {
        if (!settling && view != null) {
            settling = true;
            FxThread.afterwards(() -> {
                settling = false;
                place(surface.held(), false);
            });
        }
    }

    private void place(Set<StreamId> held, boolean rewrite) {
        BoardView shown = view;
        double width = surface.viewportWidth();
        if (shown == null || width <= 0) {
            return;
        }
        Map<StreamId, Integer> heldSlots = new HashMap<>();
        for (StreamId id : held) {
            Integer slot = slots.get(id);
            if (slot != null) {
                heldSlots.put(id, slot);
            }
        }
        List<StreamId> ids = shown.list().stream().map(BoardCard::id).toList();
        surface.groupStarts(groupStarts(shown));
        head.align(width);
        List<BoardLayout.Slotted> slotted = BoardArrangement.fill(ids, heldSlots);
        Map<StreamId, Integer> newSlots = HashMap.newHashMap(slotted.size());
        placed =
                slotted.stream()
                        .map(s -> {
                            newSlots.put(s.id(), s.slot());
                            return new Placed(
                                    s.id(),
                                    s.slot(),
                                    0,
                                    s.slot() * RowNode.HEIGHT,
                                    width,
                                    RowNode.HEIGHT);
                        })
                        .toList();
        slots = newSlots;
        double height = slotted.isEmpty() ? 0 : (slotted.getLast().slot() + 1) * RowNode.HEIGHT;
        surface.show(shown, placed, Math.max(height, surface.viewportHeight()), now, rewrite);
    }

    /** The first card of every state, before which a line is drawn. */
    private static Set<StreamId> groupStarts(BoardView shown) {
        Set<StreamId> starts = new HashSet<>();
        for (int i = 1; i < shown.list().size(); i++) {
            BoardCard card = shown.list().get(i);
            if (card.status() != shown.list().get(i - 1).status()) {
                starts.add(card.id());
            }
        }
        return starts;
    }

    /** The head of the list; its columns stand where those of the rows do. */
    private static final class Head extends Region {
        private double rowWidth;

        Head() {
            getStyleClass().add("board-list-head");
            setMinHeight(HEAD);
            setPrefHeight(HEAD);
            setMaxHeight(HEAD);
            for (ListColumn column : ListColumn.values()) {
                Label label = new Label();
                label.getStyleClass().add("db-caption");
                label.setAlignment(column.right() ? Pos.CENTER_RIGHT : Pos.CENTER_LEFT);
                label.setManaged(false);
                getChildren().add(label);
            }
            write();
        }

        /** Stands over rows of this width, which are narrower where a scroll bar is. */
        void align(double width) {
            if (width != rowWidth) {
                rowWidth = width;
                requestLayout();
            }
        }

        void write() {
            for (ListColumn column : ListColumn.values()) {
                if (getChildren().get(column.ordinal()) instanceof Label label) {
                    label.setText(Texts.get(column.key()));
                }
            }
        }

        @Override
        protected void layoutChildren() {
            double[] edges = ListColumn.edges(rowWidth);
            for (ListColumn column : ListColumn.values()) {
                double x = edges[column.ordinal()] + SIDE;
                double width = edges[column.ordinal() + 1] - x - (column.right() ? SIDE : 0);
                getChildren().get(column.ordinal()).resizeRelocate(x, 0, Math.max(0, width), HEAD);
            }
        }
    }
}
