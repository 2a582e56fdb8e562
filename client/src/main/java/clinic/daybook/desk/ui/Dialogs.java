package clinic.daybook.desk.ui;

import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.value.ChangeListener;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/**
 * The layer of the window that dialogs stand on, with a veil over everything beneath. One at a
 * time: Esc cancels, Ctrl+Enter confirms, Tab stays inside, and the focus goes back to where it
 * was.
 */
public final class Dialogs extends StackPane {

    private static final double MARGIN = 24;

    private final ReadOnlyBooleanWrapper showing = new ReadOnlyBooleanWrapper(this, "showing");
    private final ChangeListener<@Nullable Node> trap = (_, _, now) -> keepInside(now);
    private @Nullable Dialog open;
    private @Nullable Node before;

    /** An empty layer, which lets everything beneath through. */
    public Dialogs() {
        getStyleClass().add("db-veil");
        setVisible(false);
        setPadding(new Insets(MARGIN));
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    }

    /** Whether a dialog stands. */
    public ReadOnlyBooleanProperty showingProperty() {
        return showing.getReadOnlyProperty();
    }

    /**
     * Shows a dialog.
     *
     * @return false, and nothing happens, when another one stands already: never two over each
     *     other
     */
    public boolean open(Dialog dialog) {
        if (open != null) {
            return false;
        }
        open = dialog;
        Scene scene = getScene();
        before = scene == null ? null : scene.getFocusOwner();
        getChildren().setAll(dialog.root());
        setVisible(true);
        showing.set(true);
        applyCss();
        layout();
        Node first = dialog.firstFocus();
        if (first == null || !first.isFocusTraversable() || !visible(first, dialog.root())) {
            first = firstFocusable(dialog.root());
        }
        if (first != null) {
            first.requestFocus();
        }
        if (scene != null) {
            scene.focusOwnerProperty().addListener(trap);
        }
        Motion.fromAbove(dialog.root());
        return true;
    }

    /** Takes the dialog away, if one stands. */
    public void close() {
        if (open == null) {
            return;
        }
        Scene scene = getScene();
        if (scene != null) {
            scene.focusOwnerProperty().removeListener(trap);
        }
        open = null;
        getChildren().clear();
        setVisible(false);
        showing.set(false);
        Node back = before;
        before = null;
        if (back != null && back.getScene() == scene) {
            back.requestFocus();
        }
    }

    /** The dialog that stands. */
    public Optional<Dialog> current() {
        return Optional.ofNullable(open);
    }

    private void key(KeyEvent key) {
        Dialog dialog = open;
        if (dialog == null) {
            return;
        }
        if (key.getCode() == KeyCode.ESCAPE) {
            key.consume();
            dialog.cancelNow();
        } else if (key.getCode() == KeyCode.ENTER && key.isShortcutDown()) {
            key.consume();
            dialog.confirmNow();
        }
    }

    /** Tab at the last field would leave the dialog: it begins again at the first. */
    private void keepInside(@Nullable Node focused) {
        Dialog dialog = open;
        if (dialog == null || focused == null || isInside(focused, dialog.root())) {
            return;
        }
        if (isDisabled()) {
            return;
        }
        Node first = firstFocusable(dialog.root());
        if (first != null) {
            first.requestFocus();
        }
    }

    /** Whether the node and everything that holds it is to be seen and used. */
    private static boolean visible(Node node, Node ancestor) {
        for (Node n = node; n != null && n != ancestor; n = n.getParent()) {
            if (!n.isVisible() || n.isDisabled()) {
                return false;
            }
        }
        return isInside(node, ancestor);
    }

    private static boolean isInside(Node node, Node ancestor) {
        for (Node n = node; n != null; n = n.getParent()) {
            if (n == ancestor) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Node firstFocusable(Node node) {
        if (!node.isVisible() || node.isDisabled()) {
            return null;
        }
        if (node.isFocusTraversable()) {
            return node;
        }
        if (node instanceof Parent parent) {
            for (Node child : parent.getChildrenUnmodifiable()) {
                Node found = firstFocusable(child);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }
}
