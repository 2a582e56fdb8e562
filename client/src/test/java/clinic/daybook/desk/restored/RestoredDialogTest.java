package clinic.daybook.desk.restored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import clinic.daybook.desk.model.RestoredServer;
import clinic.daybook.desk.model.RestoredServer.Lacking;
import clinic.daybook.desk.model.RestoredServer.Line;
import clinic.daybook.desk.model.RestoredServer.Stage;
import clinic.daybook.desk.ui.Dialogs;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.FxTest;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.RecordingDesk;
import clinic.daybook.desk.ui.Toasts;
import clinic.daybook.event.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a restored server lacks is seen before it is sent (I5). */
class RestoredDialogTest extends FxTest {

    private static final Instant BACKUP = Instant.parse("2026-03-02T13:00:00Z");

    private final RecordingDesk desk = new RecordingDesk();
    private Dialogs dialogs;
    private RestoredDialog dialog;

    @BeforeEach
    void make() {
        dialogs = fx(Dialogs::new);
        Toasts toasts = fx(Toasts::new);
        dialog =
                fx(() ->
                        new RestoredDialog(
                                desk,
                                FxThread.platform(Runnable::run),
                                dialogs,
                                toasts,
                                Formats::standard));
        desk.restored(
                state(Stage.WAITING),
                List.of(
                        new Lacking(
                                new StreamId("reservation", new UUID(0, 1)),
                                "김민준",
                                List.of(
                                        line(
                                                "2026-03-02T14:05:00Z",
                                                false,
                                                false,
                                                "ReservationBooked"),
                                        line(
                                                "2026-03-02T23:40:00Z",
                                                true,
                                                false,
                                                "CustomerArrived"),
                                        line(
                                                "2026-03-02T23:41:00Z",
                                                false,
                                                true,
                                                "CustomerCheckedIn",
                                                "TreatmentAdded"))),
                        new Lacking(
                                new StreamId("procedure", new UUID(0, 2)),
                                "",
                                List.of(
                                        line(
                                                "2026-03-02T14:20:00Z",
                                                false,
                                                false,
                                                "ProcedureChanged")))));
    }

    private static RestoredServer state(Stage stage) {
        return new RestoredServer(
                stage,
                BACKUP,
                BACKUP.plusSeconds(36_000),
                3,
                1,
                1,
                2,
                Instant.parse("2026-03-02T14:05:00Z"),
                Instant.parse("2026-03-02T23:41:00Z"),
                List.of("박지훈", "이서연"),
                List.of("데스크 1", "데스크 2"));
    }

    private static Line line(String at, boolean later, boolean clash, String... types) {
        return new Line(Instant.parse(at), "박지훈", "데스크 1", List.of(types), later, clash);
    }

    @Test
    void everyChangeIsListedAndNothingIsSentBeforeSomebodySaysSo() {
        show(dialogs, 1000, 700);
        fx(dialog::open);
        ListView<?> list = robot.lookup("#lacking").queryListView();
        await().until(() -> fx(() -> list.getItems().size()) == 6);
        assertThat(desk.sentLacking()).isZero();
        press(KeyCode.ESCAPE);
        assertThat(desk.sentLacking()).isZero();
        fx(dialog::open);
        robot.press(KeyCode.CONTROL, KeyCode.ENTER).release(KeyCode.ENTER, KeyCode.CONTROL);
        await().until(() -> desk.sentLacking() == 1);
        await().until(() -> !fx(() -> dialogs.showingProperty().get()));
    }

    @Test
    void whatIsBeingSentIsNotSentAgain() {
        desk.restored(state(Stage.SENDING), List.of());
        show(dialogs, 1000, 700);
        fx(dialog::open);
        robot.press(KeyCode.CONTROL, KeyCode.ENTER).release(KeyCode.ENTER, KeyCode.CONTROL);
        fx(() -> {});
        assertThat(desk.sentLacking()).isZero();
    }

    @Test
    void pictures() {
        StackPane page = fx(() -> new StackPane(dialogs));
        show(page, 1000, 700);
        fx(dialog::open);
        ListView<?> list = robot.lookup("#lacking").queryListView();
        await().until(() -> fx(() -> list.getItems().size()) == 6);
        snapshots(page, "restored", 1000, 700);
    }
}
