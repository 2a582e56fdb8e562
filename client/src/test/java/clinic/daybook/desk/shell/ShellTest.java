package clinic.daybook.desk.shell;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.desk.model.SyncStatus.Connection;
import clinic.daybook.desk.settings.SettingsScreen;
import clinic.daybook.desk.signin.SignInScreen;
import clinic.daybook.desk.ui.DeskPreferences;
import clinic.daybook.desk.ui.Dialog;
import clinic.daybook.desk.ui.FieldRow;
import clinic.daybook.desk.ui.FxTest;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.Language;
import clinic.daybook.desk.ui.RecordingDesk;
import clinic.daybook.desk.ui.Screen;
import clinic.daybook.desk.ui.Session;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Theme;
import clinic.daybook.desk.ui.Ticker;
import clinic.daybook.reservation.ReservationStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.stage.PopupWindow;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The frame in a window, by keyboard, and its pictures. */
class ShellTest extends FxTest {

    @TempDir Path directory;

    private final RecordingDesk desk = new RecordingDesk();
    private final Session session = new Session();
    private DeskPreferences preferences;
    private final List<String> happened = new ArrayList<>();

    @Test
    void whatWasBeingTypedStaysWhileLocked() {
        Shell shell = fx(this::shell);
        TextField memo = new TextField();
        fx(() ->
                shell.dialogs()
                        .open(new Dialog(Texts.bind("field.memo"), memo, Dialog.Width.NARROW)));
        show(shell.root(), 1000, 700);
        fx(memo::requestFocus);
        robot.write("half a sentence");
        robot.press(KeyCode.CONTROL, KeyCode.L).release(KeyCode.L, KeyCode.CONTROL);
        fx(() -> {});
        assertThat(session.staff()).isEmpty();
        assertThat(robot.lookup("#pad").tryQuery()).isPresent();

        fx(() -> session.signIn(RecordingDesk.staff().get(4)));
        assertThat(memo.getText()).isEqualTo("half a sentence");
        assertThat(hasFocus(memo)).isTrue();
        assertThat(shell.dialogs().showingProperty().get()).isTrue();
    }

    @Test
    void goesEverywhereByKeyboard() {
        Shell shell = fx(this::shell);
        show(shell.root(), 1000, 700);
        control(KeyCode.DIGIT3);
        assertThat(robot.lookup("밝기").tryQuery()).isPresent();
        control(KeyCode.DIGIT1);
        assertThat(happened).endsWith("board on");
        fx(() -> shell.openDrawer(drawer()));
        assertThat(robot.lookup("예약").tryQuery()).isPresent();
        press(KeyCode.ESCAPE);
        assertThat(happened).endsWith("drawer closed");
        assertThat(robot.lookup("예약").tryQuery()).isEmpty();
    }

    @Test
    void escClosesADialogBeforeTheDrawer() {
        Shell shell = fx(this::shell);
        show(shell.root(), 1000, 700);
        fx(() -> {
            shell.openDrawer(drawer());
            shell.dialogs()
                    .open(
                            new Dialog(
                                    Texts.bind("field.memo"),
                                    new TextField(),
                                    Dialog.Width.NARROW));
        });
        press(KeyCode.ESCAPE);
        assertThat(shell.dialogs().showingProperty().get()).isFalse();
        assertThat(happened).doesNotContain("drawer closed");
        press(KeyCode.ESCAPE);
        assertThat(happened).endsWith("drawer closed");
    }

    @Test
    void tabStaysInADialogAndASecondOneIsNotOpened() {
        Shell shell = fx(this::shell);
        show(shell.root(), 1000, 700);
        VBox fields =
                fx(() ->
                        new VBox(
                                new FieldRow(Texts.bind("field.name"), new TextField()),
                                new FieldRow(Texts.bind("field.memo"), new TextField())));
        List<String> done = new ArrayList<>();
        fx(() -> {
            Dialog dialog =
                    new Dialog(Texts.bind("field.memo"), fields, Dialog.Width.NARROW)
                            .confirm(Texts.bind("signin.enrol.submit"), () -> done.add("saved"));
            assertThat(shell.dialogs().open(dialog)).isTrue();
            assertThat(
                            shell.dialogs()
                                    .open(
                                            new Dialog(
                                                    Texts.bind("field.memo"),
                                                    new Label(),
                                                    Dialog.Width.NARROW)))
                    .isFalse();
        });
        for (int i = 0; i < 9; i++) {
            press(KeyCode.TAB);
            assertThat(hasFocus(shell.dialogs())).isTrue();
        }
        control(KeyCode.ENTER);
        assertThat(done).containsExactly("saved");
    }

    @Test
    void findsAReservationByKeyboardAndOpensIt() {
        desk.tellCards(List.of(RecordingDesk.card(1, "윤서아", ReservationStatus.IN_TREATMENT, 18)));
        Shell shell = fx(this::shell);
        fx(() -> shell.onReservationFound(id -> happened.add("opened " + id)));
        show(shell.root(), 1000, 700);
        control(KeyCode.K);
        fx(() -> shell.searchField().setText("ㅇㅅㅇ"));
        assertThat(robot.lookup(".shell-results").<Node>query().isVisible()).isTrue();
        press(KeyCode.ENTER);
        assertThat(happened).endsWith("opened " + RecordingDesk.id("reservation", 1));
        assertThat(robot.lookup(".shell-results").<Node>query().isVisible()).isFalse();
    }

    @Test
    void searchingSaysThatOlderCustomersMayStillBeComing() {
        Shell shell = fx(this::shell);
        Scene scene = show(shell.root(), 1000, 700);
        fx(() -> desk.tell(RecordingDesk.reading(0, 42, 100)));
        control(KeyCode.K);
        fx(() -> shell.searchField().setText("nobody at all"));
        assertThat(robot.lookup(".shell-none").queryAll())
                .extracting(n -> ((Labeled) n).getText())
                .anyMatch(t -> t.contains("42%"));
        snapshot(scene, "reading-older-ko-light");
        fx(() -> desk.tell(RecordingDesk.status(Connection.LIVE, 0, 0)));
        fx(() -> shell.searchField().setText("nobody"));
        assertThat(robot.lookup(".shell-none").queryAll()).hasSize(1);
    }

    @Test
    void menusAreDarkInTheDark() {
        Shell shell = fx(this::shell);
        show(shell.root(), 1000, 700);
        fx(() -> Theme.modeProperty().set(Theme.Mode.DARK));
        MenuButton person = robot.lookup("#person").query();
        fx(person::show);
        ContextMenu menu = (ContextMenu) person.getItems().getFirst().getParentPopup();
        Region box = (Region) menu.getSkin().getNode();
        assertThat(box.getBackground().getFills().getLast().getFill())
                .isEqualTo(Color.web("#22262B"));
        assertThat(menu.getItems()).hasSize(RecordingDesk.staff().size() + 1);
        fx(person::hide);
    }

    /** They stand in windows of their own, and show what nobody is to see while it is locked. */
    @Test
    void menusCloseWhenTheDeskLocks() {
        Shell shell = fx(this::shell);
        show(shell.root(), 1000, 700);
        Tooltip about = fx(() -> new Tooltip("윤서아 010-1234-4821"));
        ContextMenu menu = fx(() -> new ContextMenu(new MenuItem("윤서아 예약 취소")));
        fx(() -> about.show(shell.root(), 100, 100));
        fx(() -> menu.show(shell.root(), 200, 200));
        assertThat(popups()).containsExactlyInAnyOrder(about, menu);

        fx(session::lock);

        assertThat(popups()).isEmpty();
        assertThat(robot.lookup("#pad").tryQuery()).isPresent();
    }

    private static List<Window> popups() {
        return fx(
                () -> Window.getWindows().stream().filter(PopupWindow.class::isInstance).toList());
    }

    @Test
    void everyStopOfTabShowsThatItHasTheFocus() {
        Shell shell = fx(this::shell);
        Scene scene = show(shell.root(), 1000, 700);
        List<Node> stops = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            press(KeyCode.TAB);
            Node stop = scene.getFocusOwner();
            stops.add(stop);
            assertThat(stop.isFocusVisible()).as("%s", stop).isTrue();
            Paint ring = ((Region) stop).getBackground().getFills().getFirst().getFill();
            assertThat(ring).as("ring of %s", stop).isEqualTo(Color.web("#B4BDF0"));
        }
        assertThat(stops).doesNotHaveDuplicates();
    }

    @Test
    void looksAsDrawn() {
        desk.tellCards(
                List.of(
                        RecordingDesk.card(1, "윤서아", ReservationStatus.IN_TREATMENT, 18),
                        RecordingDesk.card(2, "윤다인", ReservationStatus.BOOKED, 3)));
        Shell shell = fx(this::shell);
        fx(() -> shell.openDrawer(drawer()));
        snapshots(shell.root(), "shell", 1440, 900);
        fx(() -> {
            desk.tell(RecordingDesk.status(Connection.OFFLINE, 6, 3));
            desk.tellAttention(3);
            shell.toasts().undoable(Texts.bind("event.CustomerArrived"), () -> {});
        });
        snapshots(shell.root(), "shell-offline", 1440, 900);
        snapshots(shell.root(), "shell-small", 1000, 700);
        fx(() -> shell.show(Destination.SETTINGS));
        fx(() -> desk.tell(RecordingDesk.status(Connection.LIVE, 1, 0)));
        snapshots(shell.root(), "settings", 1440, 900);
        snapshots(shell.root(), "settings-small", 1000, 700);
        assertThat(Path.of("target/screenshots/shell-ko-light.png")).exists();
    }

    @Test
    void showsWhatItFound() {
        desk.tellCards(
                List.of(
                        RecordingDesk.card(1, "윤서아", ReservationStatus.IN_TREATMENT, 18),
                        RecordingDesk.card(2, "윤다인", ReservationStatus.BOOKED, 3)));
        Shell shell = fx(this::shell);
        Scene scene = show(shell.root(), 1000, 700);
        control(KeyCode.K);
        fx(() -> shell.searchField().setText("윤"));
        snapshot(scene, "search-ko-light");
        fx(() -> Texts.languageProperty().set(Language.ENGLISH));
        fx(() -> shell.searchField().setText("nobody at all"));
        snapshot(scene, "search-none-en-light");
        assertThat(Path.of("target/screenshots/search-ko-light.png")).exists();
    }

    @AfterEach
    void closePreferences() {
        fx(preferences::close);
    }

    private Shell shell() {
        FxThread fx = FxThread.platform(Runnable::run);
        Ticker ticker = new Ticker(desk.clock());
        session.signIn(RecordingDesk.staff().get(4));
        Shell shell =
                new Shell(
                        desk,
                        fx,
                        session,
                        ticker,
                        new SignInScreen(desk, fx, session, ticker),
                        new Plain("enrolment", new Region()));
        shell.put(Destination.BOARD, new Plain("board", page("보드")));
        shell.put(Destination.NEEDS_YOU, new Plain("needs you", page("확인 필요")));
        preferences = DeskPreferences.open(directory.resolve("look"), fx);
        shell.put(Destination.SETTINGS, new SettingsScreen(desk, fx, preferences, shell::enrol));
        shell.onDrawerClosed(() -> happened.add("drawer closed"));
        shell.activate();
        shell.show(Destination.BOARD);
        return shell;
    }

    private static Region drawer() {
        return page("예약");
    }

    private static Region page(String title) {
        Label label = new Label(title);
        label.getStyleClass().add("db-title");
        VBox page = new VBox(label);
        page.setAlignment(Pos.CENTER);
        return page;
    }

    private void control(KeyCode key) {
        robot.press(KeyCode.CONTROL, key).release(key, KeyCode.CONTROL);
        fx(() -> {});
    }

    /** A screen that says what is done to it. */
    private final class Plain implements Screen {
        private final String name;
        private final Region root;

        Plain(String name, Region root) {
            this.name = name;
            this.root = root;
        }

        @Override
        public Parent root() {
            return root;
        }

        @Override
        public void activate() {
            happened.add(name + " on");
        }

        @Override
        public void deactivate() {
            happened.add(name + " off");
        }
    }
}
