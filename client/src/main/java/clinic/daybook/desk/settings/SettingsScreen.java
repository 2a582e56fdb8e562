package clinic.daybook.desk.settings;

import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.ui.DeskPreferences;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.Screen;
import javafx.scene.Parent;

/** The settings of this PC. */
public final class SettingsScreen implements Screen {

    private final SettingsViewModel viewModel;
    private final Parent root;

    /**
     * @param enrol shows the enrolment screen
     */
    public SettingsScreen(
            DeskModel model, FxThread fx, DeskPreferences preferences, Runnable enrol) {
        viewModel = new SettingsViewModel(model, fx, preferences);
        root = new SettingsController(viewModel, enrol).load();
    }

    @Override
    public Parent root() {
        return root;
    }

    @Override
    public void activate() {
        viewModel.activate();
    }

    @Override
    public void deactivate() {
        viewModel.deactivate();
    }
}
