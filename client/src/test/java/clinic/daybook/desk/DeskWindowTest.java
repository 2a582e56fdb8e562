package clinic.daybook.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import clinic.daybook.desk.model.Reference.StaffItem;
import clinic.daybook.desk.ui.FxTest;
import clinic.daybook.desk.ui.RecordingDesk;
import clinic.daybook.staff.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;

/** The whole window on a real desk with a real database. */
class DeskWindowTest extends FxTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir Path directory;

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
                    .until(
                            () ->
                                    robot.lookup("PIN이 맞지 않습니다. 4번 더 시도할 수 있습니다.")
                                            .tryQuery()
                                            .isPresent());
            press(KeyCode.DIGIT2, KeyCode.DIGIT4, KeyCode.DIGIT6);
            press(KeyCode.DIGIT8, KeyCode.DIGIT1, KeyCode.DIGIT0, KeyCode.ENTER);
            await().atMost(SOON).until(() -> window.session().staff().isPresent());

            assertThat(window.session().staff()).map(StaffItem::name).contains("배소윤");
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
        snapshots(fx(() -> StartFailure.content(stage.get(), "DB-1016")), "start-failure", 480, 176);
        fx(() -> StartFailure.show(stage.get(), "DB-1007"));
        assertThat(robot.lookup("이 데스크가 이미 열려 있습니다").tryQuery()).isPresent();
    }

    private DeskWindow open(SeededDesk desk) {
        return fx(
                () -> {
                    Stage stage = FxToolkit.toolkitContext().getRegisteredStage();
                    DeskWindow window = new DeskWindow(stage, desk.model(), directory, null);
                    window.show();
                    return window;
                });
    }
}
