package clinic.daybook.desk.booking;

import clinic.daybook.desk.ui.Icons;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Validation;
import java.time.LocalDate;
import javafx.scene.control.Button;
import javafx.scene.control.DatePicker;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** A field for a day: typed, moved by a day with up and down, or chosen in a calendar. */
final class DateField extends HBox {

    private final TextField text = new TextField();
    private final Button open = new Button();
    private final DatePicker picker = new DatePicker();
    private boolean choosing;

    DateField() {
        super(4);
        text.setPrefColumnCount(8);
        HBox.setHgrow(text, Priority.ALWAYS);
        open.getStyleClass().addAll("db-icon");
        open.setGraphic(Icons.of(Feather.CALENDAR));
        open.accessibleTextProperty().bind(Texts.bind("booking.calendar"));
        open.setOnAction(_ -> choose());
        // Only its calendar is wanted: its own field would throw away what it cannot read.
        picker.getStyleClass().add("booking-picker");
        picker.setFocusTraversable(false);
        picker.setShowWeekNumbers(false);
        picker.valueProperty().subscribe(this::chosen);
        getChildren().addAll(text, open, picker);
        text.addEventFilter(
                KeyEvent.KEY_PRESSED,
                key -> {
                    if (key.getCode() == KeyCode.UP || key.getCode() == KeyCode.DOWN) {
                        move(key.getCode() == KeyCode.UP ? 1 : -1);
                        key.consume();
                    }
                });
    }

    /** The field that is typed into. */
    TextField text() {
        return text;
    }

    private void move(int days) {
        Validation.date(text.getText())
                .toOptional()
                .ifPresent(day -> {
                    text.setText(day.plusDays(days).toString());
                    text.end();
                });
    }

    private void choose() {
        choosing = true;
        picker.setValue(Validation.date(text.getText()).toOptional().orElse(null));
        choosing = false;
        picker.show();
    }

    private void chosen(@Nullable LocalDate day) {
        if (day != null && !choosing) {
            text.setText(day.toString());
            text.requestFocus();
        }
    }
}
