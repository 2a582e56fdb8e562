package clinic.daybook.desk;

import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Theme;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;

/** The window of a desk whose records cannot be opened: what happened, what is safe, what to do. */
final class StartFailure {

    private static final double WIDTH = 480;
    private static final double HEIGHT = 176;
    private static final String OPEN_ALREADY = "DB-1007";

    private StartFailure() {}

    static void show(Stage stage, String code) {
        Scene scene = new Scene(content(stage, code), WIDTH, HEIGHT);
        Theme.install(scene);
        stage.titleProperty().bind(Texts.bind("shell.title"));
        stage.setScene(scene);
        stage.setResizable(false);
        stage.show();
    }

    static Parent content(Stage stage, String code) {
        Label title = new Label();
        title.textProperty()
                .bind(
                        Texts.bind(
                                code.equals(OPEN_ALREADY)
                                        ? "shell.start.open-already"
                                        : "shell.start.failed"));
        title.getStyleClass().add("db-title");
        title.setWrapText(true);
        Label text = new Label();
        text.textProperty()
                .bind(
                        Texts.bind(
                                code.equals(OPEN_ALREADY)
                                        ? "shell.start.open-already-what"
                                        : "shell.start.failed-what"));
        text.setWrapText(true);
        text.setMinHeight(Region.USE_PREF_SIZE);
        Label which = new Label(code);
        which.getStyleClass().add("db-caption");
        Button close = new Button();
        close.textProperty().bind(Texts.bind("ui.close"));
        close.setDefaultButton(true);
        close.setCancelButton(true);
        close.setOnAction(_ -> stage.close());
        HBox buttons = new HBox(close);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        VBox all = new VBox(12, title, text, which, buttons);
        all.getStyleClass().addAll("db-surface", "db-panel");
        return all;
    }
}
