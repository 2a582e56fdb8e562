package clinic.daybook.desk.signin;

import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.Screen;
import java.util.function.Consumer;
import javafx.scene.Parent;

/** The screen of a desk that no server knows yet, or no longer. */
public final class EnrolmentScreen implements Screen {

    private final EnrolmentViewModel viewModel;
    private final EnrolmentController controller;
    private final Parent root;

    /**
     * @param done gets the server's address once the desk is enrolled
     */
    public EnrolmentScreen(DeskModel model, FxThread fx, Consumer<String> done) {
        viewModel = new EnrolmentViewModel(model, fx, done);
        controller = new EnrolmentController(viewModel);
        root = controller.load();
    }

    /** Fills in what is known; to be called before {@link #activate}. */
    public void begin(String serverUrl, boolean again) {
        viewModel.begin(serverUrl, again);
    }

    @Override
    public Parent root() {
        return root;
    }

    @Override
    public void activate() {
        controller.focusFirstEmpty();
    }

    @Override
    public void deactivate() {
        viewModel.begin(viewModel.server().textProperty().get(), false);
    }
}
