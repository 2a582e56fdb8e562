package clinic.daybook.desk.attention;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.desk.memory.MemoryDesk;
import clinic.daybook.desk.model.AttentionItem;
import clinic.daybook.desk.model.CallBack;
import clinic.daybook.desk.model.ChangeOutcome;
import clinic.daybook.desk.model.CustomerItem;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.reservation.ReservationDrawer;
import clinic.daybook.desk.ui.Dialogs;
import clinic.daybook.desk.ui.FxTest;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.Language;
import clinic.daybook.desk.ui.Privacy;
import clinic.daybook.desk.ui.Session;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Theme;
import clinic.daybook.desk.ui.Ticker;
import clinic.daybook.desk.ui.Toasts;
import clinic.daybook.event.Refusal;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.ReservationCommand.AddTreatment;
import clinic.daybook.reservation.ReservationCommand.Arrive;
import clinic.daybook.reservation.ReservationCommand.AssignRoom;
import clinic.daybook.reservation.ReservationCommand.Cancel;
import clinic.daybook.reservation.ReservationCommand.CheckIn;
import clinic.daybook.reservation.ReservationCommand.Reschedule;
import clinic.daybook.reservation.Slot;
import clinic.daybook.reservation.TaskOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

/** What waits for a person, answered with the keyboard on the real rules. */
class AttentionScreenTest extends FxTest {

    private final MemoryDesk desk = new MemoryDesk();
    private final Session session = new Session();
    private final Dialogs dialogs = fx(Dialogs::new);
    private final List<StreamId> opened = new ArrayList<>();
    private final List<CallBack> proposed = new ArrayList<>();
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
                                    doors());
                    made.start();
                    made.activate();
                    return made;
                });
        scene = show(fx(() -> new StackPane(screen.root(), dialogs)), 1368, 844);
    }

    /** The dialogs are the real ones; what leads to other screens is written down. */
    private AttentionDoors doors() {
        ReservationDrawer drawer =
                new ReservationDrawer(
                        desk,
                        FxThread.platform(Runnable::run),
                        session,
                        new Ticker(desk.clock()),
                        dialogs,
                        new Toasts(),
                        new ReservationDrawer.Elsewhere(_ -> {}, _ -> {}));
        return new AttentionDoors() {
            @Override
            public void open(StreamId reservationId) {
                opened.add(reservationId);
            }

            @Override
            public void again(AttentionItem item, ReservationDetail now, Reference reference) {
                drawer.again(item, now, reference);
            }

            @Override
            public void instead(CallBack call) {
                proposed.add(call);
            }
        };
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
        assertThat(led()).isEqualTo(before);
        snapshot(scene, "attention-again-ko-light");
        confirm();
        assertThat(led()).isEqualTo(before + 1);
        assertThat(desk.waiting().answered()).containsExactly(Map.entry(twin, "redone"));
        assertThat(screen.countProperty().get()).isEqualTo(2);
    }

    @Test
    void redoingReplacesTheValueThatIsSeenNow() {
        fx(() -> scene.getRoot().lookup(".list-view").requestFocus());
        press(KeyCode.DOWN, KeyCode.DIGIT1);
        confirm();
        assertThat(desk.state(visit).roomId()).isEqualTo(MemoryDesk.LASER_1.id());
        assertThat(desk.waiting().answered()).containsKey(room);
    }

    @Test
    void whatCannotBeDoneIsNotOfferedAndCanBeKeptAsItIs() {
        fx(() -> scene.getRoot().lookup(".list-view").requestFocus());
        press(KeyCode.DOWN, KeyCode.DOWN, KeyCode.DIGIT1);
        assertThat(desk.waiting().answered()).isEmpty();
        press(KeyCode.DIGIT2);
        assertThat(desk.waiting().answered()).containsExactly(Map.entry(late, "kept-as-is"));
    }

    @Test
    void managersSeeWhatWaitsAtOtherDesksAndCannotAnswerIt() {
        desk.waiting().elsewhere().set(List.of(atDeskTwo()));
        WaitForAsyncUtils.waitForFxEvents();
        ListView<?> others = (ListView<?>) scene.getRoot().lookup("#elsewhere");
        assertThat(others.getItems()).isEmpty();

        fx(() -> session.signIn(MemoryDesk.MANAGER));
        assertThat(others.getItems()).hasSize(1);
        fx(() -> {
            others.getSelectionModel().select(0);
            others.requestFocus();
        });
        press(KeyCode.DIGIT1, KeyCode.DIGIT2, KeyCode.DIGIT3);
        snapshot(scene, "attention-elsewhere-ko-light");
        assertThat(dialogs.showingProperty().get()).isFalse();
        assertThat(desk.waiting().answered()).isEmpty();
        assertThat(screen.countProperty().get()).isEqualTo(3);

        desk.waiting().elsewhere().set(List.of());
        WaitForAsyncUtils.waitForFxEvents();
        press(KeyCode.DIGIT2);
        assertThat(desk.waiting().answered()).containsExactly(Map.entry(twin, "kept-as-is"));
    }

    @Test
    void customersAreCalledBackWithANumberThatShowsWhenAskedFor() {
        CallBack call = call();
        fx(() -> session.signIn(MemoryDesk.MANAGER));
        desk.waiting().elsewhere().set(List.of(atDeskTwo()));
        desk.waiting().callBacks().set(List.of(call));
        WaitForAsyncUtils.waitForFxEvents();
        snapshot(scene, "attention-calls-ko-light");
        fx(() -> {
            Texts.languageProperty().set(Language.ENGLISH);
            Theme.modeProperty().set(Theme.Mode.DARK);
        });
        snapshot(scene, "attention-calls-en-dark");
        assertThat(texts()).contains("010-••••-5678").doesNotContain("010-1234-5678");
        ToggleButton reveal = (ToggleButton) scene.getRoot().lookup(".att-call .toggle-button");
        fx(reveal::fire);
        assertThat(texts()).contains("010-1234-5678");
        fx(() -> Privacy.coveredProperty().set(true));
        assertThat(texts()).doesNotContain("010-1234-5678");
        fx(() -> Privacy.coveredProperty().set(false));

        fx(() -> scene.getRoot().lookup(".att-call .att-instead").requestFocus());
        press(KeyCode.SPACE);
        assertThat(proposed).containsExactly(call);
        fx(() -> scene.getRoot().lookup(".att-call .att-called").requestFocus());
        press(KeyCode.SPACE);
        assertThat(desk.waiting().answered())
                .containsExactly(Map.entry(call.commitId(), "called-back"));
        assertThat(scene.getRoot().lookupAll(".att-call")).isEmpty();
    }

    private List<String> texts() {
        return scene.getRoot().lookupAll(".att-call .label").stream()
                .map(node -> ((Label) node).getText())
                .toList();
    }

    private void confirm() {
        robot.press(KeyCode.CONTROL, KeyCode.ENTER).release(KeyCode.ENTER, KeyCode.CONTROL);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static final StreamId DESK_TWO = new StreamId("desk", new UUID(0x7001L, 2));

    private ChangeOutcome atDeskTwo() {
        return new ChangeOutcome(
                new UUID(0x7001L, Long.MIN_VALUE | 4),
                visit,
                "윤서아",
                DESK_TWO,
                "데스크 2",
                MemoryDesk.DESK.id(),
                MemoryDesk.DESK.name(),
                "Reschedule",
                new Reschedule(
                        MemoryDesk.START.plusSeconds(5_400),
                        60,
                        null,
                        null,
                        new Slot(MemoryDesk.START, 60, null, null)),
                Map.of(),
                MemoryDesk.START.plusSeconds(90),
                2,
                4,
                ChangeOutcome.Became.NEEDS_YOU,
                "changed-since",
                desk.detail(visit).audit().stream()
                        .filter(e -> e.version() > 2)
                        .toList()
                        .reversed(),
                null);
    }

    private CallBack call() {
        return new CallBack(
                new UUID(0x7001L, Long.MIN_VALUE | 4),
                DESK_TWO,
                "데스크 2",
                visit,
                new CustomerItem(
                        new StreamId("customer", new UUID(0x7001L, 7)),
                        "윤서아",
                        "010-1234-5678",
                        "",
                        null,
                        null,
                        null),
                MemoryDesk.DESK.name(),
                MemoryDesk.START.plusSeconds(90),
                MemoryDesk.START.plusSeconds(5_400),
                60,
                null,
                "",
                MemoryDesk.LASER_1.id(),
                MemoryDesk.LASER_1.name(),
                desk.detail(visit).card(),
                MemoryDesk.START.plusSeconds(7_200));
    }

    @Test
    void lettingGoWantsAReason() {
        press(KeyCode.DIGIT3);
        assertThat(dialogs.showingProperty().get()).isTrue();
        robot.press(KeyCode.CONTROL, KeyCode.ENTER).release(KeyCode.ENTER, KeyCode.CONTROL);
        assertThat(desk.waiting().answered()).isEmpty();
        press(KeyCode.SPACE);
        snapshot(scene, "attention-let-go-ko-light");
        confirm();
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
