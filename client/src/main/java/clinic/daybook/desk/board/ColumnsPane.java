package clinic.daybook.desk.board;

import clinic.daybook.desk.board.BoardLayout.Placed;
import clinic.daybook.desk.board.BoardLayout.Section;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.Icons;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.event.StreamId;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.geometry.Point2D;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The day as columns: heads, cards, and a row below long columns that shows the rest. */
final class ColumnsPane extends StackPane {

    private final Surface surface = new Surface(CardNode::new);
    private final BoardArrangement arrangement = new BoardArrangement();
    private final Map<BoardColumn, ColumnHead> heads = new EnumMap<>(BoardColumn.class);
    private final Map<BoardColumn, Button> more = new EnumMap<>(BoardColumn.class);
    private final Set<BoardColumn> expanded = EnumSet.noneOf(BoardColumn.class);
    private @Nullable BoardView view;
    private Instant now = Instant.EPOCH;
    private boolean settling;

    ColumnsPane() {
        getStyleClass().add("board-columns");
        getChildren().add(surface.node());
        for (BoardColumn column : BoardColumn.values()) {
            ColumnHead head = new ColumnHead(column);
            heads.put(column, head);
            surface.add(head);
            Button button = moreButton(column);
            more.put(column, button);
            surface.add(button);
        }
        surface.node().viewportBoundsProperty().subscribe(() -> arrange(false));
        surface.node().vvalueProperty().subscribe(this::placeHeads);
        surface.whenReleased(this::settleLater);
    }

    Surface surface() {
        return surface;
    }

    /** The places of the cards as they are shown. */
    BoardLayout places() {
        return arrangement.last();
    }

    /** The column at a point of the scene. */
    Optional<Section> sectionAt(Point2D scenePoint) {
        if (!contains(sceneToLocal(scenePoint))) {
            return Optional.empty();
        }
        Point2D point = surface.node().getContent().sceneToLocal(scenePoint);
        return places().at(point.getX(), point.getY());
    }

    /**
     * Shows a view.
     *
     * @param own whether a person at this desk has just caused it: cards then move to where they
     *     belong, also under the pointer
     * @param rewrite whether unchanged cards are written again
     */
    void show(BoardView shown, Instant at, boolean own, boolean rewrite) {
        BoardView before = view;
        boolean sameDay = before != null && before.day().equals(shown.day());
        if (!sameDay) {
            expanded.clear();
        }
        view = shown;
        now = at;
        Optional<StreamId> focused = surface.focused();
        Optional<Placed> was = focused.flatMap(id -> places().find(id));
        place(own || !sameDay ? Set.of() : surface.held(), rewrite);
        surface.flash(shown.changed());
        heads.values().forEach(head -> head.show(shown, at));
        focused.ifPresent(id -> keepFocus(id, was, own));
    }

    /** Gives the focus to a card; shows its column whole where it would be hidden. */
    void reveal(StreamId id) {
        unhide(id);
        surface.focus(id);
    }

    /** Moves timers and figures on. */
    void tick(Instant at) {
        now = at;
        BoardView shown = view;
        if (shown != null) {
            surface.tick(shown.reference(), at);
            heads.values().forEach(head -> head.show(shown, at));
        }
    }

    /** Moves the focus by an arrow key; answers the card it came to. */
    Optional<StreamId> move(BoardCursor.Direction direction) {
        StreamId from = surface.focused().or(surface::current).orElse(null);
        Optional<StreamId> to =
                surface.focused().isEmpty() && from != null
                        ? Optional.of(from)
                        : BoardCursor.move(places(), from, direction);
        to.ifPresent(surface::focus);
        if (to.isPresent()) {
            arrange(false);
        }
        return to;
    }

    /** Shows the columns that hide cards whole, or as much as fits. */
    private void toggle(BoardColumn column) {
        if (!expanded.remove(column)) {
            expanded.add(column);
        }
        place(Set.of(), false);
    }

    private void settleLater() {
        // The pointer passes from card to card: once per pulse is enough.
        if (!settling && view != null) {
            settling = true;
            FxThread.afterwards(() -> {
                settling = false;
                arrange(false);
            });
        }
    }

    private void arrange(boolean rewrite) {
        place(surface.held(), rewrite);
    }

    private void place(Set<StreamId> held, boolean rewrite) {
        BoardView shown = view;
        double width = surface.viewportWidth();
        if (shown == null || width <= 0) {
            return;
        }
        BoardLayout layout =
                arrangement.arrange(shown.order(), width, surface.viewportHeight(), expanded, held);
        List<Placed> placed =
                layout.sections().stream().flatMap(section -> section.cards().stream()).toList();
        surface.show(shown, placed, layout.height(), now, rewrite);
        for (Section section : layout.sections()) {
            placeMore(section);
        }
        placeHeads();
    }

    /** Heads stay at the top while their column is in sight. */
    private void placeHeads() {
        double top = surface.top();
        for (Section section : places().sections()) {
            ColumnHead head = heads.get(section.column());
            if (head != null) {
                double lowest =
                        section.y() + Math.max(0, section.height() - BoardLayout.HEAD_HEIGHT);
                double y = Math.clamp(top, section.y(), lowest);
                head.resizeRelocate(section.x(), y, section.width(), BoardLayout.HEAD_HEIGHT);
                head.toFront();
            }
        }
    }

    private void placeMore(Section section) {
        Button button = more.get(section.column());
        if (button == null) {
            return;
        }
        boolean shown = section.hidden() > 0 || section.collapsible();
        button.setVisible(shown);
        if (shown) {
            button.setText(
                    section.hidden() > 0
                            ? Texts.get("board.more", section.hidden())
                            : Texts.get("board.fewer"));
            button.setGraphic(
                    Icons.of(section.hidden() > 0 ? Feather.CHEVRON_DOWN : Feather.CHEVRON_UP, 14));
            double width = Math.min(section.width(), 120);
            button.resizeRelocate(
                    Math.floor(section.x() + (section.width() - width) / 2),
                    section.moreY(),
                    width,
                    28);
        }
    }

    private void keepFocus(StreamId id, Optional<Placed> was, boolean own) {
        if (own) {
            unhide(id);
        }
        if (places().find(id).isPresent()) {
            if (own) {
                surface.focus(id);
            }
            return;
        }
        was.flatMap(this::nearest).ifPresent(surface::focus);
    }

    /** Who moves a card by hand sees where it comes to stand, also at the end of a long column. */
    private void unhide(StreamId id) {
        BoardView shown = view;
        if (shown == null || places().find(id).isPresent()) {
            return;
        }
        shown.card(id)
                .flatMap(card -> BoardColumn.of(card.status()))
                .ifPresent(column -> {
                    expanded.add(column);
                    place(Set.of(), false);
                });
    }

    private Optional<StreamId> nearest(Placed place) {
        return places().sections().stream()
                .flatMap(section -> section.cards().stream())
                .min(
                        Comparator.comparingDouble(card ->
                                Math.abs(card.x() - place.x()) * 4
                                        + Math.abs(card.y() - place.y())))
                .map(Placed::id);
    }

    private Button moreButton(BoardColumn column) {
        Button button = new Button();
        button.getStyleClass().addAll("db-plain", "board-more");
        button.setContentDisplay(ContentDisplay.RIGHT);
        button.setAlignment(Pos.CENTER);
        button.setVisible(false);
        button.setOnAction(_ -> toggle(column));
        return button;
    }
}
