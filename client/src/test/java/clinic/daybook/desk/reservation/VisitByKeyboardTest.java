package clinic.daybook.desk.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.desk.memory.MemoryDesk;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.RefundState;
import clinic.daybook.reservation.ReservationCommand.Arrive;
import clinic.daybook.reservation.ReservationStatus;
import java.util.List;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

/** A whole visit without touching the mouse. */
class VisitByKeyboardTest extends DrawerWindow {

    @Test
    void fromArrivalToDepartureWithAnUpsellTwoPaymentsAndARefund() {
        StreamId id = desk.book(MemoryDesk.START, List.of(MemoryDesk.LIFTING));
        desk.run(MemoryDesk.DESK, id, new Arrive());
        open(MemoryDesk.DESK, id);

        step(5);
        assertThat(status(id)).isEqualTo(ReservationStatus.CHECKED_IN);
        step(3);
        assertThat(status(id)).isEqualTo(ReservationStatus.IN_CONSULTATION);
        step(12);
        step(2);
        assertThat(status(id)).isEqualTo(ReservationStatus.IN_TREATMENT);

        press(KeyCode.TAB, KeyCode.ENTER);
        assertThat(dialogs.showingProperty().get()).isTrue();
        robot.write("led");
        press(KeyCode.ENTER);
        with(KeyCode.CONTROL, KeyCode.ENTER);
        assertThat(dialogs.showingProperty().get()).isFalse();
        assertThat(desk.state(id).tasks()).hasSize(2);
        with(KeyCode.SHIFT, KeyCode.TAB);

        step(31);
        assertThat(status(id)).isEqualTo(ReservationStatus.WAITING_TREATMENT);
        step(1);
        step(20);
        assertThat(status(id)).isEqualTo(ReservationStatus.READY_TO_LEAVE);

        pay(KeyCode.DIGIT2, "500000");
        assertThat(desk.state(id).balance().open()).isEqualTo(460_000);
        press(KeyCode.ENTER);
        press(KeyCode.ENTER);
        assertThat(desk.state(id).balance().open()).isZero();
        step(2);
        assertThat(status(id)).isEqualTo(ReservationStatus.DEPARTED);

        chooseInMenu("현금", "환불 요청…");
        type("100000");
        press(KeyCode.TAB);
        robot.write("asked for");
        press(KeyCode.ENTER);
        assertThat(dialogs.showingProperty().get()).isFalse();
        assertThat(desk.state(id).refunds().values())
                .extracting(RefundState::amount)
                .containsExactly(100_000L);
        assertThat(desk.types(id))
                .containsExactly(
                        "ReservationBooked",
                        "CustomerArrived",
                        "CustomerCheckedIn",
                        "ConsultationStarted",
                        "ConsultationFinished",
                        "TreatmentStarted",
                        "TreatmentAdded",
                        "TreatmentFinished",
                        "TreatmentStarted",
                        "TreatmentFinished",
                        "PaymentReceived",
                        "PaymentReceived",
                        "CustomerDeparted",
                        "RefundRequested");
    }

    /** Enter, and minutes go by. */
    private void step(int minutes) {
        press(KeyCode.ENTER);
        desk.pass(minutes);
    }

    private void pay(KeyCode method, String amount) {
        press(KeyCode.ENTER);
        press(method);
        press(KeyCode.TAB);
        type(amount);
        press(KeyCode.ENTER);
    }

    /** Writes over what stands in the field. */
    private void type(String text) {
        with(KeyCode.CONTROL, KeyCode.A);
        robot.write(text);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void with(KeyCode modifier, KeyCode key) {
        robot.press(modifier).press(key).release(key).release(modifier);
        WaitForAsyncUtils.waitForFxEvents();
    }

    /** Opens the menu, walks down to the entry and into it. */
    private void chooseInMenu(String entry, String sub) {
        fx(() -> find(".res-head .db-icon").requestFocus());
        press(KeyCode.ENTER);
        ContextMenu menu =
                robot.listWindows().stream()
                        .filter(ContextMenu.class::isInstance)
                        .map(ContextMenu.class::cast)
                        .findFirst()
                        .orElseThrow();
        List<MenuItem> items =
                menu.getItems().stream().filter(i -> !(i instanceof SeparatorMenuItem)).toList();
        int at = 0;
        while (!(items.get(at) instanceof Menu found) || !found.getText().startsWith(entry)) {
            at++;
        }
        for (int i = 0; i <= at; i++) {
            press(KeyCode.DOWN);
        }
        press(KeyCode.RIGHT);
        List<MenuItem> inner = ((Menu) items.get(at)).getItems();
        int down = 0;
        while (!inner.get(down).getText().equals(sub)) {
            down++;
        }
        for (int i = 0; i < down; i++) {
            press(KeyCode.DOWN);
        }
        press(KeyCode.ENTER);
    }

    private ReservationStatus status(StreamId id) {
        return desk.state(id).status();
    }
}
