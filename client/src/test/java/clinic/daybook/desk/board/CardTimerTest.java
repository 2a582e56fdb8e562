package clinic.daybook.desk.board;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.desk.board.CardTimer.Alert;
import clinic.daybook.desk.board.CardTimer.Kind;
import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.ui.Formats;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CardTimerTest {

    private final DayDesk desk = SampleDay.desk();

    @Test
    @DisplayName("the first alert comes at the limit, the second at twice the limit")
    void alerts() {
        BoardCard card = SampleDay.card(desk, "장하솔");
        assertThat(at(card, "14:25").alert()).isEqualTo(Alert.CALM);
        assertThat(at(card, "14:26"))
                .isEqualTo(new CardTimer(Kind.SINCE, 10, 0, Alert.FIRST, null));
        assertThat(at(card, "14:35").alert()).isEqualTo(Alert.FIRST);
        assertThat(at(card, "14:36").alert()).isEqualTo(Alert.SECOND);
    }

    @Test
    @DisplayName("a running treatment counts against its plan and alerts beyond it")
    void running() {
        BoardCard card = SampleDay.card(desk, "윤서아");
        assertThat(at(card, "14:20"))
                .isEqualTo(new CardTimer(Kind.RUNNING, 18, 30, Alert.LIVE, null));
        assertThat(at(card, "14:32").alert()).isEqualTo(Alert.LIVE);
        assertThat(at(card, "14:33").alert()).isEqualTo(Alert.FIRST);
        assertThat(at(card, "15:02").alert()).isEqualTo(Alert.SECOND);
        assertThat(CardTimer.progress(card, SampleDay.at("14:17"))).contains(0.5);
        assertThat(CardTimer.progress(card, SampleDay.at("15:17"))).contains(1.0);
        assertThat(words(card, "14:20")).isEqualTo("18/30분");
    }

    @Test
    @DisplayName("a booking counts down to its start, then says how late somebody is")
    void booked() {
        BoardCard card = SampleDay.card(desk, "임수빈");
        assertThat(words(card, "14:20")).isEqualTo("30분 뒤");
        assertThat(words(card, "12:00")).isEqualTo("2시간 50분 뒤");
        assertThat(words(card, "14:50")).isEqualTo("지금");
        assertThat(at(card, "14:59").alert()).isEqualTo(Alert.CALM);
        assertThat(at(card, "15:00")).isEqualTo(new CardTimer(Kind.LATE, 10, 0, Alert.FIRST, null));
        assertThat(words(card, "15:00")).isEqualTo("10분 지남");
    }

    @Test
    @DisplayName("a booking of another day has no timer")
    void otherDay() {
        BoardCard card = SampleDay.card(desk, "임수빈");
        assertThat(
                        CardTimer.of(
                                        card,
                                        SampleDay.reference(),
                                        SampleDay.at("14:00").minusSeconds(86_400))
                                .kind())
                .isEqualTo(Kind.NONE);
    }

    @Test
    @DisplayName("who has left says when")
    void left() {
        assertThat(words(SampleDay.card(desk, "정다솔"), "14:20")).isEqualTo("11:06 귀가");
    }

    @Test
    @DisplayName("a clock that runs back shows no negative time")
    void clockBack() {
        assertThat(at(SampleDay.card(desk, "문채린"), "14:00").minutes()).isZero();
    }

    private static CardTimer at(BoardCard card, String time) {
        return CardTimer.of(card, SampleDay.reference(), SampleDay.at(time));
    }

    private static String words(BoardCard card, String time) {
        return CardText.timer(at(card, time), Formats.of(SampleDay.reference()));
    }
}
