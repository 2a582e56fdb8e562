package clinic.daybook.desk.signin;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.desk.model.Reference.StaffItem;
import clinic.daybook.desk.model.SignInResult;
import clinic.daybook.desk.ui.FieldError;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.RecordingDesk;
import clinic.daybook.desk.ui.Session;
import clinic.daybook.desk.ui.Ticker;
import clinic.daybook.reservation.ReservationStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signing in, without a window. */
class SignInViewModelTest {

    private final RecordingDesk desk = new RecordingDesk();
    private final Session session = new Session();
    private final Ticker ticker =
            new Ticker(
                    desk.clock(),
                    () -> Duration.between(RecordingDesk.AFTERNOON, desk.now).toNanos());
    private final SignInViewModel viewModel =
            new SignInViewModel(desk, FxThread.sameThread(), session, ticker);

    @BeforeEach
    void activate() {
        viewModel.activate();
    }

    @Test
    void initialConsonantsFindPeople() {
        viewModel.search("ㅂ");
        viewModel.search("ㅅ");
        assertThat(viewModel.tiles()).extracting(StaffItem::name).containsExactly("배소윤");
        assertThat(viewModel.selectedProperty().get().name()).isEqualTo("배소윤");
        viewModel.erase();
        viewModel.erase();
        assertThat(viewModel.tiles()).hasSize(10);
    }

    @Test
    void theSameKeysFindThemWithoutAnInputMethod() {
        viewModel.search("q");
        viewModel.search("t");
        assertThat(viewModel.tiles()).extracting(StaffItem::name).containsExactly("배소윤");
    }

    @Test
    void aRightPinSignsIn() {
        choose("배소윤");
        type(1, 2, 3, 4);
        viewModel.submit();
        assertThat(desk.asked).containsExactly("signIn " + staff("배소윤").id() + " 1234");
        assertThat(viewModel.busyProperty().get()).isTrue();
        desk.signInAnswer.complete(new SignInResult.SignedIn(staff("배소윤")));
        assertThat(session.staff()).contains(staff("배소윤"));
        assertThat(viewModel.digitsProperty().get()).isZero();
    }

    @Test
    void aWrongPinSaysHowManyTriesAreLeft() {
        type(1, 2, 3, 4);
        desk.signInAnswer.complete(new SignInResult.WrongPin(3));
        viewModel.submit();
        assertThat(session.staff()).isEmpty();
        assertThat(viewModel.messageProperty().get())
                .isEqualTo(FieldError.of("signin.wrong-pin", 3));
        assertThat(viewModel.digitsProperty().get()).isZero();
    }

    @Test
    void aLockCountsDownForThatPersonOnly() {
        choose("배소윤");
        type(1, 2, 3, 4);
        desk.signInAnswer.complete(
                new SignInResult.Locked(RecordingDesk.AFTERNOON.plusSeconds(60)));
        viewModel.submit();
        assertThat(viewModel.messageProperty().get())
                .isEqualTo(FieldError.of("signin.locked", 60L));
        type(1);
        assertThat(viewModel.digitsProperty().get()).isZero();

        choose("류하늘");
        assertThat(viewModel.messageProperty().get()).isNull();
        type(1);
        assertThat(viewModel.digitsProperty().get()).isEqualTo(1);

        choose("배소윤");
        desk.now = RecordingDesk.AFTERNOON.plusSeconds(45);
        ticker.tick();
        assertThat(viewModel.messageProperty().get())
                .isEqualTo(FieldError.of("signin.locked", 15L));
        desk.now = RecordingDesk.AFTERNOON.plusSeconds(60);
        ticker.tick();
        assertThat(viewModel.messageProperty().get()).isNull();
        type(1);
        assertThat(viewModel.digitsProperty().get()).isEqualTo(1);
    }

    @Test
    void aPinThatNeverReachedThisDeskIsSaidToBeSo() {
        type(1, 2, 3, 4);
        desk.signInAnswer.complete(new SignInResult.NotKnownHere());
        viewModel.submit();
        assertThat(viewModel.messageProperty().get())
                .isEqualTo(FieldError.of("signin.not-known-here"));
    }

    @Test
    void aFailureKeepsThePersonAndSaysWhatToDo() {
        choose("배소윤");
        type(1, 2, 3, 4);
        desk.signInAnswer = CompletableFuture.failedFuture(new IllegalStateException("closed"));
        viewModel.submit();
        assertThat(viewModel.messageProperty().get()).isEqualTo(FieldError.of("signin.failed"));
        assertThat(viewModel.busyProperty().get()).isFalse();
        assertThat(viewModel.selectedProperty().get()).isEqualTo(staff("배소윤"));
    }

    @Test
    void tooFewDigitsAskNobody() {
        type(1, 2, 3);
        viewModel.submit();
        assertThat(desk.asked).isEmpty();
    }

    @Test
    void anotherPersonBeginsWithoutTheDigitsOfTheOneBefore() {
        type(1, 2, 3);
        viewModel.move(1);
        assertThat(viewModel.digitsProperty().get()).isZero();
    }

    @Test
    void arrowsStayWithinTheTiles() {
        choose("구본재");
        viewModel.move(-1);
        assertThat(viewModel.selectedProperty().get().name()).isEqualTo("구본재");
        viewModel.move(2);
        assertThat(viewModel.selectedProperty().get().name()).isEqualTo("류하늘");
        viewModel.move(100);
        assertThat(viewModel.selectedProperty().get().name()).isEqualTo("류하늘");
    }

    @Test
    void whoWasHereLastIsChosenAgain() {
        session.signIn(staff("안솔"));
        session.lock();
        viewModel.deactivate();
        viewModel.activate();
        assertThat(viewModel.selectedProperty().get().name()).isEqualTo("안솔");
        assertThat(viewModel.wasHereLast(staff("안솔"))).isTrue();
    }

    @Test
    void countsTheDay() {
        desk.tellCards(
                List.of(
                        RecordingDesk.card(1, "노하진", ReservationStatus.BOOKED, 5),
                        RecordingDesk.card(2, "문채린", ReservationStatus.ARRIVED, 2),
                        RecordingDesk.card(3, "용세아", ReservationStatus.CHECKED_IN, 9),
                        RecordingDesk.card(4, "허은설", ReservationStatus.WAITING_TREATMENT, 22),
                        RecordingDesk.card(5, "정다솔", ReservationStatus.DEPARTED, 40),
                        RecordingDesk.card(6, "오류", ReservationStatus.ENTERED_IN_ERROR, 40)));
        assertThat(viewModel.booked().get()).isEqualTo("5");
        assertThat(viewModel.present().get()).isEqualTo("3");
        assertThat(viewModel.medianWait().get()).isEqualTo("9분");
    }

    @Test
    void leavesNothingBehind() {
        viewModel.deactivate();
        assertThat(desk.listeners()).isZero();
    }

    private void type(int... digits) {
        for (int digit : digits) {
            viewModel.type(digit);
        }
    }

    private void choose(String name) {
        viewModel.select(staff(name));
    }

    private static StaffItem staff(String name) {
        return RecordingDesk.staff().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
