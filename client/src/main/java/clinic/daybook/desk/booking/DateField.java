package clinic.daybook.desk.booking;

import clinic.daybook.desk.ui.Icons;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Validation;
import java.time.LocalDate;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.DatePicker;
import javafx.scene.control.TextField;
import javafx.scene.control.skin.DatePickerSkin;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.stage.Popup;
import org.kordamp.ikonli.feather.Feather;

/** A field for a day: typed, moved by a day with up and down, or chosen in a calendar. */
final class DateField extends HBox {

    private final TextField text = new TextField();
    private final Button open = new Button();
    private final Popup popup = new Popup();

    DateField() {
        super(4);
        text.setPrefColumnCount(8);
        HBox.setHgrow(text, Priority.ALWAYS);
        open.getStyleClass().addAll("db-icon");
        open.setGraphic(Icons.of(Feather.CALENDAR));
        open.accessibleTextProperty().bind(Texts.bind("booking.calendar"));
        open.setOnAction(_ -> choose());
        popup.setAutoHide(true);
        getChildren().addAll(text, open);
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
        LocalDate day = Validation.date(text.getText()).toOptional().orElse(null);
        DatePicker picker = new DatePicker(day);
        picker.setShowWeekNumbers(false);
        Node calendar = new DatePickerSkin(picker).getPopupContent();
        picker.valueProperty()
                .subscribe((_, chosen) -> {
                    if (chosen != null) {
                        text.setText(chosen.toString());
                        popup.hide();
                        text.requestFocus();
                    }
                });
        popup.getContent().setAll(calendar);
        var below = localToScreen(0, getHeight() + 4);
        popup.show(this, below.getX(), below.getY());
    }
}
