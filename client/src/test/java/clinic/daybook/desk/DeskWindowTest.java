package clinic.daybook.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import clinic.daybook.desk.model.Reference.StaffItem;
import clinic.daybook.desk.ui.FxTest;
import clinic.daybook.desk.ui.RecordingDesk;
import clinic.daybook.event.StreamId;
import clinic.daybook.procedure.ProcedureKind;
import clinic.daybook.reservation.Channel;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.staff.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;

/** The whole window on a real desk with a real database. */
class DeskWindowTest extends FxTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir Path directory;

    private final CompletableFuture<StaffItem> signedIn = new CompletableFuture<>();

    @Test
    void opensTheDeskToWhoKnowsTheirPin() {
        try (SeededDesk desk = SeededDesk.open(directory, () -> RecordingDesk.AFTERNOON)) {
            desk.staff("배소윤", Role.FRONT_DESK, "246810");
            desk.staff("류하늘", Role.FRONT_DESK, "111111");
            DeskWindow window = open(desk);
            await().atMost(SOON).until(() -> robot.lookup("배소윤").tryQuery().isPresent());

            press(KeyCode.Q, KeyCode.T);
            press(KeyCode.DIGIT1, KeyCode.DIGIT1, KeyCode.DIGIT1, KeyCode.DIGIT1, KeyCode.ENTER);
            await().atMost(SOON)
                    .until(() ->
                            robot.lookup("PIN이 맞지 않습니다. 4번 더 시도할 수 있습니다.").tryQuery().isPresent());
            press(KeyCode.DIGIT2, KeyCode.DIGIT4, KeyCode.DIGIT6);
            press(KeyCode.DIGIT8, KeyCode.DIGIT1, KeyCode.DIGIT0, KeyCode.ENTER);
            await().atMost(SOON).until(() -> window.session().staff().isPresent());

            assertThat(window.session().staff()).map(StaffItem::name).contains("배소윤");
            fx(window::close);
        }
    }

    @Test
    void aReservationIsFoundAndOpenedAndACustomerBookedByKeyboard() {
        try (SeededDesk desk = SeededDesk.open(directory, () -> RecordingDesk.AFTERNOON)) {
            desk.staff("배소윤", Role.FRONT_DESK, "246810");
            book(desk, "윤서아");
            desk.customer("윤다인", "010-2222-3333");
            DeskWindow window = open(desk);
            await().atMost(SOON).until(() -> robot.lookup("배소윤").tryQuery().isPresent());
            fx(() -> desk.model().onReference(known -> signedIn.complete(known.staff().getLast())));
            fx(() -> window.session().signIn(signedIn.join()));
            await().atMost(SOON).until(() -> robot.lookup("윤서아").tryQuery().isPresent());

            control(KeyCode.K);
            robot.write("4821");
            await().atMost(SOON).until(() -> !robot.lookup(".shell-hit").queryAll().isEmpty());
            press(KeyCode.ENTER);
            await().atMost(SOON).until(() -> robot.lookup(".db-drawer").tryQuery().isPresent());
            await().atMost(SOON).until(() -> hasFocus(robot.lookup(".db-drawer").<Node>query()));
            snapshot(window.shell().root().getScene(), "window-ko-light");

            control(KeyCode.K);
            robot.write("3333");
            await().atMost(SOON).until(() -> robot.lookup(".shell-hit").queryAll().size() == 1);
            press(KeyCode.ENTER);
            await().atMost(SOON).until(() -> window.shell().dialogs().showingProperty().get());
            snapshot(window.shell().root().getScene(), "window-booking-ko-light");
            assertThat(hasFocus(window.shell().dialogs())).isTrue();
            press(KeyCode.ESCAPE);
            assertThat(window.shell().dialogs().showingProperty().get()).isFalse();
            fx(window::close);
        }
    }

    @Test
    void aDeskThatNoServerKnowsAsksToBeEnrolled() {
        try (SeededDesk desk = SeededDesk.empty(directory, () -> RecordingDesk.AFTERNOON)) {
            DeskWindow window = open(desk);
            await().atMost(SOON)
                    .until(() -> robot.lookup("이 PC를 데스크로 등록하세요").tryQuery().isPresent());
            fx(window::close);
        }
    }

    @Test
    void aDeskThatCannotBeOpenedSaysWhatIsSafe() {
        AtomicReference<Stage> stage = new AtomicReference<>();
        fx(() -> stage.set(FxToolkit.toolkitContext().getRegisteredStage()));
        snapshots(
                fx(() -> StartFailure.content(stage.get(), "DB-1016")), "start-failure", 480, 176);
        fx(() -> StartFailure.show(stage.get(), "DB-1007"));
        assertThat(robot.lookup("이 데스크가 이미 열려 있습니다").tryQuery()).isPresent();
    }

    private static void book(SeededDesk desk, String name) {
        StreamId customer = desk.customer(name, "010-1234-4821");
        StreamId procedure = desk.procedure("레이저 토닝", 30, 150_000, ProcedureKind.TREATMENT);
        StreamId reservation = desk.newId("reservation");
        desk.confirm(
                reservation,
                new ReservationCommand.Book(
                        customer,
                        RecordingDesk.AFTERNOON.plusSeconds(600),
                        30,
                        null,
                        null,
                        Channel.PHONE,
                        List.of(
                                new ReservationCommand.TaskOrder(
                                        desk.uuid(), procedure, "레이저 토닝", 30, 150_000)),
                        false),
                Map.of());
    }

    private void control(KeyCode key) {
        robot.press(KeyCode.CONTROL, key).release(key, KeyCode.CONTROL);
        fx(() -> {});
    }

    private DeskWindow open(SeededDesk desk) {
        return fx(() -> {
            Stage stage = FxToolkit.toolkitContext().getRegisteredStage();
            DeskWindow window = new DeskWindow(stage, desk.model(), directory, null);
            window.show();
            return window;
        });
    }
}
