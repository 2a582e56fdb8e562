package clinic.daybook.desk.attention;

import clinic.daybook.desk.ui.Tag;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** One thing that waits, here or at another desk: whose, when, what was meant, and why it waits. */
abstract class WaitingCell<T> extends ListCell<T> {

    /** What a cell of this height holds; lists are as high as their cells. */
    static final double HEIGHT = 76;

    /**
     * What a cell says.
     *
     * @param why in a word or two
     * @param by who meant it, and where that was not here
     */
    record Content(String name, String when, String what, String why, String by) {}

    private final Label name = new Label();
    private final Label when = new Label();
    private final Label what = new Label();
    private final Label by = new Label();
    private final HBox last = new HBox(6);
    private final VBox box = new VBox(2);

    WaitingCell() {
        getStyleClass().add("att-item");
        name.getStyleClass().add("db-strong");
        when.getStyleClass().add("db-caption");
        when.setMinWidth(USE_PREF_SIZE);
        by.getStyleClass().add("db-caption");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        last.getStyleClass().add("att-line");
        box.getChildren().addAll(new HBox(8, name, gap, when), what, last);
        setPrefWidth(0);
    }

    abstract Content content(T item);

    @Override
    protected final void updateItem(@Nullable T item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setGraphic(null);
            setAccessibleText("");
            return;
        }
        Content content = content(item);
        name.setText(content.name());
        when.setText(content.when());
        what.setText(content.what());
        by.setText(content.by());
        last.getChildren().setAll(new Tag(content.why(), Tag.Tone.BAD), by);
        setAccessibleText(
                String.join(
                        ", ",
                        List.of(
                                content.name(),
                                content.what(),
                                content.why(),
                                content.by(),
                                content.when())));
        setGraphic(box);
    }
}
