package clinic.daybook.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import clinic.daybook.desk.local.DeskFailure;
import clinic.daybook.desk.local.Rescue;
import clinic.daybook.desk.ui.FxTest;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.Parent;
import org.junit.jupiter.api.Test;

/** What a person is told while damaged records are built anew. */
class RescueWindowTest extends FxTest {

    private static final Rescue.Report REPORT =
            new Rescue.Report(12, 1, 2, true, true, Path.of("damaged-20260302T010000Z"));

    @Test
    void aFailureCanBeTriedAgain() {
        AtomicInteger tries = new AtomicInteger();
        AtomicInteger wentOn = new AtomicInteger();
        RescueWindow window =
                new RescueWindow(
                        progress -> {
                            progress.accept(Rescue.Step.BUILDING);
                            if (tries.incrementAndGet() == 1) {
                                throw new DeskFailure("DB-1022", "no room");
                            }
                            return REPORT;
                        },
                        wentOn::incrementAndGet,
                        () -> {});
        Parent content = fx(window::content);
        show(content, 520, 260);
        fx(window::start);
        await().until(() -> fx(window::now) instanceof RescueWindow.Shown.Failed);
        robot.clickOn("다시 시도");
        await().until(() -> fx(window::now) instanceof RescueWindow.Shown.Done);
        assertThat(wentOn).hasValue(0);
        robot.clickOn("계속 일하기");
        await().until(() -> wentOn.get() == 1);
        assertThat(tries).hasValue(2);
    }

    @Test
    void pictures() {
        RescueWindow window = new RescueWindow(progress -> REPORT, () -> {}, () -> {});
        Parent content = fx(window::content);
        snapshots(content, "rescue-working", 520, 260);
        fx(() -> window.show(new RescueWindow.Shown.Done(REPORT)));
        snapshots(content, "rescue-done", 520, 260);
        fx(() -> window.show(new RescueWindow.Shown.Failed("DB-1022")));
        snapshots(content, "rescue-failed", 520, 260);
    }
}
