package clinic.daybook.desk.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.desk.memory.MemoryDesk;
import clinic.daybook.desk.model.Reference.StaffItem;
import clinic.daybook.desk.ui.Dialogs;
import clinic.daybook.desk.ui.FxTest;
import clinic.daybook.desk.ui.Language;
import clinic.daybook.desk.ui.Session;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Theme;
import clinic.daybook.desk.ui.Ticker;
import clinic.daybook.desk.ui.Toasts;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.timeline.TimelineEntryView;
import clinic.daybook.desk.ui.timeline.TimelineView;
import clinic.daybook.event.StreamId;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.Test;

/** Pictures of the drawer and its dialogs, for the eye; and that each of them shows at all. */
class DrawerPicturesTest extends FxTest {

    private final MemoryDesk desk = new MemoryDesk();

    private record Window(ReservationDrawer drawer, Dialogs dialogs, Scene scene) {}

    private Window window(StaffItem who, StreamId id) {
        return window(who, id, 1000, 900);
    }

    private Window window(StaffItem who, StreamId id, int width, int height) {
        Session session = new Session();
        Dialogs dialogs = fx(Dialogs::new);
        Toasts toasts = fx(Toasts::new);
        Ticker ticker = fx(() -> new Ticker(desk.clock()));
        ReservationDrawer drawer =
                fx(
                        () -> {
                            session.signIn(who);
                            ReservationDrawer made =
                                    new ReservationDrawer(
                                            desk,
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
        Scene scene = show(fx(() -> new StackPane(page, toasts, dialogs)), width, height);
        return new Window(drawer, dialogs, scene);
    }

    private void both(Window w, String name) {
        snapshot(w.scene(), name + "-ko-light");
        fx(
                () -> {
                    Texts.languageProperty().set(Language.ENGLISH);
                    Theme.modeProperty().set(Theme.Mode.DARK);
                });
        snapshot(w.scene(), name + "-en-dark");
        fx(
                () -> {
                    Texts.languageProperty().set(Language.KOREAN);
                    Theme.modeProperty().set(Theme.Mode.LIGHT);
                });
    }

    @Test
    void inTreatment() {
        StreamId id = Visits.inTreatment(desk);
        Window w = window(MemoryDesk.DESK, id);
        assertThat(lookup(w, ".res-task")).hasSize(4);
        both(w, "drawer-in-treatment");
        fx(() -> tab(w, 1).fire());
        both(w, "drawer-times");
        fx(() -> tab(w, 2).fire());
        both(w, "drawer-memo");
    }

    @Test
    void openedEntry() {
        StreamId id = Visits.inTreatment(desk);
        Window w = window(MemoryDesk.DESK, id);
        fx(
                () -> {
                    TimelineView timeline = (TimelineView) w.scene().lookup(".db-timeline");
                    ((TimelineEntryView) timeline.getChildren().get(timeline.getChildren().size() - 3)).toggle();
                    javafx.scene.control.ScrollPane scroll =
                            (javafx.scene.control.ScrollPane)
                                    w.drawer().root().lookup(".scroll-pane");
                    w.drawer().root().layout();
                    scroll.setVvalue(1);
                });
        both(w, "drawer-opened-entry");
    }

    @Test
    void readyToLeave() {
        StreamId id = Visits.readyToLeave(desk);
        both(window(MemoryDesk.DESK, id), "drawer-ready");
    }

    @Test
    void departedWithRefund() {
        StreamId id = Visits.departedWithRefund(desk);
        Window w = window(MemoryDesk.DESK, id);
        both(w, "drawer-departed");
        fx(() -> tab(w, 1).fire());
        both(w, "drawer-departed-times");
    }

    private static ToggleButton tab(Window w, int index) {
        return (ToggleButton) lookup(w, ".db-tab").get(index);
    }

    private static java.util.List<Node> lookup(Window w, String selector) {
        return java.util.List.copyOf(w.scene().getRoot().lookupAll(selector));
    }
}
