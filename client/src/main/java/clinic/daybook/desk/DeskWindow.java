package clinic.daybook.desk;

import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.model.Subscription;
import clinic.daybook.desk.model.SyncStatus.Connection;
import clinic.daybook.desk.reservation.ReservationDrawer;
import clinic.daybook.desk.settings.SettingsScreen;
import clinic.daybook.desk.shell.Destination;
import clinic.daybook.desk.shell.Shell;
import clinic.daybook.desk.signin.EnrolmentScreen;
import clinic.daybook.desk.signin.SignInScreen;
import clinic.daybook.desk.ui.DeskPreferences;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.Session;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Theme;
import clinic.daybook.desk.ui.Ticker;
import clinic.daybook.event.StreamId;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/**
 * One desk's window: the screens put together. The desk behind it belongs to whoever opened it;
 * several windows may stand in one process. Made, used and closed on the FX thread.
 */
public final class DeskWindow implements AutoCloseable {

    private static final double WIDTH = 1440;
    private static final double HEIGHT = 900;
    private static final double LEAST_WIDTH = 1000;
    private static final double LEAST_HEIGHT = 700;
    private static final int WAITING_TASKS = 64;

    private final Stage stage;
    private final ThreadPoolExecutor background;
    private final Session session = new Session();
    private final Ticker ticker;
    private final DeskPreferences preferences;
    private final Shell shell;
    private final WorkPlaces places;
    private final FxThread fx;
    private final Subscription sync;
    private final Subscription reference;
    private @Nullable Connection connection;
    private @Nullable Boolean staffed;

    /**
     * Puts the screens together; nothing is shown yet.
     *
     * @param data the desk's directory, for what it remembers of its look
     * @param server address to propose when enrolling; {@code null}: as last time
     */
    public DeskWindow(Stage stage, DeskModel model, Path data, @Nullable String server) {
        this.stage = stage;
        background = background();
        fx = FxThread.platform(background);
        ticker = new Ticker(model.clock());
        preferences = DeskPreferences.open(data.resolve("look.properties"), fx);
        if (server != null) {
            preferences.serverProperty().set(server);
        }
        SignInScreen signIn = new SignInScreen(model, fx, session, ticker);
        EnrolmentScreen enrolment =
                new EnrolmentScreen(
                        model,
                        fx,
                        preferences.serverProperty()::get,
                        this::enrolled,
                        this::backToWork);
        shell = new Shell(model, fx, session, ticker, signIn, enrolment);
        places = new WorkPlaces(model, fx, session, ticker, shell);
        shell.put(Destination.SETTINGS, new SettingsScreen(model, fx, preferences, shell::enrol));
        sync =
                model.onSync(
                        fx.listener(status -> {
                            connection = status.connection();
                            enrolFirst();
                        }));
        reference =
                model.onReference(
                        fx.listener(known -> {
                            staffed = !known.staff().isEmpty();
                            enrolFirst();
                        }));
    }

    /** Shows the window, locked until somebody signs in. */
    public void show() {
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        Scene scene =
                new Scene(
                        shell.root(),
                        Math.min(WIDTH, screen.getWidth()),
                        Math.min(HEIGHT, screen.getHeight()));
        Theme.install(scene);
        stage.titleProperty().bind(Texts.bind("shell.title"));
        stage.setMinWidth(LEAST_WIDTH);
        stage.setMinHeight(LEAST_HEIGHT);
        stage.setScene(scene);
        ticker.start();
        shell.activate();
        shell.show(Destination.BOARD);
        stage.show();
    }

    /** Who works at this window. */
    public Session session() {
        return session;
    }

    /** Shows the board of the day. */
    public void showBoard() {
        shell.show(Destination.BOARD);
        shell.closeDrawer();
    }

    /** Opens a reservation beside the board, with this tab in front. */
    public void showReservation(StreamId reservationId, ReservationDrawer.Tab tab) {
        places.open(reservationId, tab);
    }

    /** Shows what waits for a person. */
    public void showAttention() {
        shell.show(Destination.NEEDS_YOU);
    }

    /** The frame, for whoever plays a demonstration in it. */
    public Shell shell() {
        return shell;
    }

    /** Runs something on the FX thread, from wherever it was noticed. */
    void onFxThread(Runnable task) {
        fx.run(task);
    }

    /** Stops listening to the desk; does not close it. */
    @Override
    public void close() {
        sync.close();
        reference.close();
        ticker.stop();
        shell.deactivate();
        places.close();
        preferences.close();
        background.shutdown();
    }

    /** A desk that no server knows and where nobody could sign in can do nothing else. */
    private void enrolFirst() {
        if (connection == Connection.NOT_ENROLLED && Boolean.FALSE.equals(staffed)) {
            shell.enrol();
        }
    }

    private void enrolled(String server) {
        preferences.serverProperty().set(server);
        shell.enrolled();
    }

    private void backToWork() {
        shell.enrolled();
    }

    /**
     * One thread that ends by itself; what does not fit into its queue waits where it came from.
     */
    private static ThreadPoolExecutor background() {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(
                        1,
                        1,
                        10,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(WAITING_TASKS),
                        Thread.ofPlatform().name("desk-background-", 0).daemon(true).factory(),
                        new ThreadPoolExecutor.CallerRunsPolicy());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
