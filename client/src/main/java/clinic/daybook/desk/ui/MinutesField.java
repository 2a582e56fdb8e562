package clinic.daybook.desk.ui;

import clinic.daybook.reservation.Limits;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** A field for whole minutes; up and down move it to the next multiple of five. */
public final class MinutesField extends TextField {

    private static final int STEP = 5;

    /** An empty field. */
    public MinutesField() {
        getStyleClass().add("db-number");
        setPrefColumnCount(4);
        addEventFilter(
                KeyEvent.KEY_PRESSED,
                key -> {
                    if (key.getCode() == KeyCode.UP || key.getCode() == KeyCode.DOWN) {
                        move(key.getCode() == KeyCode.UP);
                        key.consume();
                    }
                });
    }

    private void move(boolean up) {
        Validation.minutes(getText())
                .toOptional()
                .ifPresent(minutes -> {
                    int next = up ? minutes / STEP * STEP + STEP : (minutes - 1) / STEP * STEP;
                    setText(Integer.toString(Math.clamp(next, 1, Limits.MAX_MINUTES)));
                    end();
                });
    }
}
