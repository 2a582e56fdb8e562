package clinic.daybook.desk.booking;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.desk.board.DayDesk;
import clinic.daybook.desk.board.SampleDay;
import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.ui.Dialogs;
import clinic.daybook.desk.ui.FxTest;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.Language;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Theme;
import clinic.daybook.desk.ui.Toasts;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.ReservationStatus;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

/** The dialogs, by keyboard and in pictures. */
class BookingDialogTest extends FxTest {

    private final DayDesk desk = SampleDay.desk();
    private final List<StreamId> booked = new ArrayList<>();
    private Dialogs dialogs;
    private Toasts toasts;
    private Bookings bookings;
    private Scene scene;

    @BeforeEach
    void open() {
        dialogs = fx(Dialogs::new);
        toasts = fx(Toasts::new);
        bookings =
                new Bookings(
                        desk,
                        FxThread.platform(Runnable::run),
                        SampleDay.DESK::id,
                        dialogs,
                        toasts,
                        booked::add);
        scene = show(fx(() -> new StackPane(dialogs)), 1000, 700);
    }

    @Test
    @DisplayName("somebody new is booked by keyboard alone")
    void byKeyboard() {
        fx(() -> bookings.book(SampleDay.DAY));
        type("새봄");
        press(KeyCode.ENTER);
        assertThat(fx(() -> focusedText())).as("the phone number comes next").isEmpty();
        type("01000007777");
        press(KeyCode.TAB, KeyCode.TAB, KeyCode.TAB);
        type("이마");
        press(KeyCode.ENTER);
        ctrlEnter();
        assertThat(booked).hasSize(1);
        BoardCard card = desk.card(booked.getFirst());
        assertThat(card.customerName()).isEqualTo("새봄");
        assertThat(card.tasks()).extracting(BoardCard.CardTask::name).containsExactly("이마 보톡스");
        assertThat(fx(() -> dialogs.showingProperty().get())).isFalse();
    }

    @Test
    @DisplayName("somebody known is found while typing, with the arrows and Enter")
    void known() {
        fx(() -> bookings.book(SampleDay.DAY));
        type("서아");
        press(KeyCode.DOWN, KeyCode.UP, KeyCode.ENTER);
        ctrlEnter();
        assertThat(desk.card(booked.getFirst()).customerName()).isEqualTo("윤서아");
    }

    @Test
    @DisplayName("a walk-in without a name is two keys")
    void walkIn() {
        fx(bookings::walkIn);
        ctrlEnter();
        BoardCard card = desk.card(booked.getFirst());
        assertThat(card.status()).isEqualTo(ReservationStatus.ARRIVED);
        assertThat(card.customerName()).isEqualTo("예약 없음");
    }

    @Test
    @DisplayName("confirming what is incomplete records nothing, says so and leads to the field")
    void incomplete() {
        fx(() -> bookings.book(SampleDay.DAY));
        fx(() -> field(".db-time").setText("99:99"));
        ctrlEnter();
        assertThat(booked).isEmpty();
        assertThat(errors()).contains("고객을 고르거나 새 고객으로 등록하세요.");
        assertThat(errors()).hasSize(2);
        assertThat(fx(() -> scene.getFocusOwner() instanceof TextField)).isTrue();
    }

    @Test
    @DisplayName("ten megabytes pasted into the memo neither hang nor stay, and the memo says why")
    void hugePaste() {
        fx(() -> bookings.book(SampleDay.DAY));
        TextArea memo = fx(() -> (TextArea) scene.lookup(".text-area"));
        fx(() -> {
            memo.requestFocus();
            memo.setText("먼저 쓴 말");
            ClipboardContent content = new ClipboardContent();
            content.putString("가".repeat(10_000_000));
            Clipboard.getSystemClipboard().setContent(content);
        });
        long start = System.nanoTime();
        fx(() -> memo.paste());
        fx(() -> scene.getRoot().layout());
        assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
        assertThat(fx(() -> memo.getText())).isEqualTo("먼저 쓴 말");
        assertThat(errors()).anyMatch(e -> e.contains("10,000,006"));
    }

    @Test
    @DisplayName("a lost save offers the dialog again with everything in it")
    void lostSave() {
        desk.failNextSave();
        fx(bookings::walkIn);
        type("지나가던 분");
        ctrlEnter();
        assertThat(fx(() -> dialogs.showingProperty().get())).isFalse();
        fx(() -> toasts.actOnNewest());
        assertThat(fx(() -> dialogs.showingProperty().get())).isTrue();
        assertThat(fx(() -> ((TextField) scene.lookup(".text-field")).getText()))
                .isEqualTo("지나가던 분");
    }

    @Test
    @DisplayName("a cancellation wants its reason, then can be taken back from the toast")
    void cancel() {
        StreamId id = SampleDay.card(desk, "노하진").id();
        fx(() -> bookings.cancel(id));
        ctrlEnter();
        assertThat(errors()).containsExactly("이유를 고르거나 적어 주세요.");
        press(KeyCode.TAB);
        type("갑자기 출장");
        ctrlEnter();
        assertThat(desk.card(id).status()).isEqualTo(ReservationStatus.CANCELLED);
        fx(() -> toasts.actOnNewest());
        assertThat(desk.card(id).status()).isEqualTo(ReservationStatus.BOOKED);
    }

    @Test
    @DisplayName("Esc leaves everything as it is")
    void escape() {
        fx(() -> bookings.noShow(SampleDay.card(desk, "노하진").id()));
        press(KeyCode.ESCAPE);
        assertThat(desk.submitted()).isEmpty();
        assertThat(fx(() -> dialogs.showingProperty().get())).isFalse();
    }

    @Test
    @DisplayName("every dialog is drawn in both languages")
    void pictures() {
        StreamId id = SampleDay.card(desk, "임수빈").id();
        picture("booking", () -> bookings.book(SampleDay.DAY), this::nothing);
        picture("booking-search", () -> bookings.book(SampleDay.DAY), () -> type("이"));
        picture("booking-new", () -> bookings.book(SampleDay.DAY), this::fillNew);
        picture("booking-errors", () -> bookings.book(SampleDay.DAY), this::fillWrong);
        picture("walk-in", bookings::walkIn, this::nothing);
        picture("reschedule", () -> bookings.reschedule(id), this::fillMove);
        picture("cancel", () -> bookings.cancel(id), this::ctrlEnter);
        picture("no-show", () -> bookings.noShow(id), this::nothing);
    }

    private void nothing() {}

    private void fillNew() {
        type("새봄");
        press(KeyCode.ENTER);
        press(KeyCode.TAB, KeyCode.TAB, KeyCode.TAB);
        type("아쿠아");
        press(KeyCode.ENTER);
        type("LED");
        press(KeyCode.ENTER);
        fx(() -> field(".db-time").setText("15:10"));
        fx(() -> {
            @SuppressWarnings("unchecked")
            var staff =
                    (javafx.scene.control.ComboBox<Option<StreamId>>)
                            scene.getRoot().lookupAll(".combo-box").iterator().next();
            staff.setValue(
                    staff.getItems().stream()
                            .filter(o -> o.words().equals("진아름"))
                            .findFirst()
                            .orElseThrow());
        });
    }

    private void fillWrong() {
        press(KeyCode.TAB);
        type("IPL");
        press(KeyCode.ENTER);
        fx(() ->
                scene.getRoot()
                        .lookupAll(".db-number")
                        .forEach(n -> ((TextField) n).setText("많이")));
        fx(() -> field(".db-time").setText("25:00"));
        ctrlEnter();
    }

    private void fillMove() {
        fx(() -> field(".db-time").setText("17:30"));
    }

    private void picture(String name, Runnable open, Runnable fill) {
        for (int look = 0; look < 2; look++) {
            boolean korean = look == 0;
            fx(() -> {
                Texts.languageProperty().set(korean ? Language.KOREAN : Language.ENGLISH);
                Theme.modeProperty().set(korean ? Theme.Mode.LIGHT : Theme.Mode.DARK);
            });
            fx(open);
            fill.run();
            snapshot(scene, "dialog-" + name + (korean ? "-ko-light" : "-en-dark"));
            fx(dialogs::close);
        }
    }

    private void type(String text) {
        fx(() -> {
            if (scene.getFocusOwner() instanceof TextInputControl field) {
                field.replaceSelection(text);
            }
        });
    }

    private void ctrlEnter() {
        robot.press(KeyCode.CONTROL)
                .press(KeyCode.ENTER)
                .release(KeyCode.ENTER)
                .release(KeyCode.CONTROL);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private TextField field(String selector) {
        return (TextField) scene.lookup(selector);
    }

    private String focusedText() {
        return scene.getFocusOwner() instanceof TextField field ? field.getText() : "?";
    }

    private List<String> errors() {
        return fx(() ->
                scene.getRoot().lookupAll(".db-field-error").stream()
                        .filter(Node::isVisible)
                        .map(n -> ((Label) n).getText())
                        .filter(t -> !t.isEmpty())
                        .toList());
    }
}
