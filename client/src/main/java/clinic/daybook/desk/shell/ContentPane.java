package clinic.daybook.desk.shell;

import javafx.scene.Node;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * A screen and, at its right, the drawer: beside it in a wide window, over it in a narrow one. The
 * screen keeps its width when the drawer comes over it, so that nothing under the pointer moves.
 */
final class ContentPane extends Pane {

    private static final double DRAWER = 376;
    private static final String OVER = "db-over";

    private final double wideFrom;
    private @Nullable Node content;
    private @Nullable Region drawer;

    /**
     * @param wideFrom width of the window from which the drawer stands beside the screen
     */
    ContentPane(double wideFrom) {
        this.wideFrom = wideFrom;
        setMinSize(0, 0);
    }

    void show(Node next) {
        getChildren().remove(content);
        content = next;
        getChildren().addFirst(next);
    }

    void showDrawer(@Nullable Region next) {
        if (next == drawer) {
            return;
        }
        getChildren().remove(drawer);
        drawer = next;
        if (next != null) {
            getChildren().add(next);
        }
    }

    @Override
    protected void layoutChildren() {
        Region side = drawer;
        boolean over = getScene() == null || getScene().getWidth() < wideFrom;
        double left = side == null || over ? getWidth() : Math.max(0, getWidth() - DRAWER);
        if (content != null) {
            content.resizeRelocate(0, 0, left, getHeight());
        }
        if (side != null) {
            double width = Math.min(DRAWER, getWidth());
            side.resizeRelocate(getWidth() - width, 0, width, getHeight());
            side.getStyleClass().remove(OVER);
            if (over) {
                side.getStyleClass().add(OVER);
            }
        }
    }
}
