package clinic.daybook.desk.signin;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.desk.model.Reference.StaffItem;
import clinic.daybook.desk.model.SignInResult;
import clinic.daybook.desk.model.SyncStatus.Connection;
import clinic.daybook.desk.ui.FxTest;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.Language;
import clinic.daybook.desk.ui.RecordingDesk;
import clinic.daybook.desk.ui.Session;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Ticker;
import clinic.daybook.reservation.ReservationStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/** Sign-in and enrolment in a window, by keyboard, and their pictures. */
class SignInScreenTest extends FxTest {

    private final RecordingDesk desk = new RecordingDesk();
    private final Session session = new Session();

    @Test
    void signsInByKeyboardAlone() {
        SignInScreen screen = fx(this::screen);
        show(screen.root(), 1000, 700);
        fx(screen::activate);
        StaffItem bae = RecordingDesk.staff().get(4);
        desk.signInAnswer = CompletableFuture.completedFuture(new SignInResult.SignedIn(bae));

        press(KeyCode.Q, KeyCode.T);
        assertThat(robot.lookup("#name").queryAs(Label.class).getText()).isEqualTo("배소윤");
        press(KeyCode.DIGIT4, KeyCode.DIGIT3, KeyCode.DIGIT2, KeyCode.DIGIT1, KeyCode.DIGIT9);
        press(KeyCode.BACK_SPACE, KeyCode.ENTER);

        assertThat(desk.asked).containsExactly("signIn " + bae.id() + " 4321");
        assertThat(session.staff()).contains(bae);
    }

    @Test
    void arrowsMoveTheChoiceAndTheFocusWithIt() {
        SignInScreen screen = fx(this::screen);
        show(screen.root(), 1000, 700);
        fx(screen::activate);
        press(KeyCode.RIGHT, KeyCode.DOWN);
        Label name = robot.lookup("#name").queryAs(Label.class);
        assertThat(name.getText()).isEqualTo("문가람");
        assertThat(name.getScene().getFocusOwner().getAccessibleText()).isEqualTo("문가람");
    }

    @Test
    void changesItsLanguageWhereItStands() {
        SignInScreen screen = fx(this::screen);
        show(screen.root(), 1000, 700);
        fx(screen::activate);
        fx(() -> Texts.languageProperty().set(Language.ENGLISH));
        assertThat(robot.lookup("Who is using this desk?").tryQuery()).isPresent();
        assertThat(robot.lookup("Sign in").tryQuery()).isPresent();
    }

    @Test
    void saysWhatIsWrongWithAnAddressAtTheField() {
        List<String> done = new ArrayList<>();
        EnrolmentScreen screen =
                fx(() ->
                        new EnrolmentScreen(
                                desk,
                                FxThread.platform(Runnable::run),
                                () -> "",
                                done::add,
                                () -> {}));
        show(screen.root(), 1000, 700);
        fx(screen::activate);
        robot.write("daybook");
        press(KeyCode.TAB);
        assertThat(robot.lookup("서버 주소를 이렇게 적으세요. 예: http://192.168.0.10:7410").tryQuery())
                .isPresent();
        assertThat(robot.lookup(".text-field").<TextField>queryAll())
                .extracting(TextField::getText)
                .contains("daybook");
    }

    @Test
    void looksAsDrawn() {
        desk.tellCards(
                List.of(
                        RecordingDesk.card(1, "노하진", ReservationStatus.BOOKED, 5),
                        RecordingDesk.card(3, "용세아", ReservationStatus.CHECKED_IN, 9)));
        SignInScreen screen =
                fx(() -> {
                    session.switchTo(RecordingDesk.staff().get(4).id());
                    SignInScreen made = screen();
                    made.activate();
                    return made;
                });
        snapshots(screen.root(), "signin", 1440, 900);
        desk.tell(RecordingDesk.status(Connection.OFFLINE, 2, 0));
        snapshots(screen.root(), "signin-small", 1000, 700);
        EnrolmentScreen enrolment =
                fx(() -> {
                    EnrolmentScreen made =
                            new EnrolmentScreen(
                                    desk,
                                    FxThread.platform(Runnable::run),
                                    () -> "192.168.0.10",
                                    _ -> {},
                                    () -> {});
                    desk.tell(RecordingDesk.status(Connection.NOT_ENROLLED, 0, 0));
                    made.activate();
                    return made;
                });
        fx(() -> ((Button) enrolment.root().lookup("#submit")).fire());
        snapshots(enrolment.root(), "enrolment", 1440, 900);
        assertThat(Path.of("target/screenshots/signin-ko-light.png")).exists();
    }

    private SignInScreen screen() {
        Ticker ticker = new Ticker(desk.clock());
        return new SignInScreen(desk, FxThread.platform(Runnable::run), session, ticker);
    }
}
