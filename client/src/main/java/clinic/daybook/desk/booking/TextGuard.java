package clinic.daybook.desk.booking;

import clinic.daybook.desk.ui.FieldError;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.Input;
import javafx.scene.control.TextFormatter;
import javafx.scene.control.TextInputControl;

/**
 * Keeps a text of any size from reaching a control: laying out a pasted file would stop the screen.
 * What was there stays, and the field says how long the text may be.
 */
final class TextGuard {

    private TextGuard() {}

    /**
     * Refuses every change after which the control would hold more than {@code most} characters.
     *
     * @param allowed the length that the input's own check allows; named to the person
     */
    static void guard(TextInputControl control, Input<?> input, int allowed, int most) {
        control.setTextFormatter(
                new TextFormatter<>(change -> {
                    int length = lengthAfter(change);
                    if (length <= most) {
                        return change;
                    }
                    input.reject(
                            FieldError.of(
                                    "ui.error.too-long",
                                    Formats.amount(allowed),
                                    Formats.amount(length)));
                    return undone(change);
                }));
    }

    /**
     * Refuses every change after which the control would hold more than {@code most} characters.
     */
    static void cap(TextInputControl control, int most) {
        control.setTextFormatter(
                new TextFormatter<>(
                        change -> lengthAfter(change) <= most ? change : undone(change)));
    }

    private static int lengthAfter(TextFormatter.Change change) {
        return change.getControlText().length()
                - (change.getRangeEnd() - change.getRangeStart())
                + change.getText().length();
    }

    /** The change turned into none: text, caret and selection stay. */
    private static TextFormatter.Change undone(TextFormatter.Change change) {
        int caret = change.getControlCaretPosition();
        change.setText("");
        change.setRange(caret, caret);
        change.selectRange(change.getControlAnchor(), caret);
        return change;
    }
}
