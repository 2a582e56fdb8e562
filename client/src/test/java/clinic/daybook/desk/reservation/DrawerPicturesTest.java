package clinic.daybook.desk.reservation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import clinic.daybook.desk.memory.MemoryDesk;
import clinic.daybook.desk.model.SyncStatus;
import clinic.daybook.desk.ui.timeline.TimelineEntryView;
import clinic.daybook.desk.ui.timeline.TimelineView;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.ReservationCommand.AddTreatment;
import clinic.daybook.reservation.ReservationCommand.CheckIn;
import clinic.daybook.reservation.ReservationCommand.FinishTreatment;
import clinic.daybook.reservation.ReservationCommand.RequestRefund;
import clinic.daybook.reservation.ReservationCommand.StartConsultation;
import clinic.daybook.reservation.ReservationCommand.StartTreatment;
import clinic.daybook.reservation.TaskOrigin;
import java.util.List;
import java.util.UUID;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

/** Pictures of the drawer and its dialogs, for the eye; and that each of them shows at all. */
class DrawerPicturesTest extends DrawerWindow {

    @Test
    void inTreatment() {
        StreamId id = Visits.inTreatment(desk);
        open(MemoryDesk.DESK, id);
        assertThat(lookup(".res-task")).hasSize(4);
        both("drawer-in-treatment");
        fx(() -> tab(1).fire());
        both("drawer-times");
        fx(() -> tab(2).fire());
        both("drawer-memo");
    }

    @Test
    void small() {
        open(MemoryDesk.DOCTOR, Visits.inTreatment(desk), 1000, 700);
        both("drawer-practitioner-small");
    }

    @Test
    void openedEntry() {
        StreamId id = Visits.inTreatment(desk);
        open(MemoryDesk.DESK, id);
        desk.sync(
                new SyncStatus(
                        SyncStatus.Connection.LIVE,
                        MemoryDesk.START,
                        0,
                        0,
                        18_500,
                        18_500,
                        List.of(
                                new SyncStatus.OtherDesk(
                                        desk.deskId(), "데스크 1", true, MemoryDesk.START, 18_500),
                                new SyncStatus.OtherDesk(
                                        MemoryDesk.id("desk", 2),
                                        "데스크 2",
                                        true,
                                        MemoryDesk.START,
                                        18_500),
                                new SyncStatus.OtherDesk(
                                        MemoryDesk.id("desk", 3),
                                        "데스크 3",
                                        false,
                                        MemoryDesk.START,
                                        17_000))));
        fx(() -> {
            TimelineView timeline = find(".db-timeline");
            int last = timeline.getChildren().size() - 1;
            ((TimelineEntryView) timeline.getChildren().get(last - 1)).toggle();
        });
        fx(() -> ((ScrollPane) find(".res-drawer .scroll-pane")).setVvalue(1));
        assertThat(lookup(".db-entry-table")).hasSize(1);
        assertThat(lookup(".db-entry-fact"))
                .extracting(n -> ((Label) n).getText())
                .contains("데스크 3: 아직 · 13:00부터 오프라인\n받음: 데스크 1 (여기), 데스크 2");
        both("drawer-opened-entry");
    }

    @Test
    void whatANewerProgramWroteIsLookedAtOnly() {
        StreamId id = Visits.inTreatment(desk);
        open(MemoryDesk.DESK, id);
        fx(desk::newer);
        assertThat(find(".res-unreadable").isVisible()).isTrue();
        assertThat(find(".db-primary").isVisible()).isFalse();
        both("drawer-unreadable");
    }

    @Test
    void timesThatCannotBeRight() {
        StreamId id = Visits.arrived(desk);
        desk.pass(5);
        desk.run(MemoryDesk.DESK, id, new CheckIn());
        desk.pass(6);
        desk.run(
                MemoryDesk.DOCTOR,
                id,
                new StartTreatment(
                        desk.task(id, 0), MemoryDesk.DOCTOR.id(), MemoryDesk.LASER_2.id(), false));
        // Somebody sets the clock of the practitioner's desk back, and later forth again.
        desk.clockWrong(true).pass(-120);
        desk.run(MemoryDesk.DOCTOR, id, new FinishTreatment(desk.task(id, 0)));
        desk.clockWrong(false).pass(140);
        desk.run(MemoryDesk.DOCTOR, id, new StartConsultation(MemoryDesk.DOCTOR.id()));
        desk.pass(10);
        open(MemoryDesk.DESK, id);
        both("drawer-clock-wrong");
        fx(() -> tab(1).fire());
        assertThat(lookup(".res-stay .db-tag")).hasSize(3);
        both("drawer-clock-wrong-times");
    }

    @Test
    void readyToLeave() {
        open(MemoryDesk.DESK, Visits.readyToLeave(desk));
        both("drawer-ready");
    }

    @Test
    void departedWithRefund() {
        open(MemoryDesk.DESK, Visits.departedWithRefund(desk));
        both("drawer-departed");
        fx(() -> tab(1).fire());
        both("drawer-departed-times");
    }

    @Test
    void menus() {
        open(MemoryDesk.DESK, Visits.inTreatment(desk));
        robot.clickOn((Node) find(".res-head .db-icon"));
        Window menu =
                robot.listWindows().stream()
                        .filter(ContextMenu.class::isInstance)
                        .findFirst()
                        .orElseThrow();
        assertThat(menu.getHeight()).isGreaterThan(100);
        snapshot(menu.getScene(), "drawer-menu-ko-light");
    }

    @Test
    void paymentDialog() {
        StreamId id = Visits.inTreatment(desk);
        open(MemoryDesk.DESK, id);
        both("dialog-payment", () -> act(Action.RECEIVE_PAYMENT, null, id));
        both("dialog-payment-split-wrong", () -> split(id, "34만"));
        both("dialog-payment-over", () -> split(id, "400,000"));
        assertThat(desk.state(id).payments()).as("nothing was recorded").hasSize(1);
    }

    @Test
    void packages() {
        StreamId id = Visits.readyToLeave(desk);
        open(MemoryDesk.DESK, id);
        both("dialog-sell-package", () -> act(Action.SELL_PACKAGE, null, id));
        desk.sell(MemoryDesk.LIFTING, 10, 7_500_000);
        both(
                "dialog-payment-package",
                () -> {
                    act(Action.RECEIVE_PAYMENT, null, id);
                    press(KeyCode.DIGIT4);
                    assertThat(find("#session").isVisible()).isTrue();
                });
    }

    private void split(StreamId id, String second) {
        act(Action.RECEIVE_PAYMENT, null, id);
        fx(() -> {
            ((TextField) find("#amount")).setText("400000");
            ((Button) find("#split")).fire();
        });
        fx(() -> ((TextField) lookup("#amount").getLast()).setText(second));
        fx(() -> lookup("#amount").getLast().requestFocus());
        press(KeyCode.ENTER);
        // A key that arrives late would confirm whatever is asked next.
        await().until(() -> fx(() -> find("#over").isVisible() || wrong()));
    }

    private boolean wrong() {
        return lookup(".db-field-error").stream().anyMatch(Node::isVisible);
    }

    @Test
    void addTreatmentDialog() {
        StreamId id = Visits.inTreatment(desk);
        open(MemoryDesk.DESK, id);
        both("dialog-add", () -> addTwo(id));
        both(
                "dialog-add-once-more",
                () -> {
                    addTwo(id);
                    // Another desk adds the same one before this person confirms.
                    fx(() -> desk.run(MemoryDesk.MANAGER, id, numbing()));
                    robot.press(KeyCode.CONTROL, KeyCode.ENTER)
                            .release(KeyCode.ENTER, KeyCode.CONTROL);
                    WaitForAsyncUtils.waitForFxEvents();
                    assertThat(find("#once-more").isVisible()).isTrue();
                });
    }

    private void addTwo(StreamId id) {
        act(Action.ADD_TREATMENT, null, id);
        press(KeyCode.ENTER, KeyCode.DOWN, KeyCode.ENTER);
    }

    private AddTreatment numbing() {
        return new AddTreatment(
                desk.order(MemoryDesk.NUMBING), TaskOrigin.CARE, null, List.of(), true);
    }

    @Test
    void otherDialogs() {
        StreamId id = Visits.departedWithRefund(desk);
        open(MemoryDesk.MANAGER, id);
        both("dialog-refund", () -> act(Action.REQUEST_REFUND, Visits.CARD, id));
        both(
                "dialog-discount-wrong",
                () -> {
                    act(Action.APPLY_DISCOUNT, null, id);
                    press(KeyCode.ENTER);
                });
        both(
                "dialog-correct-wrong",
                () -> {
                    act(Action.CORRECT_TIMES, desk.task(id, 2), id);
                    fx(() -> ((TextField) find("#end")).setText("14:10"));
                    press(KeyCode.ENTER);
                });
        both("dialog-reason", () -> act(Action.ENTER_IN_ERROR, null, id));
        UUID refund = UUID.randomUUID();
        desk.run(MemoryDesk.DESK, id, new RequestRefund(refund, Visits.CARD, 50_000), "이유");
        both("dialog-issue", () -> act(Action.ISSUE_REFUND, refund, id));
    }

    @Test
    void assignAndChange() {
        StreamId id = Visits.inTreatment(desk);
        open(MemoryDesk.DESK, id);
        both("dialog-assign", () -> act(Action.ASSIGN, null, id));
        both("dialog-change", () -> act(Action.CHANGE_TASK, desk.task(id, 3), id));
    }

    private ToggleButton tab(int index) {
        return (ToggleButton) lookup(".db-tab").get(index);
    }
}
