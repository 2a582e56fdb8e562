package clinic.daybook.desk.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.desk.memory.MemoryDesk;
import clinic.daybook.desk.ui.timeline.TimelineEntryView;
import clinic.daybook.desk.ui.timeline.TimelineView;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.ReservationCommand.RequestRefund;
import java.util.UUID;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

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
        open(MemoryDesk.DESK, Visits.inTreatment(desk));
        fx(
                () -> {
                    TimelineView timeline = find(".db-timeline");
                    int last = timeline.getChildren().size() - 1;
                    ((TimelineEntryView) timeline.getChildren().get(last - 1)).toggle();
                });
        fx(() -> ((ScrollPane) find(".res-drawer .scroll-pane")).setVvalue(1));
        assertThat(lookup(".db-entry-table")).hasSize(1);
        both("drawer-opened-entry");
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
        robot.clickOn((javafx.scene.Node) find(".res-head .db-icon"));
        assertThat(robot.listWindows()).hasSizeGreaterThan(1);
        fx(
                () ->
                        robot.listWindows().stream()
                                .filter(w -> w instanceof javafx.scene.control.ContextMenu)
                                .forEach(w -> assertThat(w.getHeight()).isGreaterThan(100)));
        javafx.stage.Window menu =
                robot.listWindows().stream()
                        .filter(w -> w instanceof javafx.scene.control.ContextMenu)
                        .findFirst()
                        .orElseThrow();
        snapshot(menu.getScene(), "drawer-menu-ko-light");
    }

    @Test
    void paymentDialog() {
        StreamId id = Visits.inTreatment(desk);
        open(MemoryDesk.DESK, id);
        act(Action.RECEIVE_PAYMENT, null, id);
        both("dialog-payment");
        fx(
                () -> {
                    ((TextField) find("#amount")).setText("400000");
                    ((javafx.scene.control.Button) find("#split")).fire();
                });
        fx(() -> ((TextField) lookup("#amount").getLast()).setText("34만"));
        robot.clickOn(lookup("#amount").getLast());
        press(KeyCode.ENTER);
        both("dialog-payment-split-wrong");
        fx(() -> ((TextField) lookup("#amount").getLast()).setText("400,000"));
        press(KeyCode.ENTER);
        both("dialog-payment-over");
    }

    @Test
    void addTreatmentDialog() {
        StreamId id = Visits.inTreatment(desk);
        open(MemoryDesk.DESK, id);
        act(Action.ADD_TREATMENT, null, id);
        robot.clickOn((javafx.scene.Node) find("#search"));
        press(KeyCode.ENTER);
        both("dialog-add");
        // Another desk adds the same one before this person confirms.
        fx(
                () ->
                        desk.run(
                                MemoryDesk.MANAGER,
                                id,
                                new clinic.daybook.reservation.ReservationCommand.AddTreatment(
                                        desk.order(MemoryDesk.NUMBING),
                                        clinic.daybook.reservation.TaskOrigin.CARE,
                                        null,
                                        java.util.List.of(),
                                        false)));
        robot.press(KeyCode.CONTROL, KeyCode.ENTER).release(KeyCode.ENTER, KeyCode.CONTROL);
        assertThat(find("#once-more").isVisible()).isTrue();
        both("dialog-add-once-more");
    }

    @Test
    void otherDialogs() {
        StreamId id = Visits.departedWithRefund(desk);
        open(MemoryDesk.MANAGER, id);
        act(Action.REQUEST_REFUND, Visits.CARD, id);
        both("dialog-refund");
        close();
        act(Action.APPLY_DISCOUNT, null, id);
        press(KeyCode.ENTER);
        both("dialog-discount-wrong");
        close();
        act(Action.CORRECT_TIMES, desk.task(id, 2), id);
        fx(() -> ((TextField) find("#end")).setText("14:10"));
        press(KeyCode.ENTER);
        both("dialog-correct-wrong");
        close();
        act(Action.ENTER_IN_ERROR, null, id);
        both("dialog-reason");
        close();
        UUID refund = UUID.randomUUID();
        desk.run(MemoryDesk.DESK, id, new RequestRefund(refund, Visits.CARD, 50_000), "이유");
        act(Action.ISSUE_REFUND, refund, id);
        both("dialog-issue");
    }

    @Test
    void assignAndChange() {
        StreamId id = Visits.inTreatment(desk);
        open(MemoryDesk.DESK, id);
        act(Action.ASSIGN, null, id);
        both("dialog-assign");
        close();
        act(Action.CHANGE_TASK, desk.task(id, 3), id);
        both("dialog-change");
    }

    private void close() {
        fx(() -> dialogs.close());
    }

    private ToggleButton tab(int index) {
        return (ToggleButton) lookup(".db-tab").get(index);
    }
}
