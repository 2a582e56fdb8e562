package clinic.daybook.desk.shell;

import clinic.daybook.desk.model.CustomerItem;
import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.ui.Dialogs;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.Fxml;
import clinic.daybook.desk.ui.Screen;
import clinic.daybook.desk.ui.Session;
import clinic.daybook.desk.ui.Ticker;
import clinic.daybook.desk.ui.Toasts;
import clinic.daybook.event.StreamId;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.event.EventHandler;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.TextField;
import javafx.scene.input.InputEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.stage.PopupWindow;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/**
 * The window's frame. Screens are handed in as {@link Screen}; the shell shows one of them at a
 * time, a drawer at its right, dialogs and toasts above it, and in front of everything the lock
 * while nobody is signed in. What was being typed stays where it is while locked.
 */
public final class Shell {

    private static final double WIDE = 1280;

    private final ShellViewModel viewModel;
    private final Session session;
    private final Screen lock;
    private final Screen enrolment;
    private final Dialogs dialogs = new Dialogs();
    private final Toasts toasts = new Toasts();
    private final ContentPane content = new ContentPane(WIDE);
    private final StackPane cover = new StackPane();
    private final StackPane work = new StackPane();
    private final StackPane root = new StackPane();
    private final Map<Destination, Screen> screens = new EnumMap<>(Destination.class);
    private final ShellController controller;
    private final SearchViewModel search;
    private final SearchView results;
    private final EventHandler<InputEvent> activity;
    private final EventHandler<KeyEvent> keys;
    private @Nullable Destination place;
    private @Nullable Region drawer;
    private @Nullable Screen covering;
    private @Nullable Node focusBefore;
    private Runnable drawerClosed = () -> {};
    private Runnable review = () -> {};
    private javafx.util.Subscription staff = javafx.util.Subscription.EMPTY;

    /**
     * @param lock shown while nobody is signed in
     * @param enrolment shown when {@link #enrol} is asked for
     */
    public Shell(
            DeskModel model,
            FxThread fx,
            Session session,
            Ticker ticker,
            Screen lock,
            Screen enrolment) {
        this.session = session;
        this.lock = lock;
        this.enrolment = enrolment;
        search = new SearchViewModel(model, fx);
        viewModel = new ShellViewModel(model, fx, session, ticker, search);
        activity = _ -> viewModel.touch();
        controller = new ShellController(viewModel, this::show, this::enrol, () -> review.run());
        Parent frame = controller.load(content);
        results = new SearchView(search, controller.search(), viewModel::currentFormats);
        results.setManaged(false);
        results.setVisible(false);
        StackPane.setAlignment(toasts, Pos.BOTTOM_LEFT);
        // Right of the rail, where the eye is, and off the rail's last item.
        toasts.setTranslateX(72);
        work.getChildren().addAll(frame, results, toasts, dialogs);
        cover.setVisible(false);
        root.getChildren().addAll(work, cover);
        Fxml.style(root, Shell.class, "shell.css");
        keys = new ShellKeys(this)::pressed;
        results.visibleProperty().subscribe(_ -> placeResults());
        results.heightProperty().subscribe(_ -> placeResults());
        results.needsLayoutProperty().subscribe(_ -> placeResults());
        root.widthProperty().subscribe(_ -> placeResults());
        root.sceneProperty().subscribe(this::sceneChanged);
    }

    /** The whole window's content. */
    public Parent root() {
        return root;
    }

    /** The dialog layer, for every screen. */
    public Dialogs dialogs() {
        return dialogs;
    }

    /** The toasts, for every screen. */
    public Toasts toasts() {
        return toasts;
    }

    /** The day that the board shows; the date switcher sets it. */
    public ObjectProperty<LocalDate> dayProperty() {
        return viewModel.dayProperty();
    }

    /** Gives a place on the rail its screen; places without one are not shown. */
    public void put(Destination destination, Screen screen) {
        screens.put(destination, screen);
        controller.exists(destination, true);
    }

    /** What choosing a reservation in the search does. */
    public void onReservationFound(Consumer<StreamId> action) {
        search.onReservation(id -> {
            show(Destination.BOARD);
            action.accept(id);
        });
    }

    /** What choosing a customer without a reservation on that day does. */
    public void onCustomerFound(Consumer<CustomerItem> action) {
        search.onCustomer(action);
    }

    /** What looking at what a restored server lacks does. */
    public void onReview(Runnable action) {
        review = action;
    }

    /** The clinic's ways of writing dates and money, as far as they are known. */
    public Formats formats() {
        return viewModel.currentFormats();
    }

    /** What happens besides when the drawer is closed, also by Esc. */
    public void onDrawerClosed(Runnable action) {
        drawerClosed = action;
    }

    /** Begins to listen to the desk; locked unless somebody is signed in. */
    public void activate() {
        viewModel.activate();
        staff = session.staffProperty().subscribe(_ -> lockOrUnlock());
    }

    /** Stops listening; the window is closing. */
    public void deactivate() {
        staff.unsubscribe();
        viewModel.deactivate();
        closeDrawer();
        if (place != null) {
            screen(place).deactivate();
            place = null;
        }
        uncover();
    }

    /** Goes to a place that has a screen; the drawer belongs to the board and closes. */
    public void show(Destination destination) {
        if (destination == place || !screens.containsKey(destination)) {
            return;
        }
        closeDrawer();
        if (place != null) {
            screen(place).deactivate();
        }
        place = destination;
        Screen next = screen(destination);
        content.show(next.root());
        next.activate();
        controller.select(destination);
    }

    /** Opens the drawer with this node, or leaves it open. */
    public void openDrawer(Region node) {
        drawer = node;
        if (!node.getStyleClass().contains("db-drawer")) {
            node.getStyleClass().add("db-drawer");
        }
        content.showDrawer(node);
    }

    /** Closes the drawer; false when it was not open. */
    public boolean closeDrawer() {
        if (drawer == null) {
            return false;
        }
        drawer = null;
        content.showDrawer(null);
        drawerClosed.run();
        return true;
    }

    /** Shows the enrolment screen in front of everything, until {@link #enrolled}. */
    public void enrol() {
        cover(enrolment);
    }

    /** The enrolment has ended: back to the lock, or to work. */
    public void enrolled() {
        uncover();
        lockOrUnlock();
    }

    ShellViewModel viewModel() {
        return viewModel;
    }

    TextField searchField() {
        return controller.search();
    }

    boolean locked() {
        return covering != null;
    }

    private void lockOrUnlock() {
        if (covering == enrolment) {
            return;
        }
        if (session.staff().isEmpty()) {
            cover(lock);
        } else {
            uncover();
        }
    }

    private void cover(Screen screen) {
        if (covering == screen) {
            return;
        }
        Scene scene = root.getScene();
        if (covering != null) {
            covering.deactivate();
        } else if (scene != null) {
            focusBefore = scene.getFocusOwner();
        }
        covering = screen;
        closePopups(scene);
        cover.getChildren().setAll(screen.root());
        cover.setVisible(true);
        // Invisible, nothing beneath can be read, clicked or reached with Tab; and nothing is lost.
        work.setVisible(false);
        screen.activate();
    }

    /** Menus and lists stand in windows of their own, which nothing in this one covers. */
    private static void closePopups(@Nullable Scene scene) {
        if (scene == null) {
            return;
        }
        for (Window window : List.copyOf(Window.getWindows())) {
            if (window instanceof PopupWindow popup && belongs(popup, scene.getWindow())) {
                popup.hide();
            }
        }
    }

    private static boolean belongs(PopupWindow popup, @Nullable Window to) {
        Window owner = popup.getOwnerWindow();
        while (owner instanceof PopupWindow between && owner != to) {
            owner = between.getOwnerWindow();
        }
        return owner != null && owner == to;
    }

    private void uncover() {
        Screen before = covering;
        if (before == null) {
            return;
        }
        covering = null;
        before.deactivate();
        cover.setVisible(false);
        cover.getChildren().clear();
        work.setVisible(true);
        Node focus = focusBefore;
        focusBefore = null;
        if (focus != null && focus.getScene() == root.getScene()) {
            focus.requestFocus();
        }
    }

    private Screen screen(Destination destination) {
        Screen screen = screens.get(destination);
        if (screen == null) {
            throw new IllegalStateException("no screen at " + destination);
        }
        return screen;
    }

    private void sceneChanged(@Nullable Scene before, @Nullable Scene now) {
        if (before != null) {
            before.removeEventFilter(InputEvent.ANY, activity);
            before.removeEventHandler(KeyEvent.KEY_PRESSED, keys);
        }
        if (now != null) {
            now.addEventFilter(InputEvent.ANY, activity);
            now.addEventHandler(KeyEvent.KEY_PRESSED, keys);
        }
    }

    /** Below the search field; the list is no part of the bar, so that it may be longer. */
    private void placeResults() {
        if (!results.isVisible() || root.getScene() == null) {
            return;
        }
        TextField field = controller.search();
        var below = work.sceneToLocal(field.localToScene(field.getBoundsInLocal()));
        double width = Math.max(results.prefWidth(-1), below.getWidth());
        double x = Math.min(below.getMinX(), work.getWidth() - width - 16);
        results.resizeRelocate(x, below.getMaxY() + 4, width, results.prefHeight(width));
    }
}
