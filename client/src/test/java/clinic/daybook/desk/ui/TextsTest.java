package clinic.daybook.desk.ui;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.event.Refusal;
import clinic.daybook.reservation.ReservationStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.SimpleIntegerProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words and formats in both languages, without a window. */
class TextsTest {

    private static final Formats FORMATS = Formats.standard();

    @AfterEach
    void backToKorean() {
        Texts.languageProperty().set(Language.KOREAN);
    }

    @Test
    void boundWordsFollowTheLanguageAndTheirArguments() {
        SimpleIntegerProperty length = new SimpleIntegerProperty(5_000);
        StringBinding words = Texts.bind("ui.error.too-long", "4,000", length);
        assertThat(words.get()).isEqualTo("4,000자를 넘을 수 없습니다. (지금 5000자)");
        Texts.languageProperty().set(Language.ENGLISH);
        length.set(4_001);
        assertThat(words.get()).isEqualTo("At most 4,000 characters. (Now 4001)");
    }

    @ParameterizedTest
    @CsvSource({"레이저 토닝, 레이저 토닝은", "스킨부스터, 스킨부스터는", "HIFU 3, HIFU 3은", "제모 2, 제모 2는", "(팩), (팩)은"})
    void theParticleFitsTheLastSound(String task, String expected) {
        assertThat(Template.fill("{task~은|는}", Map.of("task", task))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"서울, 서울로", "방, 방으로", "여기, 여기로"})
    void theDirectionParticleKnowsRieul(String place, String expected) {
        assertThat(Template.fill("{0~으로|로}", place)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1, 1 treatment is still open.", "3, 3 treatments are still open."})
    void englishKnowsOneAndMany(String count, String expected) {
        Texts.languageProperty().set(Language.ENGLISH);
        Refusal refusal = new Refusal("tasks-open", Map.of("count", count));
        assertThat(Words.refusal(refusal, FORMATS)).isEqualTo(expected);
    }

    @Test
    void refusalsAreWholeSentencesWithTheirDetailsInWords() {
        Refusal money = new Refusal("payment-not-covering", Map.of("available", "120000"));
        assertThat(Words.refusal(money, FORMATS)).isEqualTo("이 수납에서 환불할 수 있는 돈은 120,000원입니다.");
        assertThat(Words.refusal(Refusal.of("from-a-newer-desk"), FORMATS))
                .isEqualTo("할 수 없습니다. (from-a-newer-desk)");
    }

    @Test
    void constantsHaveWordsInBothLanguages() {
        assertThat(Words.of(ReservationStatus.WAITING_TREATMENT)).isEqualTo("시술 대기");
        Texts.languageProperty().set(Language.ENGLISH);
        assertThat(Words.of(ReservationStatus.WAITING_TREATMENT)).isEqualTo("Waiting");
    }

    @Test
    void moneyTimesAndDatesReadAsPeopleWriteThem() {
        Instant afternoon = Instant.parse("2027-01-06T05:20:00Z");
        LocalDate day = LocalDate.of(2027, 1, 6);
        assertThat(FORMATS.time(afternoon)).isEqualTo("14:20");
        assertThat(FORMATS.range(afternoon, afternoon.plusSeconds(1_200))).isEqualTo("14:20–14:40");
        assertThat(Formats.date(day)).isEqualTo("1월 6일 수요일");
        assertThat(Formats.longDate(day)).isEqualTo("2027년 1월 6일 수요일");
        assertThat(FORMATS.money(-90_000)).isEqualTo("−90,000원");
        assertThat(FORMATS.shortMoney(410_000)).isEqualTo("41만");
        assertThat(Formats.minutes(18)).isEqualTo("18분");
        Texts.languageProperty().set(Language.ENGLISH);
        assertThat(Formats.date(day)).isEqualTo("Wed 6 January");
        assertThat(FORMATS.money(320_000)).isEqualTo("₩320,000");
        assertThat(FORMATS.shortMoney(410_000)).isEqualTo("₩410,000");
        assertThat(Formats.minutes(18)).isEqualTo("18 min");
        assertThat(Formats.minutesOf(18, 30)).isEqualTo("18 / 30 min");
    }
}
