package clinic.daybook.desk.ui;

import javafx.animation.FadeTransition;
import javafx.animation.Interpolator;
import javafx.animation.ParallelTransition;
import javafx.animation.TranslateTransition;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Node;
import javafx.util.Duration;

/** The few movements there are. A person may switch them off; then everything is at once. */
public final class Motion {

    private static final double SHIFT = 8;
    private static final BooleanProperty REDUCED =
            new SimpleBooleanProperty(null, "reduced", false);

    private Motion() {}

    /** Whether nothing moves. */
    public static BooleanProperty reducedProperty() {
        return REDUCED;
    }

    /** Lets a drawer come in from the right: 140 ms, 8 px and a fade. */
    public static void fromRight(Node node) {
        come(node, SHIFT, 0, 140);
    }

    /** Lets a popover or dialog come in from above. */
    public static void fromAbove(Node node) {
        come(node, 0, -SHIFT, 140);
    }

    /** Lets a toast come in from below. */
    public static void fromBelow(Node node) {
        come(node, 0, SHIFT, 160);
    }

    private static void come(Node node, double x, double y, double millis) {
        if (REDUCED.get()) {
            return;
        }
        FadeTransition fade = new FadeTransition(Duration.millis(millis), node);
        fade.setFromValue(0);
        fade.setToValue(1);
        TranslateTransition move = new TranslateTransition(Duration.millis(millis), node);
        move.setFromX(x);
        move.setFromY(y);
        move.setToX(0);
        move.setToY(0);
        fade.setInterpolator(Interpolator.EASE_OUT);
        move.setInterpolator(Interpolator.EASE_OUT);
        new ParallelTransition(fade, move).play();
    }
}
