package clinic.daybook.desk.reservation;

import clinic.daybook.desk.ui.FieldRow;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Words;
import javafx.scene.Node;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;

/** Fixed reasons to choose from, and a line for words. */
final class ReasonView extends VBox {

    private final Node first;

    ReasonView(ReasonViewModel form) {
        getStyleClass().add("res-form");
        ToggleGroup group = new ToggleGroup();
        VBox choices = new VBox(8);
        for (String code : form.codes()) {
            RadioButton choice = new RadioButton();
            choice.setId("reason-" + code);
            choice.textProperty().bind(Texts.live(() -> Words.reason(code)));
            choice.setToggleGroup(group);
            choice.selectedProperty()
                    .subscribe(selected -> {
                        if (selected) {
                            form.codeProperty().set(code);
                        }
                    });
            choices.getChildren().add(choice);
        }
        first = choices.getChildren().getFirst();
        FieldRow fixed = new FieldRow(Texts.bind("reservation.reason"), choices);
        fixed.errorFrom(form.codeErrorProperty());
        TextField words = new TextField();
        words.setId("reason");
        getChildren()
                .addAll(
                        fixed,
                        FieldRow.of(Texts.bind("reservation.reason.words"), words, form.text()));
    }

    Node firstFocus() {
        return first;
    }
}
