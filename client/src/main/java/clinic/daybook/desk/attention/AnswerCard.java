package clinic.daybook.desk.attention;

import clinic.daybook.desk.ui.Texts;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** One of the three answers: what it means, and the button that gives it. */
final class AnswerCard extends VBox {

    private final Label meaning = new Label();
    private final Button button = new Button();

    AnswerCard(String title, String key) {
        super(8);
        getStyleClass().addAll("db-panel", "att-answer");
        Label heading = new Label();
        heading.getStyleClass().add("db-strong");
        heading.textProperty().bind(Texts.bind(title));
        Label hint = new Label(key);
        hint.getStyleClass().add("db-key");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        meaning.setWrapText(true);
        meaning.getStyleClass().add("db-secondary");
        VBox.setVgrow(meaning, Priority.ALWAYS);
        meaning.setMaxHeight(Double.MAX_VALUE);
        meaning.setAlignment(Pos.TOP_LEFT);
        button.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(this, Priority.ALWAYS);
        setPrefWidth(200);
        getChildren().addAll(new HBox(8, heading, gap, hint), meaning, button);
    }

    /** {@code action}: on the button; empty: this answer cannot be given. */
    void show(String words, String action) {
        meaning.setText(words);
        button.setText(action);
        button.setVisible(!action.isEmpty());
    }

    void onAction(Runnable action) {
        button.setOnAction(_ -> action.run());
    }

    void primary(boolean yes) {
        button.getStyleClass().remove("db-filled");
        getStyleClass().remove("att-recommended");
        if (yes) {
            button.getStyleClass().add("db-filled");
            getStyleClass().add("att-recommended");
        }
    }

    void destructive() {
        button.getStyleClass().add("db-destructive");
    }

    void fire() {
        if (button.isVisible()) {
            button.fire();
        }
    }
}
