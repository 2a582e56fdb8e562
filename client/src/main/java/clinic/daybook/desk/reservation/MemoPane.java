package clinic.daybook.desk.reservation;

import clinic.daybook.desk.ui.FieldRow;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Words;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextFormatter;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** The memo, to be read and written in place. */
final class MemoPane extends VBox {

    MemoPane(DrawerViewModel drawer) {
        MemoViewModel model = drawer.memo();
        getStyleClass().add("res-memo");
        TextArea area = new TextArea();
        area.setId("memo");
        area.setWrapText(true);
        area.promptTextProperty().bind(Texts.bind("reservation.memo.prompt"));
        area.setTextFormatter(
                new TextFormatter<>(change ->
                        model.accepts(change.getControlNewText().length())
                                ? change
                                : nothing(change)));
        FieldRow field = FieldRow.of(Texts.bind("reservation.memo.label"), area, model.text());
        Button save = new Button();
        save.setId("memo-save");
        save.textProperty().bind(Texts.bind("reservation.memo.save"));
        save.disableProperty().bind(model.changedProperty().not());
        save.setOnAction(_ -> model.save());
        Button reset = new Button();
        reset.getStyleClass().add("db-plain");
        reset.textProperty().bind(Texts.bind("reservation.memo.reset"));
        reset.visibleProperty().bind(model.changedProperty());
        reset.setOnAction(_ -> model.reset());
        Label refusal = new Label();
        refusal.getStyleClass().add("db-field-error");
        refusal.setWrapText(true);
        refusal.managedProperty().bind(refusal.visibleProperty());
        model.refusalProperty()
                .subscribe(why -> {
                    refusal.setVisible(why != null);
                    refusal.setText(why == null ? "" : Words.refusal(why, drawer.formats()));
                });
        area.addEventFilter(
                KeyEvent.KEY_PRESSED,
                key -> {
                    if (key.getCode() == KeyCode.ENTER && key.isShortcutDown()) {
                        model.save();
                        key.consume();
                    }
                });
        getChildren().addAll(field, refusal, new HBox(8, save, reset));
    }

    /** The change turned into none: text and selection stay as they are. */
    private static TextFormatter.Change nothing(TextFormatter.Change change) {
        int caret = change.getControlCaretPosition();
        change.setText("");
        change.setRange(caret, caret);
        change.selectRange(change.getControlAnchor(), caret);
        return change;
    }
}
