package clinic.daybook.desk.settings;

import clinic.daybook.desk.ui.Fxml;
import clinic.daybook.desk.ui.Icons;
import clinic.daybook.desk.ui.Language;
import clinic.daybook.desk.ui.Motion;
import clinic.daybook.desk.ui.Segments;
import clinic.daybook.desk.ui.SyncLineView;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Theme;
import javafx.beans.property.SimpleStringProperty;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.feather.Feather;

/** Binds the settings. */
final class SettingsController {

    private final SettingsViewModel viewModel;
    private final Runnable enrol;

    @FXML private StackPane languages;
    @FXML private StackPane themes;
    @FXML private CheckBox motion;
    @FXML private Label clinic;
    @FXML private Label desk;
    @FXML private Label server;
    @FXML private SyncLineView sync;
    @FXML private Label position;
    @FXML private Label others;
    @FXML private Label version;
    @FXML private Button enrolAgain;

    @SuppressWarnings("NullAway.Init") // The loader fills the fields before anything uses them.
    SettingsController(SettingsViewModel viewModel, Runnable enrol) {
        this.viewModel = viewModel;
        this.enrol = enrol;
    }

    Parent load() {
        Parent loaded = Fxml.load(this, "Settings");
        Fxml.style(loaded, SettingsController.class, "settings.css");
        return loaded;
    }

    @FXML
    void initialize() {
        Segments<Language> language = new Segments<>(Texts.languageProperty());
        for (Language choice : Language.values()) {
            language.add(choice, new SimpleStringProperty(choice.ownName()), null);
        }
        languages.getChildren().add(language);
        themes.getChildren()
                .add(
                        new Segments<>(Theme.modeProperty())
                                .add(
                                        Theme.Mode.LIGHT,
                                        Texts.bind("settings.light"),
                                        Icons.of(Feather.SUN, 14))
                                .add(
                                        Theme.Mode.DARK,
                                        Texts.bind("settings.dark"),
                                        Icons.of(Feather.MOON, 14))
                                .add(
                                        Theme.Mode.SYSTEM,
                                        Texts.bind("settings.system"),
                                        Icons.of(Feather.MONITOR, 14)));
        motion.selectedProperty().bindBidirectional(Motion.reducedProperty());
        clinic.textProperty().bind(viewModel.clinic());
        desk.textProperty().bind(viewModel.desk());
        server.textProperty().bind(viewModel.server());
        sync.follow(viewModel.syncLine());
        position.textProperty().bind(viewModel.position());
        others.textProperty().bind(viewModel.others());
        version.textProperty().bind(viewModel.version());
        enrolAgain.visibleProperty().bind(viewModel.enrolAgain());
        enrolAgain.managedProperty().bind(enrolAgain.visibleProperty());
        enrolAgain.setOnAction(_ -> enrol.run());
    }
}
