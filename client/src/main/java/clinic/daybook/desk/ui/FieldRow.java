package clinic.daybook.desk.ui;

import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** A field with its label above and, while something is wrong, the sentence below. */
public final class FieldRow extends VBox {

    private static final PseudoClass ERROR = PseudoClass.getPseudoClass("error");

    private final Node field;
    private final Label error = new Label();

    /** Any control, its error shown by {@link #show}. */
    public FieldRow(ObservableValue<String> label, Node field) {
        this.field = field;
        getStyleClass().add("db-field");
        Label caption = new Label();
        caption.getStyleClass().add("db-field-label");
        caption.textProperty().bind(label);
        caption.setLabelFor(field);
        error.getStyleClass().add("db-field-error");
        error.setGraphic(Icons.of(Feather.ALERT_CIRCLE, 14));
        error.setWrapText(true);
        show(null);
        getChildren().addAll(caption, field, error);
    }

    /** A text control bound to an input: typing, and the error once the field was left. */
    public static FieldRow of(
            ObservableValue<String> label, TextInputControl control, Input<?> input) {
        FieldRow row = new FieldRow(label, control);
        control.textProperty().bindBidirectional(input.textProperty());
        control.focusedProperty()
                .subscribe((was, is) -> {
                    if (was && !is && !control.getText().isEmpty()) {
                        input.touch();
                    }
                });
        row.errorFrom(input.errorProperty());
        return row;
    }

    /** Shows whatever error the property holds. */
    public void errorFrom(ObservableValue<? extends @Nullable FieldError> errors) {
        errors.subscribe(this::show);
    }

    /** Shows an error, or none. */
    public void show(@Nullable FieldError found) {
        error.textProperty().unbind();
        field.pseudoClassStateChanged(ERROR, found != null);
        error.setVisible(found != null);
        error.setManaged(found != null);
        if (found != null) {
            error.textProperty().bind(found.binding());
            field.setAccessibleHelp(found.text());
        } else {
            field.setAccessibleHelp("");
        }
    }
}
