package clinic.daybook.desk.board;

import clinic.daybook.desk.board.BoardLayout.Placed;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.event.StreamId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * A scrolling area on which cards or rows stand at computed places. Only those in sight have a
 * node, and a node stays with its card as long as it is in sight, so that an update of hundreds of
 * cards touches few nodes and neither focus nor pointer lose theirs.
 */
final class Surface {

    private static final double AHEAD = 120;
    private static final int POOL = 64;

    private final Canvas canvas = new Canvas();
    private final ScrollPane scroll = new ScrollPane(canvas);
    private final Supplier<? extends VisitNode> maker;
    private final Map<StreamId, VisitNode> live = new LinkedHashMap<>();
    private final Deque<VisitNode> pool = new ArrayDeque<>();
    private final List<Consumer<VisitNode>> made = new ArrayList<>();

    private Map<StreamId, Placed> places = Map.of();
    private Set<StreamId> groupStarts = Set.of();
    private @Nullable BoardView view;
    private Instant now = Instant.EPOCH;
    private @Nullable StreamId selected;
    private @Nullable StreamId current;

    Surface(Supplier<? extends VisitNode> maker) {
        this.maker = maker;
        scroll.getStyleClass().add("board-scroll");
        scroll.setFitToWidth(true);
        scroll.setFocusTraversable(false);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.vvalueProperty().subscribe(this::materialise);
        scroll.viewportBoundsProperty().subscribe(this::materialise);
        canvas.getStyleClass().add("board-canvas");
    }

    ScrollPane node() {
        return scroll;
    }

    /** Calls back for every node when it is made, to put its handlers on. */
    void whenMade(Consumer<VisitNode> handler) {
        made.add(handler);
    }

    /** Calls back when a card has lost the pointer or the focus, and so may move again. */
    void whenReleased(Runnable action) {
        whenMade(node -> {
            node.hoverProperty().subscribe(hovered -> runUnless(hovered, action));
            node.focusedProperty().subscribe(focused -> runUnless(focused, action));
        });
    }

    private static void runUnless(boolean held, Runnable action) {
        if (!held) {
            action.run();
        }
    }

    /** Puts something else onto the area, such as a head; the caller places it. */
    void add(Node decoration) {
        decoration.setManaged(false);
        canvas.getChildren().add(decoration);
    }

    void remove(Node decoration) {
        canvas.getChildren().remove(decoration);
    }

    double viewportWidth() {
        return scroll.getViewportBounds().getWidth();
    }

    double viewportHeight() {
        return scroll.getViewportBounds().getHeight();
    }

    /** How far it is scrolled down, in pixels. */
    double top() {
        return scroll.getVvalue() * Math.max(0, canvas.height - viewportHeight());
    }

    /** Marks the cards that begin a group, from the next {@link #show} on. */
    void groupStarts(Set<StreamId> starts) {
        groupStarts = starts;
    }

    /**
     * Shows these cards at these places.
     *
     * @param rewrite whether also unchanged cards are written again: the language or the covering
     *     of names has changed
     */
    void show(BoardView shown, List<Placed> placed, double height, Instant at, boolean rewrite) {
        view = shown;
        now = at;
        double top = top();
        Map<StreamId, Placed> byId = HashMap.newHashMap(placed.size());
        placed.forEach(place -> byId.put(place.id(), place));
        places = byId;
        if (canvas.height != height) {
            canvas.height = height;
            canvas.requestLayout();
            scrollTo(top);
        }
        if (current == null || !places.containsKey(current)) {
            makeCurrent(placed.isEmpty() ? null : placed.getFirst().id());
        }
        materialise();
        for (VisitNode node : live.values()) {
            refill(node, shown, rewrite);
        }
    }

    /** Makes the times of cards bold for a second. */
    void flash(Set<StreamId> changed) {
        for (StreamId id : changed) {
            VisitNode node = live.get(id);
            if (node != null) {
                node.flash();
            }
        }
    }

    /** Moves the timers on. */
    void tick(Reference reference, Instant at) {
        now = at;
        live.values().forEach(node -> node.tick(reference, at));
    }

    /** Marks the selected card. */
    void select(@Nullable StreamId id) {
        VisitNode before = selected == null ? null : live.get(selected);
        if (before != null) {
            before.select(false);
        }
        selected = id;
        VisitNode after = id == null ? null : live.get(id);
        if (after != null) {
            after.select(true);
        }
    }

    /** Gives the focus to a card and scrolls to it; does nothing where the card has no place. */
    void focus(StreamId id) {
        Placed place = places.get(id);
        if (place != null) {
            makeCurrent(id);
            reveal(place);
            materialise();
            VisitNode node = live.get(id);
            if (node != null) {
                node.requestFocus();
            }
        }
    }

    /** Scrolls so that a card is in sight. */
    void reveal(StreamId id) {
        Placed place = places.get(id);
        if (place != null) {
            reveal(place);
        }
    }

    /** The card to which Tab leads, if any. */
    Optional<StreamId> current() {
        return Optional.ofNullable(current);
    }

    /** The cards under the pointer and with the focus, which must not move. */
    Set<StreamId> held() {
        Set<StreamId> held = new HashSet<>();
        live.forEach((id, node) -> {
            if (node.isHover() || node.isFocused()) {
                held.add(id);
            }
        });
        return held;
    }

    /** The card with the focus. */
    Optional<StreamId> focused() {
        return live.entrySet().stream()
                .filter(entry -> entry.getValue().isFocused())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The node of a card in sight. */
    Optional<VisitNode> nodeOf(StreamId id) {
        return Optional.ofNullable(live.get(id));
    }

    /** How many nodes there are, for the test that there are few. */
    int nodes() {
        return live.size() + pool.size();
    }

    private void reveal(Placed place) {
        double top = top();
        if (place.y() < top) {
            scrollTo(Math.max(0, place.y() - BoardLayout.HEAD_HEIGHT));
        } else if (place.y() + place.height() > top + viewportHeight()) {
            scrollTo(place.y() + place.height() + BoardLayout.CARD_GAP - viewportHeight());
        }
    }

    private void scrollTo(double y) {
        double range = canvas.height - viewportHeight();
        scroll.setVvalue(range <= 0 ? 0 : Math.clamp(y / range, 0, 1));
    }

    private void materialise() {
        BoardView shown = view;
        if (shown == null) {
            return;
        }
        double from = top() - AHEAD;
        double to = top() + viewportHeight() + AHEAD;
        List<StreamId> gone = new ArrayList<>();
        live.forEach((id, node) -> {
            Placed place = places.get(id);
            boolean inSight = place != null && place.y() < to && place.y() + place.height() > from;
            if (place == null || (!inSight && !node.isFocused())) {
                gone.add(id);
            }
        });
        gone.forEach(this::release);
        for (Placed place : places.values()) {
            boolean inSight = place.y() < to && place.y() + place.height() > from;
            VisitNode node = live.get(place.id());
            if (node == null && inSight) {
                node = take(place.id(), shown);
            }
            if (node != null) {
                node.startGroup(groupStarts.contains(place.id()));
                node.resizeRelocate(place.x(), place.y(), place.width(), place.height());
            }
        }
    }

    private void refill(VisitNode node, BoardView shown, boolean rewrite) {
        StreamId id = node.reservation();
        if (id != null) {
            shown.card(id)
                    .filter(card -> rewrite || !card.equals(node.card()))
                    .ifPresent(card -> node.show(card, shown.reference(), now));
        }
    }

    private VisitNode take(StreamId id, BoardView shown) {
        VisitNode node = pool.isEmpty() ? make() : pool.pop();
        live.put(id, node);
        shown.card(id).ifPresent(card -> node.show(card, shown.reference(), now));
        node.setVisible(true);
        node.select(id.equals(selected));
        node.setFocusTraversable(id.equals(current));
        return node;
    }

    private VisitNode make() {
        VisitNode node = maker.get();
        made.forEach(handler -> handler.accept(node));
        node.focusedProperty()
                .subscribe(focused -> {
                    if (focused && node.reservation() != null) {
                        makeCurrent(node.reservation());
                    }
                });
        // Below the heads and the other decorations, which stay readable while cards scroll.
        canvas.getChildren().addFirst(node);
        return node;
    }

    private void release(StreamId id) {
        VisitNode node = live.remove(id);
        if (node == null) {
            return;
        }
        node.release();
        node.setVisible(false);
        if (pool.size() < POOL) {
            pool.push(node);
        } else {
            canvas.getChildren().remove(node);
        }
    }

    private void makeCurrent(@Nullable StreamId id) {
        VisitNode before = current == null ? null : live.get(current);
        if (before != null) {
            before.setFocusTraversable(false);
        }
        current = id;
        VisitNode after = id == null ? null : live.get(id);
        if (after != null) {
            after.setFocusTraversable(true);
        }
    }

    /** As high as what stands on it; its children are placed by the surface. */
    private static final class Canvas extends Region {
        private double height;

        @Override
        protected double computePrefHeight(double width) {
            return height;
        }

        @Override
        protected double computeMinHeight(double width) {
            return height;
        }

        @Override
        public javafx.collections.ObservableList<Node> getChildren() {
            return super.getChildren();
        }
    }
}
