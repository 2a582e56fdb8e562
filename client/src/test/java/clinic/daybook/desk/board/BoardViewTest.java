package clinic.daybook.desk.board;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.desk.board.BoardFigures.Figure;
import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.procedure.ProcedureKind;
import clinic.daybook.reservation.ReservationStatus;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BoardViewTest {

    private final List<BoardCard> cards = SampleDay.desk().snapshot(SampleDay.DAY).cards();

    @Test
    @DisplayName("every card stands in the column of its state")
    void columns() {
        BoardView view = view(BoardFilter.ALL);
        assertThat(view.columns().get(BoardColumn.BOOKED)).hasSize(14);
        assertThat(view.columns().get(BoardColumn.ARRIVED)).hasSize(2);
        assertThat(view.columns().get(BoardColumn.CHECKED_IN)).hasSize(3);
        assertThat(view.columns().get(BoardColumn.CONSULTATION)).hasSize(2);
        assertThat(view.columns().get(BoardColumn.WAITING)).hasSize(3);
        assertThat(view.columns().get(BoardColumn.TREATMENT)).hasSize(4);
        assertThat(view.columns().get(BoardColumn.READY)).hasSize(3);
        // Who left without having been seen has left too; no-shows are in the list only.
        assertThat(view.columns().get(BoardColumn.DEPARTED)).hasSize(18);
        assertThat(view.list()).hasSize(51);
    }

    @Test
    @DisplayName("bookings stand by their start, who waits by how long, who has left latest first")
    void order() {
        BoardView view = view(BoardFilter.ALL);
        assertThat(names(view, BoardColumn.BOOKED)).startsWith("노하진");
        assertThat(names(view, BoardColumn.WAITING)).containsExactly("허은설", "조은결", "장하솔");
        assertThat(names(view, BoardColumn.DEPARTED)).startsWith("전하윤").endsWith("정다솔");
    }

    @Test
    @DisplayName("the list begins with who is about to leave and ends with what was called off")
    void listOrder() {
        List<ReservationStatus> states =
                view(BoardFilter.ALL).list().stream().map(BoardCard::status).distinct().toList();
        assertThat(states)
                .startsWith(ReservationStatus.READY_TO_LEAVE, ReservationStatus.IN_TREATMENT)
                .endsWith(ReservationStatus.NO_SHOW, ReservationStatus.CANCELLED);
    }

    @Test
    @DisplayName("filters narrow to practitioner, room and kind of treatment, together")
    void filters() {
        BoardFilter ofMoon = BoardFilter.ALL.withPractitioner(SampleDay.staff("문가람"));
        assertThat(view(ofMoon).cards())
                .isNotEmpty()
                .allMatch(c -> c.practitionerName().equals("문가람"));
        BoardCard seoA =
                cards.stream()
                        .filter(c -> c.customerName().equals("윤서아"))
                        .findFirst()
                        .orElseThrow();
        BoardFilter inLaser = ofMoon.withRoom(seoA.roomId());
        assertThat(view(inLaser).cards()).allMatch(c -> c.roomName().equals("레이저 2"));
        assertThat(view(inLaser.withKind(ProcedureKind.CONSULTATION)).cards()).isEmpty();
        assertThat(view(BoardFilter.ALL.withKind(ProcedureKind.CONSULTATION)).cards())
                .extracting(BoardCard::customerName)
                .contains("강나윤", "탁민아")
                .doesNotContain("윤서아");
    }

    @Test
    @DisplayName("a state narrows the list and leaves the figures of the others")
    void statusOfTheList() {
        BoardView view = view(BoardFilter.ALL.withStatus(ReservationStatus.NO_SHOW));
        assertThat(view.list()).hasSize(1);
        assertThat(view.cards()).hasSize(51);
    }

    @Test
    @DisplayName("the figures: who is here, the median wait, and one for every column")
    void figures() {
        BoardView view = view(BoardFilter.ALL);
        assertThat(BoardFigures.present(view.cards())).isEqualTo(17);
        assertThat(BoardFigures.medianWait(view.cards(), SampleDay.NOW)).hasValue(9);
        assertThat(figure(view, BoardColumn.BOOKED))
                .isEqualTo(new Figure.Next(SampleDay.at("14:30")));
        assertThat(figure(view, BoardColumn.WAITING))
                .isEqualTo(new Figure.Longest(22, CardTimer.Alert.SECOND));
        assertThat(figure(view, BoardColumn.TREATMENT)).isEqualTo(new Figure.Rooms(4, 6));
        assertThat(figure(view, BoardColumn.READY)).isEqualTo(new Figure.Due(270_000));
        assertThat(figure(view, BoardColumn.DEPARTED)).isEqualTo(new Figure.MeanStay(61));
    }

    @Test
    @DisplayName("a day without anybody has no figures")
    void nobody() {
        assertThat(BoardFigures.medianWait(List.of(), SampleDay.NOW)).isEmpty();
        assertThat(
                        BoardFigures.of(
                                ReservationStatus.BOOKED,
                                List.of(),
                                SampleDay.reference(),
                                SampleDay.NOW))
                .isEmpty();
    }

    private Figure figure(BoardView view, BoardColumn column) {
        return BoardFigures.of(
                        column.status(),
                        view.columns().get(column),
                        view.reference(),
                        SampleDay.NOW)
                .orElseThrow();
    }

    private static List<String> names(BoardView view, BoardColumn column) {
        return view.columns().get(column).stream().map(BoardCard::customerName).toList();
    }

    private BoardView view(BoardFilter filter) {
        return BoardView.of(SampleDay.DAY, SampleDay.reference(), cards, filter, Set.of());
    }
}
