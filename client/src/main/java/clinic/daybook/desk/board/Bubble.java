package clinic.daybook.desk.board;

import clinic.daybook.desk.ui.Motion;
import javafx.animation.PauseTransition;
import javafx.geometry.Point2D;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.util.Duration;

/** A sentence at the place that it is about, for a few seconds: why something was not possible. */
final class Bubble {

    private static final double MARGIN = 8;
    private static final double WIDEST = 320;

    private final Pane overlay;
    private final Label label = new Label();
    private final PauseTransition life = new PauseTransition(Duration.seconds(5));

    /**
     * @param overlay lies over the board and lets the pointer through
     */
    Bubble(Pane overlay) {
        this.overlay = overlay;
        label.getStyleClass().addAll("db-popover", "board-bubble");
        label.setWrapText(true);
        label.setMaxWidth(WIDEST);
        label.setManaged(false);
        label.setVisible(false);
        overlay.getChildren().add(label);
        life.setOnFinished(_ -> hide());
    }

    /** Says something just below a point of the scene. */
    void say(String words, Point2D below) {
        label.setText(words);
        label.setVisible(true);
        label.applyCss();
        double width = Math.min(WIDEST, Math.ceil(label.prefWidth(-1)));
        double height = Math.ceil(label.prefHeight(width));
        Point2D place = overlay.sceneToLocal(below);
        double x =
                Math.clamp(
                        place.getX(),
                        MARGIN,
                        Math.max(MARGIN, overlay.getWidth() - width - MARGIN));
        double y =
                Math.clamp(
                        place.getY() + MARGIN,
                        MARGIN,
                        Math.max(MARGIN, overlay.getHeight() - height - MARGIN));
        label.resizeRelocate(x, y, width, height);
        label.toFront();
        Motion.fromAbove(label);
        life.playFromStart();
    }

    /** What it says now; empty while it is away. */
    String words() {
        return label.isVisible() ? label.getText() : "";
    }

    void hide() {
        label.setVisible(false);
        life.stop();
    }
}
