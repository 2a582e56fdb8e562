package clinic.daybook.desk.booking;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.customer.CustomerCommand;
import clinic.daybook.desk.board.DayDesk;
import clinic.daybook.desk.board.SampleDay;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.ui.FieldError;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.Input;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.Channel;
import clinic.daybook.reservation.ReservationCommand;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BookingViewModelTest {

    private final DayDesk desk = SampleDay.desk();
    private final List<StreamId> booked = new ArrayList<>();
    private final Random random = new Random(1);
    private int notSaved;

    @Test
    @DisplayName("it proposes the next ten minutes of today, or the opening of another day")
    void proposal() {
        assertThat(text(booking().slot().start())).isEqualTo("14:30");
        assertThat(text(booking(SampleDay.DAY.plusDays(1)).slot().start())).isEqualTo("10:00");
        assertThat(text(booking(SampleDay.DAY.minusDays(3)).slot().date())).isEqualTo("2027-01-06");
    }

    @Test
    @DisplayName("the minutes follow the treatments until somebody writes others")
    void minutes() {
        BookingViewModel model = booking();
        assertThat(text(model.slot().minutes())).isEqualTo("30");
        model.treatments().add(SampleDay.procedure("아쿠아 필"));
        model.treatments().add(SampleDay.procedure("LED 재생"));
        assertThat(text(model.slot().minutes())).isEqualTo("60");
        model.slot().minutes().textProperty().set("75");
        model.treatments().add(SampleDay.procedure("진정 팩"));
        assertThat(text(model.slot().minutes())).isEqualTo("75");
    }

    @Test
    @DisplayName("a booking for somebody known is one change")
    void knownCustomer() {
        BookingViewModel model = booking();
        model.customer().query().textProperty().set("윤서아");
        assertThat(model.customer().found()).hasSize(1);
        model.customer().choose(model.customer().found().getFirst());
        model.treatments().add(SampleDay.procedure("이마 보톡스"));
        model.treatments().chosen().getFirst().price().textProperty().set("80,000");
        model.slot().start().textProperty().set("1830");
        model.memo().textProperty().set(" 멍이 잘 드는 편 ");
        confirm(model);

        Change change = only(desk.submitted());
        ReservationCommand.Book book = (ReservationCommand.Book) change.command();
        assertThat(book.startsAt()).isEqualTo(SampleDay.at("18:30"));
        assertThat(book.minutes()).isEqualTo(20);
        assertThat(book.channel()).isEqualTo(Channel.PHONE);
        assertThat(book.arrived()).isFalse();
        assertThat(only(book.treatments()).price()).isEqualTo(80_000);
        assertThat(change.personal()).isEqualTo(Map.of("memo", "멍이 잘 드는 편"));
        assertThat(change.subject()).isEqualTo(book.customerId());
        assertThat(change.intentId()).isNull();
        assertThat(change.streamId().id().version()).isEqualTo(7);
        assertThat(booked).containsExactly(change.streamId());
    }

    @Test
    @DisplayName("somebody new and the booking are two changes of one intent")
    void newCustomer() {
        BookingViewModel model = booking();
        model.customer().query().textProperty().set("새봄");
        model.customer().beginNew();
        assertThat(text(model.customer().name())).isEqualTo("새봄");
        model.customer().phone().textProperty().set("010-0000-7777");
        model.customer().birthDate().textProperty().set("1999.4.1");
        confirm(model);

        assertThat(desk.submitted()).hasSize(2);
        Change register = desk.submitted().getFirst();
        Change book = desk.submitted().getLast();
        assertThat(register.command()).isEqualTo(new CustomerCommand.Register(null, null, null));
        assertThat(register.personal())
                .isEqualTo(
                        Map.of("name", "새봄", "phone", "010-0000-7777", "birthDate", "1999-04-01"));
        assertThat(register.subject()).isEqualTo(register.streamId());
        assertThat(register.intentId()).isNotNull().isEqualTo(book.intentId());
        assertThat(((ReservationCommand.Book) book.command()).customerId())
                .isEqualTo(register.streamId());
    }

    @Test
    @DisplayName("a number that was typed becomes the phone number of the new customer")
    void newCustomerByNumber() {
        BookingViewModel model = booking();
        model.customer().query().textProperty().set("010 0000 1234");
        model.customer().beginNew();
        assertThat(text(model.customer().name())).isEmpty();
        assertThat(text(model.customer().phone())).isEqualTo("010 0000 1234");
    }

    @Test
    @DisplayName("a walk-in has arrived, with a name only or with none")
    void walkIn() {
        BookingViewModel named = walkInModel();
        named.customer().query().textProperty().set("지나가던 분");
        confirm(named);
        assertThat(desk.submitted().getFirst().personal()).isEqualTo(Map.of("name", "지나가던 분"));
        ReservationCommand.Book book =
                (ReservationCommand.Book) desk.submitted().getLast().command();
        assertThat(book.arrived()).isTrue();
        assertThat(book.channel()).isEqualTo(Channel.WALK_IN);
        assertThat(book.startsAt()).isEqualTo(SampleDay.NOW);

        confirm(walkInModel());
        assertThat(desk.submitted().get(2).personal()).isEqualTo(Map.of("name", "예약 없음"));
    }

    @ParameterizedTest
    @CsvSource({
        "25:00, 30, ui.error.time-form",
        "abc, 30, ui.error.time-form",
        "'', 30, ui.error.blank",
        "15:00, 0, ui.error.minutes-range",
        "15:00, 1441, ui.error.minutes-range",
        "15:00, 서른, ui.error.minutes-letters",
        "15:00, -30, ui.error.end-before-start",
        "15:00, 99999999999999999999, ui.error.minutes-range"
    })
    @DisplayName("a time or length that cannot be is answered at its field and records nothing")
    void wrongTimes(String start, String minutes, String error) {
        BookingViewModel model = known();
        model.slot().start().textProperty().set(start);
        model.slot().minutes().textProperty().set(minutes);
        confirm(model);
        assertThat(desk.submitted()).isEmpty();
        assertThat(List.of(error(model.slot().start()), error(model.slot().minutes())))
                .contains(error);
    }

    @ParameterizedTest
    @CsvSource({
        "2027-01-05, booking.error.past-day",
        "2031-01-01, booking.error.too-far",
        "2027-02-30, ui.error.date-form",
        "내일, ui.error.date-form"
    })
    @DisplayName("a day that has passed, that is too far or that is none records nothing")
    void wrongDays(String date, String error) {
        BookingViewModel model = known();
        model.slot().date().textProperty().set(date);
        confirm(model);
        assertThat(desk.submitted()).isEmpty();
        assertThat(error(model.slot().date())).isEqualTo(error);
    }

    @Test
    @DisplayName("a booking needs a customer, a new customer a name")
    void customerNeeded() {
        BookingViewModel nobody = booking();
        confirm(nobody);
        assertThat(error(nobody.customer().query())).isEqualTo("booking.error.choose-customer");
        nobody.customer().beginNew();
        nobody.customer().name().textProperty().set("   ");
        confirm(nobody);
        assertThat(error(nobody.customer().name())).isEqualTo("ui.error.blank");
        assertThat(desk.submitted()).isEmpty();
    }

    @Test
    @DisplayName("letters in an amount are answered at the amount")
    void lettersInAmounts() {
        BookingViewModel model = known();
        model.treatments().add(SampleDay.procedure("IPL"));
        model.treatments().chosen().getFirst().price().textProperty().set("20만");
        confirm(model);
        assertThat(error(model.treatments().chosen().getFirst().price()))
                .isEqualTo("ui.error.amount-letters");
        assertThat(desk.submitted()).isEmpty();
    }

    @Test
    @DisplayName("ten megabytes of memo are answered at the memo, at once")
    void hugeMemo() {
        BookingViewModel model = known();
        long start = System.nanoTime();
        model.memo().textProperty().set("가".repeat(10_000_000));
        confirm(model);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        assertThat(error(model.memo())).isEqualTo("ui.error.too-long");
        assertThat(desk.submitted()).isEmpty();
    }

    @Test
    @DisplayName("a text of any length in the search finds nobody and asks nobody")
    void hugeQuery() {
        BookingViewModel model = booking();
        model.customer().query().textProperty().set("가".repeat(1_000_000));
        model.treatments().queryProperty().set("가".repeat(1_000_000));
        assertThat(model.customer().found()).isEmpty();
        assertThat(model.treatments().found()).isEmpty();
    }

    @Test
    @DisplayName("an overlap is warned of and can be booked anyway; another time is asked again")
    void overlap() {
        BookingViewModel model = known();
        model.slot().practitionerProperty().set(SampleDay.staff("진아름"));
        model.slot().start().textProperty().set("15:10");
        assertThat(model.slot().overlaps()).extracting(c -> c.customerName()).contains("고은별");
        model.slot().start().textProperty().set("18:00");
        assertThat(model.slot().overlaps()).isEmpty();
        model.slot().start().textProperty().set("15:10");
        confirm(model);
        assertThat(booked).as("the warning stood when it was confirmed").hasSize(1);
    }

    @Test
    @DisplayName("an overlap that came up while the dialog stood stops the first confirmation")
    void overlapComesUp() {
        BookingViewModel model = known();
        model.slot().practitionerProperty().set(SampleDay.staff("안솔"));
        model.slot().start().textProperty().set("18:00");
        assertThat(model.slot().overlaps()).isEmpty();
        BookingViewModel other = known();
        other.slot().practitionerProperty().set(SampleDay.staff("안솔"));
        other.slot().start().textProperty().set("18:10");
        confirm(other);
        confirm(model);
        assertThat(booked).hasSize(1);
        assertThat(model.slot().overlaps()).hasSize(1);
        confirm(model);
        assertThat(booked).hasSize(2);
    }

    @Test
    @DisplayName("what could not be saved is told")
    void notSaved() {
        BookingViewModel model = known();
        desk.failNextSave();
        confirm(model);
        assertThat(notSaved).isOne();
        assertThat(model.busyProperty().get()).isFalse();
    }

    @Test
    @DisplayName("initial consonants find a treatment")
    void searchTreatment() {
        TreatmentChoice choice = booking().treatments();
        choice.queryProperty().set("ㅇㅋㅇㅍ");
        assertThat(choice.found()).extracting(p -> p.name()).containsExactly("아쿠아 필");
        choice.queryProperty().set("ipl");
        assertThat(choice.found()).extracting(p -> p.name()).containsExactly("IPL");
    }

    private BookingViewModel known() {
        BookingViewModel model = booking();
        model.customer().query().textProperty().set("윤서아");
        model.customer().choose(model.customer().found().getFirst());
        return model;
    }

    private BookingViewModel booking() {
        return booking(SampleDay.DAY);
    }

    private BookingViewModel booking(LocalDate day) {
        return model(day, false);
    }

    private BookingViewModel walkInModel() {
        return model(LocalDate.MIN, true);
    }

    private BookingViewModel model(LocalDate day, boolean walkIn) {
        return new BookingViewModel(
                desk,
                FxThread.sameThread(),
                SampleDay.DESK::id,
                SampleDay.reference(),
                day,
                walkIn,
                random);
    }

    private void confirm(BookingViewModel model) {
        model.confirm(booked::add, () -> notSaved++);
    }

    private static String text(Input<?> input) {
        return input.textProperty().get();
    }

    private static String error(Input<?> input) {
        FieldError error = input.errorProperty().get();
        return error == null ? "" : error.key();
    }

    private static <T> T only(List<T> list) {
        assertThat(list).hasSize(1);
        return list.getFirst();
    }
}
