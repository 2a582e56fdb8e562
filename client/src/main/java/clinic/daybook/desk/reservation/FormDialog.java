package clinic.daybook.desk.reservation;

import clinic.daybook.desk.ui.Dialog;
import clinic.daybook.desk.ui.Dialogs;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.Icons;
import clinic.daybook.desk.ui.Words;
import java.util.Objects;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.kordamp.ikonli.feather.Feather;

/** Shows a form as a dialog: Enter in a field confirms, a refusal stands below, done closes it. */
final class FormDialog {

    private final Dialogs layer;
    private final Formats formats;

    FormDialog(Dialogs layer, Formats formats) {
        this.layer = layer;
        this.formats = formats;
    }

    /** Makes the dialog; {@link #open} shows it. */
    Dialog of(
            Form form,
            ObservableValue<String> title,
            ObservableValue<String> confirm,
            Dialog.Width width,
            Node... fields) {
        VBox content = new VBox(fields);
        content.getStyleClass().add("res-form");
        content.getStylesheets()
                .add(
                        Objects.requireNonNull(
                                        FormDialog.class.getResource("drawer.css"), "drawer.css")
                                .toExternalForm());
        Label refusal = new Label();
        refusal.getStyleClass().add("db-field-error");
        refusal.setGraphic(Icons.of(Feather.ALERT_CIRCLE, 14));
        refusal.setWrapText(true);
        refusal.managedProperty().bind(refusal.visibleProperty());
        form.refusalProperty()
                .subscribe(why -> {
                    refusal.setVisible(why != null);
                    refusal.setText(why == null ? "" : Words.refusal(why, formats));
                });
        content.getChildren().add(refusal);
        // A filter, because a text field hands Enter on a second time after it was handled.
        content.addEventFilter(
                KeyEvent.KEY_PRESSED,
                key -> {
                    boolean plain = key.getCode() == KeyCode.ENTER && !key.isShortcutDown();
                    if (plain && confirms(key.getTarget())) {
                        form.confirm();
                        key.consume();
                    }
                });
        return new Dialog(title, content, width).confirm(confirm, form::confirm);
    }

    /** Enter in this field is for the field itself, not for the dialog. */
    static void keepEnter(TextField field) {
        field.getProperties().put(FormDialog.class, true);
    }

    private static boolean confirms(Object target) {
        return target instanceof ToggleButton
                || (target instanceof TextField field
                        && !field.getProperties().containsKey(FormDialog.class));
    }

    /** Shows the dialog until the form is done or the person thinks better of it. */
    void open(Form form, Dialog dialog) {
        Subscription closing =
                form.doneProperty()
                        .subscribe(done -> {
                            if (done) {
                                layer.close();
                            }
                        });
        if (!layer.open(dialog)) {
            closing.unsubscribe();
        }
    }
}
