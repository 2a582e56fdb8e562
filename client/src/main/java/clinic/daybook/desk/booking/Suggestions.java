package clinic.daybook.desk.booking;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javafx.css.PseudoClass;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;

/**
 * What a text may mean, in a list below its field. Up and down move in it, Enter takes the marked
 * one, the pointer takes any.
 */
final class Suggestions<T> {

    private static final PseudoClass MARKED = PseudoClass.getPseudoClass("marked");
    private static final double GAP = 4;

    /** A line of the list and what choosing it does. */
    private record Line(Node node, Runnable choose) {}

    private final TextField field;
    private final Pane layer;
    private final Function<T, HBox> face;
    private final java.util.function.Consumer<T> chosen;
    private final VBox list = new VBox();
    private final List<Line> lines = new ArrayList<>();
    private int marked;

    /**
     * @param layer lies over the form; the list is placed on it
     * @param face how one of them looks
     */
    Suggestions(
            TextField field,
            Pane layer,
            Function<T, HBox> face,
            java.util.function.Consumer<T> chosen) {
        this.field = field;
        this.layer = layer;
        this.face = face;
        this.chosen = chosen;
        list.getStyleClass().addAll("db-popover", "booking-suggestions");
        list.setManaged(false);
        list.setVisible(false);
        layer.getChildren().add(list);
        layer.setPickOnBounds(false);
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        field.focusedProperty()
                .subscribe(focused -> {
                    if (!focused) {
                        hide();
                    }
                });
    }

    /** Shows these, and below them one more line that does something else. */
    void show(List<T> found, HBox last, Runnable lastAction) {
        fill(found);
        add(last, lastAction);
        open();
    }

    /** Shows these; nothing where there are none. */
    void show(List<T> found) {
        fill(found);
        if (lines.isEmpty()) {
            hide();
        } else {
            open();
        }
    }

    void hide() {
        list.setVisible(false);
    }

    boolean showing() {
        return list.isVisible();
    }

    private void fill(List<T> found) {
        lines.clear();
        list.getChildren().clear();
        for (T one : found) {
            add(face.apply(one), () -> chosen.accept(one));
        }
    }

    private void add(HBox line, Runnable choose) {
        line.getStyleClass().add("booking-suggestion");
        int index = lines.size();
        line.setOnMouseEntered(_ -> mark(index));
        // Pressed, not clicked: by the time of a click the field has lost the focus.
        line.setOnMousePressed(press -> {
            press.consume();
            take(choose);
        });
        lines.add(new Line(line, choose));
        list.getChildren().add(line);
    }

    private void open() {
        mark(0);
        list.setVisible(field.isFocused());
        list.applyCss();
        Point2D below = layer.sceneToLocal(field.localToScene(0, field.getHeight() + GAP));
        list.resizeRelocate(
                below.getX(), below.getY(), field.getWidth(), list.prefHeight(field.getWidth()));
        list.toFront();
    }

    private void key(KeyEvent key) {
        if (!showing()) {
            return;
        }
        switch (key.getCode()) {
            case DOWN -> mark(Math.min(marked + 1, lines.size() - 1));
            case UP -> mark(Math.max(marked - 1, 0));
            case ENTER -> {
                if (key.isShortcutDown()) {
                    return;
                }
                take(lines.get(marked).choose());
            }
            default -> {
                return;
            }
        }
        key.consume();
    }

    private void take(Runnable choose) {
        hide();
        choose.run();
    }

    private void mark(int index) {
        marked = index;
        for (int i = 0; i < lines.size(); i++) {
            lines.get(i).node().pseudoClassStateChanged(MARKED, i == index);
        }
    }
}
