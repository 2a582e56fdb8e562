package clinic.daybook.desk.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import clinic.daybook.desk.SeededDesk;
import clinic.daybook.desk.board.BoardDoors;
import clinic.daybook.desk.board.BoardScreen;
import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.BoardSnapshot;
import clinic.daybook.desk.model.Subscription;
import clinic.daybook.desk.ui.Dialogs;
import clinic.daybook.desk.ui.FxTest;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.Ticker;
import clinic.daybook.desk.ui.Toasts;
import clinic.daybook.event.StreamId;
import clinic.daybook.procedure.ProcedureKind;
import clinic.daybook.reservation.Channel;
import clinic.daybook.reservation.PaymentMethod;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.ReservationStatus;
import clinic.daybook.room.RoomKind;
import clinic.daybook.staff.Role;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

/** Board and dialogs on a real desk with its real database, by keyboard. */
class BookToDepartTest extends FxTest {

    private static final Instant NOW = Instant.parse("2027-01-06T05:20:00Z");
    private static final LocalDate DAY = LocalDate.of(2027, 1, 6);

    @TempDir Path directory;

    private final AtomicReference<BoardSnapshot> snapshot =
            new AtomicReference<>(new BoardSnapshot(DAY, List.of()));
    private final AtomicReference<StreamId> paying = new AtomicReference<>();
    private SeededDesk desk;
    private Subscription subscription;
    private BoardScreen board;
    private Scene scene;
    private StreamId frontDesk;

    @BeforeEach
    void open() {
        desk = SeededDesk.open(directory, () -> NOW);
        frontDesk = desk.staff("배소윤", Role.FRONT_DESK, "1111");
        desk.staff("문가람", Role.PRACTITIONER, "3333");
        desk.room("레이저 1", RoomKind.LASER);
        desk.procedure("레이저 토닝", 30, 120_000, ProcedureKind.TREATMENT);
        subscription = desk.model().onBoard(DAY, snapshot::set);
        FxThread thread = FxThread.platform(Runnable::run);
        scene =
                fx(() -> {
                    Dialogs dialogs = new Dialogs();
                    Toasts toasts = new Toasts();
                    Bookings bookings =
                            new Bookings(
                                    desk.model(),
                                    thread,
                                    () -> frontDesk,
                                    dialogs,
                                    toasts,
                                    id -> board.reveal(id));
                    board =
                            new BoardScreen(
                                    desk.model(),
                                    thread,
                                    new Ticker(() -> NOW),
                                    () -> frontDesk,
                                    new SimpleObjectProperty<>(DAY),
                                    toasts,
                                    new Doors(bookings, paying));
                    return show(new StackPane(board.root(), dialogs), 1000, 800);
                });
        fx(board::activate);
    }

    @AfterEach
    void close() {
        fx(board::deactivate);
        subscription.close();
        desk.close();
    }

    @Test
    @DisplayName("somebody new is booked, received, treated, pays and leaves, without a mouse")
    void wholeVisit() {
        await().until(() -> fx(() -> scene.lookup("#book").isVisible()));
        fx(() -> scene.lookup("#book").requestFocus());
        press(KeyCode.N);
        await().until(() -> fx(() -> scene.getFocusOwner() instanceof TextInputControl));
        type("새봄");
        press(KeyCode.ENTER);
        press(KeyCode.TAB, KeyCode.TAB, KeyCode.TAB);
        type("토닝");
        press(KeyCode.ENTER);
        robot.press(KeyCode.CONTROL)
                .press(KeyCode.ENTER)
                .release(KeyCode.ENTER)
                .release(KeyCode.CONTROL);
        WaitForAsyncUtils.waitForFxEvents();
        await().until(() -> focusedName().equals("새봄"));
        assertThat(only().status()).isEqualTo(ReservationStatus.BOOKED);

        step(ReservationStatus.ARRIVED);
        step(ReservationStatus.CHECKED_IN);
        // A first visit begins with a talk; nobody is assigned, so the menu asks who talks.
        press(KeyCode.SPACE);
        WaitForAsyncUtils.waitForFxEvents();
        press(KeyCode.DOWN, KeyCode.ENTER);
        await().until(() -> only().status() == ReservationStatus.IN_CONSULTATION);
        await().until(() -> focusedName().equals("새봄"));
        step(ReservationStatus.WAITING_TREATMENT);
        step(ReservationStatus.IN_TREATMENT);
        step(ReservationStatus.READY_TO_LEAVE);
        press(KeyCode.SPACE);
        await().untilAtomic(paying, org.hamcrest.Matchers.equalTo(only().id()));
        desk.model()
                .submit(
                        frontDesk,
                        clinic.daybook.desk.model.Change.of(
                                only().id(),
                                new ReservationCommand.ReceivePayment(
                                        desk.uuid(),
                                        PaymentMethod.CARD,
                                        120_000,
                                        null,
                                        null,
                                        120_000L)));
        await().until(() -> only().balance().open() == 0);
        WaitForAsyncUtils.waitForFxEvents();
        step(ReservationStatus.DEPARTED);
    }

    @Test
    @DisplayName("what another desk books appears here by itself")
    void otherDesk() {
        StreamId customer = desk.customer("윤서아", "010-0000-4821");
        desk.confirm(
                desk.newId("reservation"),
                new ReservationCommand.Book(
                        customer,
                        NOW.plusSeconds(3_600),
                        30,
                        null,
                        null,
                        Channel.PHONE,
                        List.of(),
                        false),
                Map.of());
        await().until(() -> fx(() -> names().contains("윤서아")));
    }

    private void step(ReservationStatus expected) {
        press(KeyCode.SPACE);
        await().until(() -> only().status() == expected);
        await().until(() -> focusedName().equals("새봄"));
        WaitForAsyncUtils.waitForFxEvents();
    }

    private BoardCard only() {
        return snapshot.get().cards().getFirst();
    }

    private List<String> names() {
        return scene.getRoot().lookupAll(".board-card").stream()
                .filter(javafx.scene.Node::isVisible)
                .map(n -> ((Label) n.lookup(".board-card-name")).getText())
                .toList();
    }

    private String focusedName() {
        return fx(() ->
                scene.getFocusOwner() != null
                                && scene.getFocusOwner().lookup(".board-card-name")
                                        instanceof Label name
                        ? name.getText()
                        : "");
    }

    private void type(String text) {
        fx(() -> {
            if (scene.getFocusOwner() instanceof TextInputControl field) {
                field.replaceSelection(text);
            }
        });
        // The search is answered by the desk's own thread.
        WaitForAsyncUtils.waitForFxEvents();
    }

    private record Doors(Bookings bookings, AtomicReference<StreamId> paying)
            implements BoardDoors {
        @Override
        public void open(StreamId reservationId) {}

        @Override
        public void takePayment(StreamId reservationId) {
            paying.set(reservationId);
        }

        @Override
        public void book(LocalDate day) {
            bookings.book(day);
        }

        @Override
        public void walkIn() {
            bookings.walkIn();
        }

        @Override
        public void reschedule(StreamId reservationId) {
            bookings.reschedule(reservationId);
        }

        @Override
        public void cancel(StreamId reservationId) {
            bookings.cancel(reservationId);
        }

        @Override
        public void noShow(StreamId reservationId) {
            bookings.noShow(reservationId);
        }
    }
}
