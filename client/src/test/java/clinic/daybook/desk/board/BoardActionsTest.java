package clinic.daybook.desk.board;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.NextStep;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.event.Refusal;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.ReservationStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BoardActionsTest {

    private final DayDesk desk = SampleDay.desk();
    private final Heard heard = new Heard();
    private final BoardActions actions =
            new BoardActions(desk, SampleDay.DESK::id, FxThread.sameThread(), heard);

    @Test
    @DisplayName("a step is done and can be taken back")
    void done() {
        actions.next(card("노하진"), SampleDay.reference());
        assertThat(card("노하진").status()).isEqualTo(ReservationStatus.ARRIVED);
        assertThat(heard.undo).contains(new ReservationCommand.UndoArrival());
    }

    @Test
    @DisplayName("the key that is hit twice on the same card does one step")
    void once() {
        BoardCard shown = card("노하진");
        actions.next(shown, SampleDay.reference());
        actions.next(shown, SampleDay.reference());
        assertThat(desk.submitted()).hasSize(1);
        actions.next(card("노하진"), SampleDay.reference());
        assertThat(card("노하진").status()).isEqualTo(ReservationStatus.CHECKED_IN);
    }

    @Test
    @DisplayName("a refusal is told, and another step may follow")
    void refused() {
        BoardCard shown = card("노하진");
        actions.submit(shown, new ReservationCommand.Depart());
        assertThat(heard.refusals).extracting(Refusal::code).containsExactly("illegal-in-state");
        actions.next(shown, SampleDay.reference());
        assertThat(card("노하진").status()).isEqualTo(ReservationStatus.ARRIVED);
    }

    @Test
    @DisplayName("what could not be saved is told, and the step can be tried again")
    void notSaved() {
        desk.failNextSave();
        BoardCard shown = card("노하진");
        actions.next(shown, SampleDay.reference());
        assertThat(heard.notSaved).containsExactly(shown.id());
        assertThat(card("노하진").status()).isEqualTo(ReservationStatus.BOOKED);
        actions.next(card("노하진"), SampleDay.reference());
        assertThat(card("노하진").status()).isEqualTo(ReservationStatus.ARRIVED);
    }

    @Test
    @DisplayName("an open bill is asked for instead of a departure")
    void bill() {
        actions.next(card("변하율"), SampleDay.reference());
        assertThat(heard.payments).containsExactly(160_000L);
        assertThat(desk.submitted()).isEmpty();
    }

    @Test
    @DisplayName("a refused drop submits nothing and says why")
    void refusedDrop() {
        DropRule rule = actions.drop(card("노하진"), BoardColumn.READY, SampleDay.reference());
        assertThat(rule).isEqualTo(new DropRule.Refused("board.drop.check-in-first"));
        assertThat(desk.submitted()).isEmpty();
    }

    private BoardCard card(String name) {
        return SampleDay.card(desk, name);
    }

    private static final class Heard implements BoardActions.Listener {
        private final List<Refusal> refusals = new ArrayList<>();
        private final List<StreamId> notSaved = new ArrayList<>();
        private final List<Long> payments = new ArrayList<>();
        private Optional<ReservationCommand> undo = Optional.empty();

        @Override
        public void begins(StreamId id) {}

        @Override
        public void done(
                BoardCard before, ReservationCommand command, Optional<ReservationCommand> back) {
            undo = back;
        }

        @Override
        public void refused(StreamId id, Refusal refusal) {
            refusals.add(refusal);
        }

        @Override
        public void notSaved(StreamId id) {
            notSaved.add(id);
        }

        @Override
        public void choosePractitioner(BoardCard card, NextStep.ChoosePractitioner choice) {}

        @Override
        public void takePayment(BoardCard card, long open) {
            payments.add(open);
        }
    }
}
