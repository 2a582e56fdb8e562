package clinic.daybook.desk.reservation;

import clinic.daybook.desk.memory.MemoryDesk;
import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.model.Reference.StaffItem;
import clinic.daybook.desk.ui.Dialogs;
import clinic.daybook.desk.ui.FxTest;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.Language;
import clinic.daybook.desk.ui.Session;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Theme;
import clinic.daybook.desk.ui.Ticker;
import clinic.daybook.desk.ui.Toasts;
import clinic.daybook.event.StreamId;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** A test with the drawer at the right of a window, with dialogs and toasts over it. */
abstract class DrawerWindow extends FxTest {

    protected final MemoryDesk desk = new MemoryDesk();
    protected final Session session = new Session();
    protected Dialogs dialogs = fx(Dialogs::new);
    protected Toasts toasts = fx(Toasts::new);
    protected @Nullable ReservationDrawer drawer;
    protected @Nullable Scene scene;
    private @Nullable DrawerViewModel model;

    protected void open(StaffItem who, StreamId id) {
        open(who, id, 1000, 900);
    }

    protected void open(StaffItem who, StreamId id, int width, int height) {
        open(desk, who, id, width, height);
    }

    protected void open(DeskModel behind, StaffItem who, StreamId id, int width, int height) {
        Ticker ticker = fx(() -> new Ticker(behind.clock()));
        drawer =
                fx(() -> {
                    session.signIn(who);
                    ReservationDrawer made =
                            new ReservationDrawer(
                                    behind,
                                    FxThread.platform(Runnable::run),
                                    session,
                                    ticker,
                                    dialogs,
                                    toasts,
                                    new ReservationDrawer.Elsewhere(_ -> {}, _ -> {}));
                    made.show(id);
                    return made;
                });
        BorderPane page = fx(() -> new BorderPane(new Region(), null, drawer.root(), null, null));
        scene = show(fx(() -> new StackPane(page, toasts, dialogs)), width, height);
        fx(() -> drawer.requestFocus());
    }

    /** Opens an action's dialog as the menu does. */
    protected void act(Action action, @Nullable UUID target, StreamId id) {
        fx(() -> {
            Submitter submitter =
                    new Submitter(
                            desk,
                            session::staffId,
                            FxThread.sameThread(),
                            new SplittableRandom(5),
                            error -> {
                                throw new AssertionError(error);
                            });
            model =
                    new DrawerViewModel(
                            desk, FxThread.sameThread(), submitter, session.staffProperty());
            model.show(id);
            Offer offer = model.offer(action, target);
            if (offer == null) {
                throw new AssertionError(action + " is not offered");
            }
            new DrawerDialogs(model, dialogs, desk.clock(), _ -> {}, _ -> {}).open(offer);
        });
    }

    protected void both(String name) {
        both(name, () -> {});
    }

    /** {@code prepare} is done again in the other language: an open dialog keeps its own. */
    protected void both(String name, Runnable prepare) {
        prepare.run();
        snapshot(scene, name + "-ko-light");
        fx(() -> {
            dialogs.close();
            Texts.languageProperty().set(Language.ENGLISH);
            Theme.modeProperty().set(Theme.Mode.DARK);
        });
        prepare.run();
        snapshot(scene, name + "-en-dark");
        fx(() -> {
            dialogs.close();
            Texts.languageProperty().set(Language.KOREAN);
            Theme.modeProperty().set(Theme.Mode.LIGHT);
        });
    }

    protected List<Node> lookup(String selector) {
        return List.copyOf(scene.getRoot().lookupAll(selector));
    }

    @SuppressWarnings("unchecked")
    protected <T extends Node> T find(String selector) {
        Node node = scene.getRoot().lookup(selector);
        if (node == null) {
            throw new AssertionError("nothing is " + selector);
        }
        return (T) node;
    }
}
