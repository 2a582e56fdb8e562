package clinic.daybook.desk.attention;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.desk.memory.MemoryDesk;
import clinic.daybook.desk.model.AttentionItem;
import clinic.daybook.desk.ui.Dialogs;
import clinic.daybook.desk.ui.FxTest;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.Language;
import clinic.daybook.desk.ui.Session;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Theme;
import clinic.daybook.desk.ui.Toasts;
import clinic.daybook.event.Refusal;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.ReservationCommand.AddTreatment;
import clinic.daybook.reservation.ReservationCommand.Arrive;
import clinic.daybook.reservation.ReservationCommand.AssignRoom;
import clinic.daybook.reservation.ReservationCommand.Cancel;
import clinic.daybook.reservation.ReservationCommand.CheckIn;
import clinic.daybook.reservation.TaskOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What waits for a person, answered with the keyboard on the real rules. */
class AttentionScreenTest extends FxTest {

    private final MemoryDesk desk = new MemoryDesk();
    private final Session session = new Session();
    private final Dialogs dialogs = fx(Dialogs::new);
    private final List<StreamId> opened = new ArrayList<>();
    private final UUID twin = new UUID(0x7001L, Long.MIN_VALUE | 1);
    private final UUID room = new UUID(0x7001L, Long.MIN_VALUE | 2);
    private final UUID late = new UUID(0x7001L, Long.MIN_VALUE | 3);
    private AttentionScreen screen;
    private StreamId visit;
    private StreamId cancelled;
    private Scene scene;

    @BeforeEach
    void threeThingsWait() {
        visit = desk.book(MemoryDesk.START, List.of(MemoryDesk.TALK));
        desk.run(MemoryDesk.DESK, visit, new Arrive());
        AddTreatment meant =
                new AddTreatment(
                        desk.order(MemoryDesk.LED),
                        TaskOrigin.UPSELL,
                        MemoryDesk.DESK.id(),
                        List.of(),
                        false);
        desk.pass(2);
        desk.run(MemoryDesk.MANAGER, visit, add());
        desk.run(
                MemoryDesk.MANAGER,
                visit,
                new AssignRoom(MemoryDesk.LASER_2.id(), MemoryDesk.LASER_1.id()),
                "레이저 1 점검");
        cancelled = desk.book(MemoryDesk.START.plusSeconds(7_200), List.of(MemoryDesk.LIFTING));
        desk.run(
                MemoryDesk.MANAGER,
                cancelled,
                new Cancel(clinic.daybook.reservation.CancelledBy.CUSTOMER));
        desk.pass(10);
        desk.waiting()
                .items()
                .set(
                        List.of(
                                item(
                                        twin,
                                        visit,
                                        meant,
                                        new Refusal("same-treatment", Map.of("name", "LED 재생"))),
                                item(
                                        room,
                                        visit,
                                        new AssignRoom(MemoryDesk.LASER_1.id(), null),
                                        new Refusal("changed-since", Map.of("field", "roomId"))),
                                item(
                                        late,
                                        cancelled,
                                        new CheckIn(),
                                        new Refusal(
                                                "illegal-in-state",
                                                Map.of(
                                                        "state",
                                                        "cancelled",
                                                        "event",
                                                        "CustomerCheckedIn")))));
        screen =
                fx(() -> {
                    session.signIn(MemoryDesk.DESK);
                    AttentionScreen made =
                            new AttentionScreen(
                                    desk,
                                    FxThread.platform(Runnable::run),
                                    session,
                                    dialogs,
                                    new Toasts(),
                                    opened::add);
                    made.start();
                    made.activate();
                    return made;
                });
        scene = show(fx(() -> new StackPane(screen.root(), dialogs)), 1368, 844);
    }

    @AfterEach
    void release() {
        fx(() -> screen.deactivate());
        assertThat(desk.listeners(visit)).isZero();
        fx(() -> screen.stop());
    }

    @Test
    void looksAtTheOldestFirstAndCounts() {
        assertThat(screen.countProperty().get()).isEqualTo(3);
        snapshot(scene, "attention-ko-light");
        fx(() -> {
            Texts.languageProperty().set(Language.ENGLISH);
            Theme.modeProperty().set(Theme.Mode.DARK);
        });
        snapshot(scene, "attention-en-dark");
        fx(() -> Theme.modeProperty().set(Theme.Mode.LIGHT));
        fx(() -> screen.root().requestFocus());
        fx(() -> scene.getRoot().lookup(".list-view").requestFocus());
        press(KeyCode.DOWN, KeyCode.DOWN);
        snapshot(scene, "attention-impossible-en-light");
    }

    @Test
    void redoingAddsTheSecondOneOnPurposeAndEndsTheItem() {
        long before = led();
        press(KeyCode.DIGIT1);
        assertThat(led()).isEqualTo(before + 1);
        assertThat(desk.waiting().answered()).containsExactly(Map.entry(twin, "redone"));
        assertThat(screen.countProperty().get()).isEqualTo(2);
    }

    @Test
    void redoingReplacesTheValueThatIsSeenNow() {
        fx(() -> scene.getRoot().lookup(".list-view").requestFocus());
        press(KeyCode.DOWN, KeyCode.DIGIT1);
        assertThat(desk.state(visit).roomId()).isEqualTo(MemoryDesk.LASER_1.id());
        assertThat(desk.waiting().answered()).containsKey(room);
    }

    @Test
    void whatCannotBeDoneIsNotOfferedAndCanBeKeptAsItIs() {
        fx(() -> scene.getRoot().lookup(".list-view").requestFocus());
        press(KeyCode.DOWN, KeyCode.DOWN, KeyCode.DIGIT1);
        assertThat(desk.waiting().answered()).isEmpty();
        press(KeyCode.DIGIT2);
        assertThat(desk.waiting().answered()).containsOnlyKeys(late);
    }

    @Test
    void lettingGoWantsAReason() {
        press(KeyCode.DIGIT3);
        assertThat(dialogs.showingProperty().get()).isTrue();
        robot.press(KeyCode.CONTROL, KeyCode.ENTER).release(KeyCode.ENTER, KeyCode.CONTROL);
        assertThat(desk.waiting().answered()).isEmpty();
        press(KeyCode.SPACE);
        snapshot(scene, "attention-let-go-ko-light");
        robot.press(KeyCode.CONTROL, KeyCode.ENTER).release(KeyCode.ENTER, KeyCode.CONTROL);
        org.testfx.util.WaitForAsyncUtils.waitForFxEvents();
        assertThat(desk.waiting().answered()).containsExactly(Map.entry(twin, "no-longer-needed"));
    }

    private long led() {
        return desk.state(visit).tasks().stream()
                .filter(t -> t.task().procedureId().equals(MemoryDesk.LED.id()))
                .count();
    }

    private ReservationCommand add() {
        return new AddTreatment(
                desk.order(MemoryDesk.LED), TaskOrigin.CARE, null, List.of(), false);
    }

    private AttentionItem item(
            UUID commit, StreamId id, ReservationCommand command, Refusal refusal) {
        return new AttentionItem(
                commit,
                id,
                "윤서아",
                command,
                refusal,
                MemoryDesk.DESK.id(),
                MemoryDesk.DESK.name(),
                MemoryDesk.START.plusSeconds(60),
                2,
                desk.detail(id).audit().stream().filter(e -> e.version() > 2).toList().reversed());
    }
}
