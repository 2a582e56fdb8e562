package clinic.daybook.desk.signin;

import clinic.daybook.desk.ui.FieldRow;
import clinic.daybook.desk.ui.Fxml;
import clinic.daybook.desk.ui.Icons;
import clinic.daybook.desk.ui.Language;
import clinic.daybook.desk.ui.Segments;
import clinic.daybook.desk.ui.Texts;
import javafx.beans.binding.Bindings;
import javafx.beans.property.SimpleStringProperty;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** Binds the enrolment screen. */
final class EnrolmentController {

    private final EnrolmentViewModel viewModel;
    private final Runnable goBack;
    private final TextField server = new TextField();
    private final TextField code = new TextField();
    private final TextField name = new TextField();

    @FXML private StackPane logo;
    @FXML private StackPane languagesBox;
    @FXML private Label how;
    @FXML private VBox fields;
    @FXML private Label message;
    @FXML private Button submit;
    @FXML private Button later;

    @SuppressWarnings("NullAway.Init") // The loader fills the fields before anything uses them.
    EnrolmentController(EnrolmentViewModel viewModel, Runnable goBack) {
        this.viewModel = viewModel;
        this.goBack = goBack;
    }

    Parent load() {
        Parent loaded = Fxml.load(this, "Enrolment");
        Fxml.style(loaded, EnrolmentController.class, "signin.css");
        return loaded;
    }

    @FXML
    void initialize() {
        logo.getChildren().add(Icons.book(22));
        Segments<Language> languages = new Segments<>(Texts.languageProperty());
        for (Language language : Language.values()) {
            languages.add(language, new SimpleStringProperty(language.ownName()), null);
        }
        languagesBox.getChildren().add(languages);
        how.textProperty()
                .bind(
                        Texts.live(
                                () ->
                                        Texts.get(
                                                viewModel.againProperty().get()
                                                        ? "signin.enrol.again"
                                                        : "signin.enrol.how"),
                                viewModel.againProperty()));
        server.setPromptText("https://192.168.0.10:7410");
        name.promptTextProperty().bind(Texts.bind("signin.enrol.name-example"));
        fields.getChildren()
                .setAll(
                        FieldRow.of(Texts.bind("signin.enrol.server"), server, viewModel.server()),
                        FieldRow.of(Texts.bind("signin.enrol.code"), code, viewModel.code()),
                        FieldRow.of(Texts.bind("signin.enrol.name"), name, viewModel.name()));
        message.setGraphic(Icons.of(Feather.ALERT_CIRCLE, 14));
        viewModel
                .messageProperty()
                .subscribe(error -> {
                    message.setVisible(error != null);
                    message.setManaged(error != null);
                    message.textProperty().unbind();
                    if (error != null) {
                        message.textProperty().bind(error.binding());
                    }
                });
        submit.textProperty()
                .bind(
                        Bindings.when(viewModel.busyProperty())
                                .then(Texts.bind("signin.enrol.busy"))
                                .otherwise(Texts.bind("signin.enrol.submit")));
        submit.setDefaultButton(true);
        submit.setOnAction(_ -> viewModel.submit());
        later.visibleProperty().bind(viewModel.againProperty());
        later.managedProperty().bind(later.visibleProperty());
        later.setCancelButton(true);
        later.setOnAction(_ -> goBack.run());
    }

    void focusFirstEmpty() {
        (server.getText().isEmpty() ? server : code).requestFocus();
    }
}
