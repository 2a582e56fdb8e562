package clinic.daybook.desk.ui;

import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * A question in the window: title, fields, a plain and a filled button. {@link Dialogs} shows it.
 * Confirming does not close it; whoever handles the confirmation closes it once that succeeded.
 */
public final class Dialog {

    /** The two widths there are. */
    public enum Width {
        NARROW(480),
        WIDE(640);

        private final double pixels;

        Width(double pixels) {
            this.pixels = pixels;
        }
    }

    private final VBox root = new VBox();
    private final Button confirm = new Button();
    private final Button cancel = new Button();
    private final HBox buttons = new HBox(8);
    private @Nullable Node firstFocus;
    private Runnable onConfirm = () -> {};
    private Runnable onCancel = () -> {};

    /** A dialog with a cancel button only, until {@link #confirm} adds the other one. */
    public Dialog(ObservableValue<String> title, Node content, Width width) {
        root.getStyleClass().add("db-dialog");
        root.setMinWidth(width.pixels);
        root.setMaxWidth(width.pixels);
        root.setMaxHeight(Region.USE_PREF_SIZE);
        Label heading = new Label();
        heading.getStyleClass().addAll("db-title", "db-dialog-title");
        heading.textProperty().bind(title);
        root.accessibleTextProperty().bind(title);
        VBox.setVgrow(content, Priority.ALWAYS);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        buttons.getStyleClass().add("db-dialog-buttons");
        cancel.textProperty().bind(Texts.bind("ui.cancel"));
        cancel.getStyleClass().add("db-plain");
        cancel.setOnAction(_ -> cancelNow());
        buttons.getChildren().add(cancel);
        root.getChildren().addAll(heading, content, buttons);
    }

    /** Adds the filled button. */
    public Dialog confirm(ObservableValue<String> words, Runnable action) {
        confirm.textProperty().bind(words);
        confirm.getStyleClass().add("db-filled");
        confirm.setOnAction(_ -> confirmNow());
        onConfirm = action;
        buttons.getChildren().add(confirm);
        return this;
    }

    /** The filled button takes something away for good: it is outlined in red instead. */
    public Dialog destructive() {
        confirm.getStyleClass().remove("db-filled");
        confirm.getStyleClass().add("db-destructive");
        return this;
    }

    /** Confirming is not possible while this holds. */
    public Dialog confirmDisabled(ObservableValue<Boolean> disabled) {
        confirm.disableProperty().bind(disabled);
        return this;
    }

    /** Something to the left of the buttons, such as what will be charged. */
    public Dialog footer(Node node) {
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        buttons.getChildren().addAll(0, List.of(node, gap));
        return this;
    }

    /** What happens besides closing when the person thinks better of it. */
    public Dialog onCancel(Runnable action) {
        onCancel = action;
        return this;
    }

    /** What has the focus first; without it the first field that can take it. */
    public Dialog firstFocus(Node node) {
        firstFocus = node;
        return this;
    }

    /** As {@link #confirm(ObservableValue, Runnable)} but without a button to give up. */
    public Dialog withoutCancel() {
        buttons.getChildren().remove(cancel);
        return this;
    }

    Region root() {
        return root;
    }

    @Nullable Node firstFocus() {
        return firstFocus;
    }

    void confirmNow() {
        if (buttons.getChildren().contains(confirm) && !confirm.isDisabled()) {
            onConfirm.run();
        }
    }

    void cancelNow() {
        if (root.getParent() instanceof Dialogs dialogs) {
            dialogs.close();
        }
        onCancel.run();
    }
}
