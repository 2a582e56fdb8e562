package clinic.daybook.desk.attention;

import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.ui.Dialogs;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.Screen;
import clinic.daybook.desk.ui.Session;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Toasts;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.scene.Parent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What needs a person: changes that could not be taken as they were meant, and the answers to them.
 * It counts from {@link #start} on, also while it is not in sight.
 */
public final class AttentionScreen implements Screen {

    private static final Logger LOG = LoggerFactory.getLogger(AttentionScreen.class);

    private final AttentionViewModel model;
    private final AttentionController controller;

    /** What waits at a desk, with the ways that lead from there. */
    public AttentionScreen(
            DeskModel desk,
            FxThread fx,
            Session session,
            Dialogs dialogs,
            Toasts toasts,
            AttentionDoors doors) {
        model =
                new AttentionViewModel(
                        desk,
                        fx,
                        session,
                        error -> {
                            LOG.warn(
                                    "UI-2201 an answer was not saved: {}",
                                    error.getClass().getName());
                            toasts.show(Texts.bind("ui.not-saved"));
                        },
                        doors);
        controller = new AttentionController(model, dialogs);
    }

    /** Begins to follow what waits, for the count on the rail. */
    public void start() {
        model.start();
    }

    /** Follows nothing any more; for the end of the program. */
    public void stop() {
        model.stop();
    }

    /** How many changes wait for a person. */
    public ReadOnlyIntegerProperty countProperty() {
        return model.countProperty();
    }

    @Override
    public Parent root() {
        return controller.root();
    }

    @Override
    public void activate() {
        model.resume();
    }

    @Override
    public void deactivate() {
        model.pause();
    }
}
