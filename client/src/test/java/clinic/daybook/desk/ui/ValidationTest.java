package clinic.daybook.desk.ui;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.reservation.Limits;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people type, and what becomes of it. */
class ValidationTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"320000;320000", "320,000;320000", " 320,000원 ;320000", "₩1;1"})
    void readsAmounts(String typed, long amount) {
        assertThat(Validation.amount(typed).toOptional()).contains(amount);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'';ui.error.blank",
                "30만;ui.error.amount-letters",
                "-5;ui.error.amount-letters",
                "0;ui.error.amount-range",
                "1000000000001;ui.error.amount-range",
                "99999999999999999999999999;ui.error.amount-range"
            })
    void refusesAmounts(String typed, String key) {
        assertThat(keyOf(Validation.amount(typed))).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({
        "14:30, 14:30",
        "1430, 14:30",
        "930, 09:30",
        "9, 09:00",
        "9:5, 09:05",
        "0000, 00:00"
    })
    void readsTimes(String typed, LocalTime time) {
        assertThat(Validation.time(typed).toOptional()).contains(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"24:00", "12:60", "오후 두시", "14:30:00", "12345"})
    void refusesTimes(String typed) {
        assertThat(keyOf(Validation.time(typed))).isEqualTo("ui.error.time-form");
    }

    @ParameterizedTest
    @CsvSource({"30, 30", "30분, 30", "1440, 1440", "15 min, 15"})
    void readsMinutes(String typed, int minutes) {
        assertThat(Validation.minutes(typed).toOptional()).contains(minutes);
    }

    @ParameterizedTest
    @CsvSource({
        "0, ui.error.minutes-range",
        "1441, ui.error.minutes-range",
        "99999999, ui.error.minutes-range",
        "반시간, ui.error.minutes-letters"
    })
    void refusesMinutes(String typed, String key) {
        assertThat(keyOf(Validation.minutes(typed))).isEqualTo(key);
    }

    @Test
    void memosMayBeEmptyButNotEndless() {
        assertThat(Validation.memo("").toOptional()).contains("");
        assertThat(Validation.memo("가".repeat(Validation.MAX_MEMO)).toOptional()).isPresent();
        assertThat(keyOf(Validation.memo("가".repeat(Validation.MAX_MEMO + 1))))
                .isEqualTo("ui.error.too-long");
    }

    @Test
    void namesAreNeitherBlankNorLongerThanTheDomainTakes() {
        assertThat(keyOf(Validation.name("  "))).isEqualTo("ui.error.blank");
        assertThat(keyOf(Validation.name("a".repeat(Limits.MAX_TEXT + 1))))
                .isEqualTo("ui.error.too-long");
        assertThat(Validation.name(" 윤서아 ").toOptional()).contains("윤서아");
    }

    @Test
    void anEndIsAfterItsStart() {
        Instant start = Instant.parse("2027-01-06T05:00:00Z");
        assertThat(keyOf(Validation.after(start, start))).isEqualTo("ui.error.end-before-start");
        assertThat(Validation.after(start, start.plusSeconds(60)).toOptional()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"2027-01-06, 2027-01-06", "20270106, 2027-01-06", "2027.1.6., 2027-01-06"})
    void readsDates(String typed, LocalDate date) {
        assertThat(Validation.date(typed).toOptional()).contains(date);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2027-02-30", "6 January", "27-1-6"})
    void refusesDates(String typed) {
        assertThat(keyOf(Validation.date(typed))).isEqualTo("ui.error.date-form");
    }

    @ParameterizedTest
    @CsvSource({
        "http://192.168.0.10:7410, http://192.168.0.10:7410",
        "https://daybook.example/, https://daybook.example"
    })
    void readsServerAddresses(String typed, String url) {
        assertThat(Validation.serverUrl(typed).toOptional()).contains(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.168.0.10",
                "ftp://host",
                "http://",
                "http://user@host",
                "http://host/path",
                "http://host?x=1",
                "http://a b",
                "http://host:99999"
            })
    void refusesServerAddresses(String typed) {
        assertThat(keyOf(Validation.serverUrl(typed))).isEqualTo("ui.error.url-form");
    }

    @Test
    void readsSeveralServerAddressesApartByCommas() {
        assertThat(Validation.serverUrls(" http://a:7410/ , https://b.example").toOptional())
                .contains("http://a:7410,https://b.example");
        assertThat(Validation.serverUrls("http://a").toOptional()).contains("http://a");
        assertThat(keyOf(Validation.serverUrls(" "))).isEqualTo("ui.error.blank");
        for (String typed : new String[] {"http://a,", ",", "http://a,b", "http://a;http://b"}) {
            assertThat(keyOf(Validation.serverUrls(typed))).isEqualTo("ui.error.url-form");
        }
        assertThat(keyOf(Validation.serverUrls("http://a" + ",http://a".repeat(8))))
                .isEqualTo("ui.error.url-form");
    }

    @Test
    void anInputKeepsItsErrorToItselfUntilItWasLeft() {
        Input<Long> input = new Input<>(Validation::amount);
        input.textProperty().set("30만");
        assertThat(input.errorProperty().get()).isNull();
        assertThat(input.touch()).isFalse();
        assertThat(input.errorProperty().get()).isEqualTo(FieldError.of("ui.error.amount-letters"));
        input.textProperty().set("300000");
        assertThat(input.errorProperty().get()).isNull();
        assertThat(input.value()).contains(300_000L);
    }

    private static String keyOf(Checked<?> checked) {
        return switch (checked) {
            case Checked.Valid<?> valid -> "valid: " + valid.value();
            case Checked.Invalid<?> invalid -> invalid.error().key();
        };
    }
}
