package clinic.daybook.desk.shell;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.desk.model.CustomerItem;
import clinic.daybook.desk.model.SyncStatus.Connection;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.Language;
import clinic.daybook.desk.ui.RecordingDesk;
import clinic.daybook.desk.ui.Session;
import clinic.daybook.desk.ui.SyncLine;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Ticker;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.ReservationStatus;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the frame shows and when it locks, without a window. */
class ShellViewModelTest {

    private static final LocalDate TODAY = LocalDate.of(2027, 1, 6);

    private final RecordingDesk desk = new RecordingDesk();
    private final Session session = new Session();
    private long nanos;
    private final Ticker ticker = new Ticker(desk.clock(), () -> nanos);
    private final SearchViewModel search = new SearchViewModel(desk, FxThread.sameThread());
    private final ShellViewModel viewModel =
            new ShellViewModel(desk, FxThread.sameThread(), session, ticker, search);
    private final List<Object> opened = new ArrayList<>();

    @BeforeEach
    void activate() {
        search.onReservation(opened::add);
        search.onCustomer(opened::add);
        viewModel.activate();
        session.signIn(RecordingDesk.staff().get(4));
    }

    @Test
    void locksAfterFiveMinutesWithoutUse() {
        pass(Duration.ofMinutes(4));
        viewModel.touch();
        pass(Duration.ofMinutes(4));
        assertThat(session.staff()).isPresent();
        pass(Duration.ofMinutes(1));
        assertThat(session.staff()).isEmpty();
    }

    @Test
    void aClockThatIsSetNeitherLocksNorKeepsOpen() {
        setClock(Duration.ofDays(2));
        assertThat(session.staff()).isPresent();
        pass(Duration.ofMinutes(4));
        setClock(Duration.ofDays(-3));
        assertThat(session.staff()).isPresent();
        pass(Duration.ofMinutes(1));
        assertThat(session.staff()).isEmpty();
    }

    @Test
    void whoSignsInHasFiveMinutesOfTheirOwn() {
        session.lock();
        pass(Duration.ofMinutes(30));
        session.signIn(RecordingDesk.staff().get(1));
        pass(Duration.ofMinutes(4));
        assertThat(session.staff()).isPresent();
    }

    @Test
    void goesFromDayToDay() {
        assertThat(viewModel.dayText().get()).isEqualTo("1월 6일 수요일");
        assertThat(viewModel.dayWord().get()).isEqualTo("오늘");
        viewModel.moveDay(1);
        assertThat(viewModel.dayWord().get()).isEqualTo("내일");
        viewModel.moveDay(1);
        assertThat(viewModel.dayWord().get()).isEmpty();
        viewModel.goToToday();
        assertThat(viewModel.dayProperty().get()).isEqualTo(TODAY);
    }

    @Test
    void todayGoesOnAtMidnightAndAnotherDayStays() {
        pass(Duration.ofHours(10));
        assertThat(viewModel.dayProperty().get()).isEqualTo(TODAY.plusDays(1));
        viewModel.moveDay(5);
        pass(Duration.ofHours(24));
        assertThat(viewModel.dayProperty().get()).isEqualTo(TODAY.plusDays(6));
        assertThat(viewModel.todayProperty().get()).isEqualTo(TODAY.plusDays(2));
    }

    @Test
    void theSyncLineSaysHowItStands() {
        assertThat(viewModel.syncLine().get())
                .isEqualTo(new SyncLine(SyncLine.Tone.OK, "모두 서버에 저장됨", false));
        desk.tell(RecordingDesk.status(Connection.LIVE, 1, 0));
        assertThat(viewModel.syncLine().get())
                .isEqualTo(new SyncLine(SyncLine.Tone.ACCENT, "연결됨 · 1건 보내는 중", false));
        desk.tell(RecordingDesk.status(Connection.OFFLINE, 6, 0));
        assertThat(viewModel.syncLine().get())
                .isEqualTo(new SyncLine(SyncLine.Tone.WARN, "오프라인 · 14:02부터", true));
    }

    @Test
    void whatIsStillBeingReadIsABarAndHoldsNothingUp() {
        desk.tell(RecordingDesk.reading(0, 420_999, 1_000_000));
        assertThat(viewModel.syncLine().get())
                .isEqualTo(new SyncLine(SyncLine.Tone.ACCENT, "예전 기록 받는 중 42%", false, 0.420999));
        assertThat(viewModel.bannerVisible().get()).isFalse();
        desk.tell(RecordingDesk.reading(2, 999_999, 1_000_000));
        assertThat(viewModel.syncLine().get())
                .isEqualTo(new SyncLine(SyncLine.Tone.ACCENT, "연결됨 · 2건 보내는 중", false, 0.999999));
        Texts.languageProperty().set(Language.ENGLISH);
        desk.tell(RecordingDesk.reading(0, 999_999, 1_000_000));
        String english = viewModel.syncLine().get().text();
        Texts.languageProperty().set(Language.KOREAN);
        assertThat(english).isEqualTo("Reading older records, 99%");
    }

    @Test
    void offlineIsSaidInOneQuietLine() {
        assertThat(viewModel.bannerVisible().get()).isFalse();
        desk.tell(RecordingDesk.status(Connection.OFFLINE, 6, 0));
        assertThat(viewModel.bannerVisible().get()).isTrue();
        assertThat(viewModel.bannerBad().get()).isFalse();
        assertThat(viewModel.bannerText().get()).isEqualTo("변경 6건이 이 PC에 저장되어 있고, 연결되면 보냅니다.");
        assertThat(viewModel.bannerDesks().get()).isEqualTo("데스크 2 14:02에 마지막으로 봄");
        desk.tell(RecordingDesk.status(Connection.ENROL_AGAIN, 6, 0));
        assertThat(viewModel.bannerBad().get()).isTrue();
        assertThat(viewModel.bannerEnrol().get()).isTrue();
    }

    @Test
    void aWrongClockIsSaidWithWhatToDo() {
        long twoDays = java.time.Duration.ofDays(2).toMillis();
        desk.tell(RecordingDesk.status(Connection.LIVE, 0, 0, 59_000L));
        assertThat(viewModel.bannerVisible().get()).isFalse();
        desk.tell(RecordingDesk.status(Connection.LIVE, 0, 0, twoDays));
        assertThat(viewModel.bannerVisible().get()).isTrue();
        assertThat(viewModel.bannerBad().get()).isFalse();
        assertThat(viewModel.bannerTitle().get()).isEqualTo("이 컴퓨터의 시계가 2일 빠릅니다.");
        assertThat(viewModel.bannerText().get()).contains("시간 자동 설정");
        desk.tell(RecordingDesk.status(Connection.LIVE, 0, 0, -3_600_000L));
        assertThat(viewModel.bannerTitle().get()).isEqualTo("이 컴퓨터의 시계가 1시간 느립니다.");
        desk.tell(RecordingDesk.status(Connection.OFFLINE, 6, 0, twoDays));
        assertThat(viewModel.bannerText().get()).contains("6건");
        desk.tell(RecordingDesk.status(Connection.LIVE, 0, 0, null));
        assertThat(viewModel.bannerVisible().get()).isFalse();
    }

    @Test
    void findsReservationsOfTheDayFirstThenCustomers() {
        desk.tellCards(
                List.of(
                        RecordingDesk.card(1, "윤서아", ReservationStatus.BOOKED, 1),
                        RecordingDesk.card(2, "나예슬", ReservationStatus.ARRIVED, 1)));
        desk.customers = List.of(customer(1, "윤서아"), customer(2, "나예슬"), customer(9, "윤슬"));
        search.textProperty().set("ㅇㅅ");
        assertThat(search.hits())
                .extracting(hit ->
                        switch (hit) {
                            case SearchHit.OfReservation r -> "예약 " + r.card().customerName();
                            case SearchHit.OfCustomer c -> "고객 " + c.customer().name();
                        })
                .containsExactly("예약 윤서아", "예약 나예슬", "고객 윤슬");
        search.move(2);
        search.open();
        assertThat(opened).containsExactly(customer(9, "윤슬"));
        assertThat(search.textProperty().get()).isEmpty();

        search.textProperty().set("윤서");
        search.open();
        assertThat(opened).hasSize(2).last().isEqualTo(RecordingDesk.id("reservation", 1));
    }

    @Test
    void findsNobodyWithoutAskingForNothing() {
        search.textProperty().set("  ");
        assertThat(desk.asked).isEmpty();
        search.textProperty().set("없는 이름");
        assertThat(search.hits()).isEmpty();
        assertThat(search.answeredProperty().get()).isTrue();
        search.open();
        assertThat(opened).isEmpty();
    }

    @Test
    void leavesNothingBehind() {
        viewModel.deactivate();
        assertThat(desk.listeners()).isZero();
    }

    private void pass(Duration time) {
        desk.now = desk.now.plus(time);
        nanos += time.toNanos();
        ticker.tick();
    }

    private void setClock(Duration by) {
        desk.now = desk.now.plus(by);
        ticker.tick();
    }

    private static CustomerItem customer(int number, String name) {
        StreamId id = RecordingDesk.id("customer", number);
        return new CustomerItem(id, name, "010-1234-000" + number, "", null, null, null);
    }
}
