package clinic.daybook.desk.signin;

import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.Screen;
import clinic.daybook.desk.ui.Session;
import clinic.daybook.desk.ui.Ticker;
import javafx.scene.Parent;

/** The screen in front of everything while nobody is signed in. */
public final class SignInScreen implements Screen {

    private final SignInViewModel viewModel;
    private final SignInController controller;
    private final Parent root;

    /** Signs people in to the session. */
    public SignInScreen(DeskModel model, FxThread fx, Session session, Ticker ticker) {
        viewModel = new SignInViewModel(model, fx, session, ticker);
        controller = new SignInController(viewModel);
        root = controller.load();
    }

    @Override
    public Parent root() {
        return root;
    }

    @Override
    public void activate() {
        viewModel.activate();
        controller.focusSelected();
    }

    @Override
    public void deactivate() {
        viewModel.deactivate();
    }
}
