package clinic.daybook.desk.ui;

import javafx.scene.control.TextField;

/** A field for money: right-aligned, digits grouped when it is left. */
public final class AmountField extends TextField {

    /** An empty field. */
    public AmountField() {
        getStyleClass().add("db-number");
        focusedProperty()
                .subscribe((was, is) -> {
                    if (was && !is) {
                        Validation.amount(getText())
                                .toOptional()
                                .ifPresent(value -> setText(Formats.amount(value)));
                    }
                });
    }
}
