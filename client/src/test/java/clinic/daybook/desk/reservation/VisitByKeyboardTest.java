package clinic.daybook.desk.reservation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import clinic.daybook.desk.SeededDesk;
import clinic.daybook.desk.model.AuditEntry;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.model.Submitted;
import clinic.daybook.desk.model.SyncMark;
import clinic.daybook.event.StreamId;
import clinic.daybook.procedure.ProcedureKind;
import clinic.daybook.reservation.Channel;
import clinic.daybook.reservation.RefundState;
import clinic.daybook.reservation.Reservation;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.ReservationStatus;
import clinic.daybook.room.RoomKind;
import clinic.daybook.staff.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

/** A whole visit without touching the mouse, on a real desk with its database. */
class VisitByKeyboardTest extends DrawerWindow {

    @TempDir Path directory;
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2027-01-06T04:00:00Z"));
    private final AtomicReference<ReservationDetail> seen = new AtomicReference<>();
    private SeededDesk seeded;
    private StreamId visit;

    @BeforeEach
    void somebodyHasArrived() {
        seeded = SeededDesk.open(directory, now::get);
        StreamId staff = seeded.staff("배소윤", Role.FRONT_DESK, "123456");
        StreamId doctor = seeded.staff("문가람", Role.PRACTITIONER, "123456");
        StreamId room = seeded.room("레이저 1", RoomKind.LASER);
        StreamId lifting = seeded.procedure("HIFU 리프팅", 30, 900_000, ProcedureKind.TREATMENT);
        seeded.procedure("LED 재생", 20, 60_000, ProcedureKind.CARE);
        StreamId customer = seeded.customer("윤서아", "010-1234-4821");
        visit = seeded.newId("reservation");
        DeskModel desk = seeded.model();
        Submitted booked =
                SeededDesk.await(
                        desk.submit(
                                        staff,
                                        Change.of(
                                                visit,
                                                new ReservationCommand.Book(
                                                        customer,
                                                        now.get(),
                                                        30,
                                                        doctor,
                                                        room,
                                                        Channel.WALK_IN,
                                                        List.of(
                                                                new ReservationCommand.TaskOrder(
                                                                        seeded.uuid(),
                                                                        lifting,
                                                                        "HIFU 리프팅",
                                                                        30,
                                                                        900_000)),
                                                        true)))
                                .toCompletableFuture());
        assertThat(booked).isInstanceOf(Submitted.Shown.class);
        AtomicReference<Reference> reference = new AtomicReference<>();
        desk.onReference(reference::set);
        await().until(() -> reference.get() != null && reference.get().staff().size() == 3);
        open(desk, reference.get().staff(staff).orElseThrow(), visit, 1000, 900);
        // Told after the drawer, so that what is seen here is on its way to the drawer.
        desk.onReservation(visit, seen::set);
        until(ReservationStatus.ARRIVED);
    }

    @AfterEach
    void close() {
        fx(() -> drawer.close());
        seeded.close();
    }

    @Test
    void fromArrivalToDepartureWithAnUpsellTwoPaymentsAndARefund() {
        step(ReservationStatus.CHECKED_IN, 3);
        step(ReservationStatus.IN_CONSULTATION, 12);
        step(ReservationStatus.WAITING_TREATMENT, 2);
        step(ReservationStatus.IN_TREATMENT, 10);

        press(KeyCode.TAB, KeyCode.ENTER);
        assertThat(dialogs.showingProperty().get()).isTrue();
        robot.write("led");
        press(KeyCode.ENTER);
        with(KeyCode.CONTROL, KeyCode.ENTER);
        until(state -> state.tasks().size() == 2);
        assertThat(dialogs.showingProperty().get()).isFalse();
        with(KeyCode.SHIFT, KeyCode.TAB);

        now.set(now.get().plus(Duration.ofMinutes(21)));
        step(ReservationStatus.WAITING_TREATMENT, 1);
        step(ReservationStatus.IN_TREATMENT, 20);
        step(ReservationStatus.READY_TO_LEAVE, 1);

        pay(KeyCode.DIGIT2, "500000");
        until(state -> state.balance().open() == 460_000);
        press(KeyCode.ENTER);
        press(KeyCode.ENTER);
        until(state -> state.balance().open() == 0);
        step(ReservationStatus.DEPARTED, 0);

        chooseInMenu("현금", "환불 요청…");
        type("100000");
        press(KeyCode.TAB);
        robot.write("asked for");
        press(KeyCode.ENTER);
        until(state -> !state.refunds().isEmpty());
        assertThat(dialogs.showingProperty().get()).isFalse();
        assertThat(seen.get().state().refunds().values())
                .extracting(RefundState::amount)
                .containsExactly(100_000L);
        await().until(() -> seen.get().card().mark() == SyncMark.SAVED_HERE);
        assertThat(seen.get().audit().reversed())
                .extracting(AuditEntry::type)
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
        assertThat(seen.get().audit().getFirst().reason()).isEqualTo("asked for");
        WaitForAsyncUtils.waitForFxEvents();
        snapshot(scene, "drawer-real-desk");
    }

    @Test
    void aPackageIsSoldPaysAndGetsItsSessionBack() {
        step(ReservationStatus.CHECKED_IN, 3);
        step(ReservationStatus.IN_CONSULTATION, 12);
        step(ReservationStatus.WAITING_TREATMENT, 2);
        step(ReservationStatus.IN_TREATMENT, 10);
        step(ReservationStatus.READY_TO_LEAVE, 1);

        choose("action-sell-package");
        press(KeyCode.TAB);
        type("2");
        press(KeyCode.TAB);
        type("1500000");
        press(KeyCode.ENTER);
        await().until(() -> seen.get().packages().size() == 1);
        assertThat(left()).isEqualTo(2);
        WaitForAsyncUtils.waitForFxEvents();

        fx(() -> drawer.requestFocus());
        press(KeyCode.ENTER);
        press(KeyCode.DIGIT4);
        press(KeyCode.ENTER);
        until(state -> state.balance().open() == 0);
        await().until(() -> left() == 1);
        assertThat(dialogs.showingProperty().get()).isFalse();

        chooseInMenu("패키지", "수납 취소…");
        press(KeyCode.SPACE);
        with(KeyCode.CONTROL, KeyCode.ENTER);
        until(state -> state.balance().open() == 900_000);
        await().until(() -> left() == 2);
    }

    private int left() {
        return seen.get().packages().getFirst().left();
    }

    /** Opens the menu and walks down until an entry that is no menu of its own has the focus. */
    private void choose(String id) {
        int most = openMenu().size();
        while (robot.lookup("#" + id + ":focused").tryQuery().isEmpty()) {
            assertThat(most--).as("%s is in the menu", id).isPositive();
            press(KeyCode.DOWN);
        }
        press(KeyCode.ENTER);
    }

    /** Enter, until it shows; then minutes go by. */
    private void step(ReservationStatus next, int minutes) {
        press(KeyCode.ENTER);
        until(next);
        now.set(now.get().plus(Duration.ofMinutes(minutes)));
    }

    private void until(ReservationStatus status) {
        until(state -> state.status() == status);
    }

    private void until(Predicate<Reservation> condition) {
        await().until(() -> seen.get() != null && condition.test(seen.get().state()));
        WaitForAsyncUtils.waitForFxEvents();
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
        List<MenuItem> items = openMenu();
        MenuItem menu =
                items.stream()
                        .filter(i -> i instanceof Menu && i.getText().startsWith(entry))
                        .findFirst()
                        .orElseThrow();
        int most = items.size();
        while (!focusedWords().equals(menu.getText())) {
            assertThat(most--).as("%s is in the menu", entry).isPositive();
            press(KeyCode.DOWN);
        }
        press(KeyCode.RIGHT);
        List<MenuItem> inner = ((Menu) menu).getItems();
        int down = 0;
        while (!inner.get(down).getText().equals(sub)) {
            down++;
        }
        for (int i = 0; i < down; i++) {
            press(KeyCode.DOWN);
        }
        press(KeyCode.ENTER);
    }

    /** What the entry with the focus says; empty where none has it. */
    private String focusedWords() {
        return robot.lookup(".menu-item:focused .label")
                .tryQueryAs(Label.class)
                .map(Label::getText)
                .orElse("");
    }

    private List<MenuItem> openMenu() {
        fx(() -> find(".res-head .db-icon").requestFocus());
        press(KeyCode.ENTER);
        ContextMenu menu =
                robot.listWindows().stream()
                        .filter(ContextMenu.class::isInstance)
                        .map(ContextMenu.class::cast)
                        .findFirst()
                        .orElseThrow();
        return menu.getItems().stream().filter(i -> !(i instanceof SeparatorMenuItem)).toList();
    }
}
