package clinic.daybook.desk.board;

import clinic.daybook.desk.board.BoardLayout.Section;
import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.ui.Motion;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.event.StreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.animation.Interpolator;
import javafx.animation.TranslateTransition;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.ImageView;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Dragging a card to another column. Columns that take it get a frame, the others fade; a drop that
 * is not possible slides back and says why beneath the pointer.
 */
final class CardDrag {

    private static final double THRESHOLD = 6;
    private static final double FADED = 0.5;

    private final ColumnsPane columns;
    private final Pane overlay;
    private final Bubble bubble;
    private final BoardActions actions;
    private final Supplier<@Nullable Reference> reference;
    private final Supplier<StreamId> actor;
    private final List<Region> frames = new ArrayList<>();
    private final StackPane ghost = new StackPane();

    private @Nullable BoardCard dragged;
    private Point2D pressed = Point2D.ZERO;
    private Point2D home = Point2D.ZERO;
    private boolean moved;

    CardDrag(
            ColumnsPane columns,
            Pane overlay,
            Bubble bubble,
            BoardActions actions,
            Supplier<@Nullable Reference> reference,
            Supplier<StreamId> actor) {
        this.columns = columns;
        this.overlay = overlay;
        this.bubble = bubble;
        this.actions = actions;
        this.reference = reference;
        this.actor = actor;
        ghost.getStyleClass().addAll("board-ghost");
        ghost.setManaged(false);
        ghost.setVisible(false);
        overlay.getChildren().add(ghost);
        columns.surface().whenMade(this::follow);
    }

    /** Whether the last press of the mouse became a drag, and so was no click. */
    boolean moved() {
        return moved;
    }

    /** Whether a card is being dragged now. */
    boolean dragging() {
        return dragged != null;
    }

    /** Lets go of the card without a drop. */
    void cancel() {
        if (dragged != null) {
            clear();
            ghost.setVisible(false);
        }
    }

    private void follow(VisitNode node) {
        node.addEventHandler(
                MouseEvent.MOUSE_PRESSED,
                press -> {
                    moved = false;
                    pressed = new Point2D(press.getSceneX(), press.getSceneY());
                });
        node.addEventHandler(
                MouseEvent.MOUSE_DRAGGED,
                drag -> {
                    Point2D at = new Point2D(drag.getSceneX(), drag.getSceneY());
                    if (drag.getButton() == MouseButton.PRIMARY) {
                        if (!moved && at.distance(pressed) > THRESHOLD) {
                            begin(node);
                        }
                        carry(at);
                    }
                });
        node.addEventHandler(
                MouseEvent.MOUSE_RELEASED,
                release -> {
                    if (dragged != null) {
                        drop(new Point2D(release.getSceneX(), release.getSceneY()));
                    }
                });
    }

    private void begin(VisitNode node) {
        BoardCard card = node.card();
        Reference clinic = reference.get();
        if (card == null || clinic == null) {
            return;
        }
        moved = true;
        dragged = card;
        bubble.hide();
        SnapshotParameters clear = new SnapshotParameters();
        clear.setFill(Color.TRANSPARENT);
        ghost.getChildren().setAll(new ImageView(node.snapshot(clear, null)));
        home = overlay.sceneToLocal(node.localToScene(Point2D.ZERO));
        ghost.setTranslateX(0);
        ghost.setTranslateY(0);
        ghost.resizeRelocate(home.getX(), home.getY(), node.getWidth(), node.getHeight());
        ghost.setVisible(true);
        for (Section section : columns.places().sections()) {
            if (DropRule.of(card, section.column(), clinic, actor.get()).welcome()) {
                frame(section);
            } else {
                fade(section);
            }
        }
    }

    private void carry(Point2D at) {
        if (dragged != null) {
            ghost.setTranslateX(at.getX() - pressed.getX());
            ghost.setTranslateY(at.getY() - pressed.getY());
        }
    }

    private void drop(Point2D at) {
        BoardCard card = dragged;
        Reference clinic = reference.get();
        clear();
        if (card == null || clinic == null) {
            return;
        }
        Optional<Section> target = columns.sectionAt(at);
        DropRule rule =
                target.<DropRule>map(s -> actions.drop(card, s.column(), clinic))
                        .orElseGet(DropRule.Nothing::new);
        if (rule instanceof DropRule.Refused refused) {
            bubble.say(Texts.get(refused.key()), at);
        }
        if (rule.welcome()) {
            ghost.setVisible(false);
        } else {
            slideBack();
        }
    }

    private void slideBack() {
        if (Motion.reducedProperty().get()) {
            ghost.setVisible(false);
            return;
        }
        TranslateTransition back = new TranslateTransition(Duration.millis(140), ghost);
        back.setToX(0);
        back.setToY(0);
        back.setInterpolator(Interpolator.EASE_OUT);
        back.setOnFinished(_ -> ghost.setVisible(dragged != null));
        back.play();
    }

    private void frame(Section section) {
        Region frame = new Region();
        frame.getStyleClass().add("db-drop-here");
        frame.setMouseTransparent(true);
        columns.surface().add(frame);
        double height =
                Math.max(section.height(), BoardLayout.HEAD_HEIGHT + BoardLayout.CARD_HEIGHT);
        frame.resizeRelocate(section.x() - 4, section.y(), section.width() + 8, height);
        frames.add(frame);
    }

    private void fade(Section section) {
        section.cards().stream()
                .flatMap(card -> columns.surface().nodeOf(card.id()).stream())
                .forEach(node -> node.setOpacity(FADED));
    }

    private void clear() {
        dragged = null;
        frames.forEach(columns.surface()::remove);
        frames.clear();
        columns.places().sections().stream()
                .flatMap(section -> section.cards().stream())
                .flatMap(card -> columns.surface().nodeOf(card.id()).stream())
                .forEach((Node node) -> node.setOpacity(1));
    }
}
