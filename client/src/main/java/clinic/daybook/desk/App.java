package clinic.daybook.desk;

import clinic.daybook.desk.local.DeskFailure;
import clinic.daybook.desk.local.Rescue;
import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.ui.Texts;
import java.time.InstantSource;
import javafx.application.Application;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The desk as a program: one desk, one window. Its options are checked by {@link Main} before. */
public final class App extends Application {

    private static final Logger LOG = LoggerFactory.getLogger(App.class);

    private @Nullable DeskOptions options;
    private @Nullable DeskModel model;
    private @Nullable DeskFailure failure;
    private @Nullable DeskWindow window;
    private @Nullable Stage primary;

    /** Opens the desk before there is a window, off the FX thread. */
    @Override
    public void init() throws DeskOptions.BadOption {
        options = DeskOptions.parse(getParameters().getRaw());
        try {
            model = DeskRuntime.open(options.data(), InstantSource.system());
        } catch (DeskFailure e) {
            LOG.error("{} the desk cannot be opened", e.code(), e);
            failure = e;
        }
    }

    @Override
    public void start(Stage stage) {
        Thread.setDefaultUncaughtExceptionHandler(this::unexpected);
        primary = stage;
        DeskModel opened = model;
        DeskOptions given = options;
        if (opened != null && given != null) {
            work(stage, opened, given);
            if (given.exitAfterStart()) {
                new StartCheck().start();
            }
        } else if (failure != null && given != null && given.exitAfterStart()) {
            Main.cannotStart(failure.code());
        } else if (failure != null && given != null && Rescue.wanted(failure)) {
            rescue(stage, given, () -> {});
        } else if (failure != null) {
            StartFailure.show(stage, failure.code());
        }
    }

    private void work(Stage stage, DeskModel opened, DeskOptions given) {
        DeskWindow made = new DeskWindow(stage, opened, given.data(), given.server());
        window = made;
        opened.onDamage(() -> made.onFxThread(() -> damagedAtWork(opened, given)));
        made.show();
    }

    /** Nothing can be saved any more: the desk is closed, what is saved is taken out. */
    private void damagedAtWork(DeskModel opened, DeskOptions given) {
        DeskWindow open = window;
        Stage stage = primary;
        if (open != null && stage != null && model == opened) {
            LOG.error("DB-1020 the desk's database is damaged");
            window = null;
            model = null;
            open.close();
            rescue(stage, given, opened::close);
        }
    }

    /** {@code before} runs first, off the FX thread. */
    private void rescue(Stage stage, DeskOptions given, Runnable before) {
        new RescueWindow(
                        progress -> {
                            before.run();
                            return new Rescue(given.data(), InstantSource.system(), progress).run();
                        },
                        () -> again(stage, given),
                        stage::close)
                .show(stage);
    }

    private void again(Stage stage, DeskOptions given) {
        try {
            DeskModel opened = DeskRuntime.open(given.data(), InstantSource.system());
            model = opened;
            stage.titleProperty().unbind();
            work(stage, opened, given);
        } catch (DeskFailure e) {
            LOG.error("{} the desk cannot be opened", e.code(), e);
            StartFailure.show(stage, e.code());
        }
    }

    @Override
    public void stop() {
        if (window != null) {
            window.close();
        }
        if (model != null) {
            model.close();
        }
    }

    /** What nobody caught is a fault of ours: it goes to the log, and the person is told so. */
    private void unexpected(Thread thread, Throwable error) {
        LOG.error("UI-1000 uncaught on {}", thread.getName(), error);
        DeskWindow open = window;
        if (open != null) {
            open.onFxThread(() -> open.shell().toasts().show(Texts.bind("shell.unexpected")));
        }
    }
}
