package clinic.daybook.desk.signin;

import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.Screen;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.Parent;

/** The screen of a desk that no server knows yet, or no longer. */
public final class EnrolmentScreen implements Screen {

    private final EnrolmentViewModel viewModel;
    private final EnrolmentController controller;
    private final Parent root;

    /**
     * @param suggestion the server's address as last known; empty: none
     * @param done gets the server's address once the desk is enrolled
     * @param later goes back to work, on a desk that was enrolled before
     */
    public EnrolmentScreen(
            DeskModel model,
            FxThread fx,
            Supplier<String> suggestion,
            Consumer<String> done,
            Runnable later) {
        viewModel = new EnrolmentViewModel(model, fx, suggestion, done);
        controller = new EnrolmentController(viewModel, later);
        root = controller.load();
    }

    @Override
    public Parent root() {
        return root;
    }

    @Override
    public void activate() {
        viewModel.activate();
        controller.focusFirstEmpty();
    }

    @Override
    public void deactivate() {
        viewModel.deactivate();
    }
}
