package clinic.daybook.desk.ui;

import java.time.LocalTime;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** A field for a time of day; up and down move it by a step, leaving it writes {@code HH:mm}. */
public final class TimeField extends TextField {

    private static final int STEP_MINUTES = 10;

    /** An empty field. */
    public TimeField() {
        getStyleClass().add("db-time");
        setPrefColumnCount(5);
        addEventFilter(
                KeyEvent.KEY_PRESSED,
                key -> {
                    if (key.getCode() == KeyCode.UP || key.getCode() == KeyCode.DOWN) {
                        move(key.getCode() == KeyCode.UP ? STEP_MINUTES : -STEP_MINUTES);
                        key.consume();
                    }
                });
        focusedProperty()
                .subscribe((was, is) -> {
                    if (was && !is) {
                        move(0);
                    }
                });
    }

    private void move(int minutes) {
        Validation.time(getText())
                .toOptional()
                .ifPresent((LocalTime time) -> {
                    setText(Formats.time(time.plusMinutes(minutes)));
                    end();
                });
    }
}
