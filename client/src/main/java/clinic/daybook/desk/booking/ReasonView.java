package clinic.daybook.desk.booking;

import clinic.daybook.desk.ui.FieldRow;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Validation;
import clinic.daybook.desk.ui.Words;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** The fields of a reason: one of the list, and own words. */
final class ReasonView extends HBox {

    private static final int MOST_TYPED = 20_000;

    private final ReasonForm form;
    private final ComboBox<Option<String>> code;
    private final TextField words = new TextField();

    ReasonView(ReasonForm form) {
        super(12);
        this.form = form;
        code =
                Option.box(
                        ReasonForm.CODES.stream()
                                .map(c -> new Option<>(c, Words.reason(c)))
                                .toList(),
                        form.codeProperty());
        code.promptTextProperty().bind(Texts.bind("booking.reason.choose"));
        FieldRow codeRow = new FieldRow(Texts.bind("booking.reason"), code);
        codeRow.errorFrom(form.missingProperty());
        FieldRow wordsRow = FieldRow.of(Texts.bind("booking.reason.words"), words, form.words());
        TextGuard.guard(words, form.words(), Validation.MAX_MEMO, MOST_TYPED);
        codeRow.setPrefWidth(180);
        codeRow.setMinWidth(160);
        wordsRow.setPrefWidth(240);
        HBox.setHgrow(wordsRow, Priority.ALWAYS);
        getChildren().addAll(codeRow, wordsRow);
    }

    /** The fields in which something is wrong. */
    List<Node> wrong() {
        if (form.missingProperty().get() != null) {
            return List.of(code);
        }
        return form.words().errorProperty().get() == null ? List.of() : List.of(words);
    }
}
