package clinic.daybook.desk.attention;

import clinic.daybook.desk.model.AttentionItem;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.Privacy;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Words;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** One thing that waits: whose, what was meant, why it was not taken, who meant it and when. */
final class ItemCell extends ListCell<AttentionItem> {

    private final AttentionViewModel model;
    private final Label name = new Label();
    private final Label when = new Label();
    private final Label what = new Label();
    private final Label why = new Label();
    private final VBox box = new VBox();

    ItemCell(AttentionViewModel model) {
        this.model = model;
        getStyleClass().add("att-item");
        name.getStyleClass().add("db-strong");
        when.getStyleClass().add("db-caption");
        when.setMinWidth(USE_PREF_SIZE);
        why.getStyleClass().add("db-caption");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        box.getChildren().addAll(new HBox(8, name, gap, when), what, why);
        setPrefWidth(0);
    }

    /** The customer's name as it may be shown; words where it is unknown. */
    static String name(AttentionItem item) {
        return item.customerName().isBlank()
                ? Texts.get("attention.no-name")
                : Privacy.name(item.customerName());
    }

    @Override
    protected void updateItem(@Nullable AttentionItem item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setGraphic(null);
            setAccessibleText("");
            return;
        }
        Formats formats = model.formats();
        name.setText(name(item));
        when.setText(
                item.staffName()
                        + Formats.DOT
                        + formats.when(item.decidedAt(), formats.day(model.time())));
        what.setText(Words.command(item.command().typeName()));
        why.setText(Words.refusal(item.refusal(), formats));
        setAccessibleText(
                String.join(", ", name.getText(), what.getText(), why.getText(), when.getText()));
        setGraphic(box);
    }
}
