package clinic.daybook.desk.booking;

import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.Words;
import clinic.daybook.event.Refusal;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import org.jspecify.annotations.Nullable;

/** Says in a dialog why what was confirmed is not possible. */
final class Refusals {

    private Refusals() {}

    /** Shows the refusal in the label; the label takes no room while there is none. */
    static void bind(
            Label label, ObservableValue<? extends @Nullable Refusal> refusals, Formats formats) {
        refusals.subscribe(refusal -> {
            label.setText(refusal == null ? "" : Words.refusal(refusal, formats));
            label.setVisible(refusal != null);
            label.setManaged(refusal != null);
        });
    }
}
