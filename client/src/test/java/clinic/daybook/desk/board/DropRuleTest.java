package clinic.daybook.desk.board;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.Submitted;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.ReservationCommand;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DropRuleTest {

    private final DayDesk desk = SampleDay.desk();

    @Test
    @DisplayName("what a drop does is accepted by the rules, and the card lands in that column")
    void dropsAreLegal() {
        int done = 0;
        for (BoardCard card : desk.snapshot(SampleDay.DAY).cards()) {
            for (BoardColumn column : BoardColumn.values()) {
                DropRule rule = rule(card, column);
                if (rule instanceof DropRule.Does) {
                    DayDesk fresh = SampleDay.desk();
                    BoardCard same = SampleDay.card(fresh, card.customerName());
                    DropRule.Does again = (DropRule.Does) rule(same, column);
                    String what = card.customerName() + " to " + column;
                    assertThat(fresh.apply(same.id(), again.command()))
                            .as(what)
                            .isInstanceOf(Submitted.Shown.class);
                    assertThat(BoardColumn.of(fresh.card(same.id()).status()))
                            .as(what)
                            .contains(column);
                    done++;
                }
            }
        }
        assertThat(done).isGreaterThan(30);
    }

    @Test
    @DisplayName("every refusal has words in the bundle")
    void refusalsHaveWords() {
        for (BoardCard card : desk.snapshot(SampleDay.DAY).cards()) {
            for (BoardColumn column : BoardColumn.values()) {
                if (rule(card, column) instanceof DropRule.Refused refused) {
                    assertThat(Texts.has(refused.key())).as(refused.key()).isTrue();
                }
            }
        }
    }

    @Test
    @DisplayName("a drop is one step: a booking is not dropped into a treatment")
    void oneStep() {
        assertThat(rule("노하진", BoardColumn.TREATMENT))
                .isEqualTo(new DropRule.Refused("board.drop.check-in-first"));
        assertThat(rule("노하진", BoardColumn.ARRIVED))
                .isEqualTo(new DropRule.Does(new ReservationCommand.Arrive()));
    }

    @Test
    @DisplayName("money that is open leads to the bill, not out of the house")
    void billFirst() {
        assertThat(rule("변하율", BoardColumn.DEPARTED)).isEqualTo(new DropRule.AsksPayment());
        assertThat(rule("서지우", BoardColumn.DEPARTED))
                .isEqualTo(new DropRule.Does(new ReservationCommand.Depart()));
    }

    @Test
    @DisplayName("a visit that has ended is reopened by a manager only")
    void reopening() {
        BoardCard gone = SampleDay.card(desk, "정다솔");
        assertThat(rule(gone, BoardColumn.READY))
                .isEqualTo(new DropRule.Refused("board.drop.manager-reopens"));
        assertThat(
                        DropRule.of(
                                gone,
                                BoardColumn.READY,
                                SampleDay.reference(),
                                SampleDay.staff("한지우")))
                .isEqualTo(new DropRule.Does(new ReservationCommand.ReopenVisit()));
    }

    @Test
    @DisplayName("its own column does nothing")
    void ownColumn() {
        assertThat(rule("노하진", BoardColumn.BOOKED)).isEqualTo(new DropRule.Nothing());
    }

    private DropRule rule(String name, BoardColumn column) {
        return rule(SampleDay.card(desk, name), column);
    }

    private static DropRule rule(BoardCard card, BoardColumn column) {
        StreamId actor = SampleDay.DESK.id();
        return DropRule.of(card, column, SampleDay.reference(), actor);
    }
}
