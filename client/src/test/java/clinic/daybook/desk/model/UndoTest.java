package clinic.daybook.desk.model;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.desk.board.DayDesk;
import clinic.daybook.desk.board.SampleDay;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.CancelledBy;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.ReservationStatus;
import clinic.daybook.reservation.Slot;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class UndoTest {

    private final DayDesk desk = SampleDay.desk();

    @Test
    @DisplayName("a cancelled booking is booked again")
    void cancellation() {
        BoardCard card = SampleDay.card(desk, "노하진");
        ReservationCommand cancel = new ReservationCommand.Cancel(CancelledBy.CUSTOMER);
        desk.apply(card.id(), cancel);
        desk.apply(card.id(), Undo.of(cancel).orElseThrow());
        assertThat(desk.card(card.id()).status()).isEqualTo(ReservationStatus.BOOKED);
    }

    @Test
    @DisplayName("a moved booking goes back to time, practitioner and room")
    void move() {
        BoardCard card = SampleDay.card(desk, "노하진");
        StreamId other = SampleDay.staff("안솔");
        ReservationCommand move =
                new ReservationCommand.Reschedule(
                        SampleDay.at("18:00"), 60, other, null, slot(card));
        assertThat(desk.apply(card.id(), move)).isInstanceOf(Submitted.Shown.class);
        assertThat(desk.apply(card.id(), Undo.of(move).orElseThrow()))
                .isInstanceOf(Submitted.Shown.class);
        BoardCard back = desk.card(card.id());
        assertThat(slot(back)).isEqualTo(slot(card));
    }

    @Test
    @DisplayName("a move that gave a practitioner where there was none is not offered back")
    void moveThatCannotGoBack() {
        Slot none = new Slot(SampleDay.at("10:00"), 30, null, null);
        assertThat(
                        Undo.of(
                                new ReservationCommand.Reschedule(
                                        SampleDay.at("11:00"),
                                        30,
                                        SampleDay.staff("안솔"),
                                        null,
                                        none)))
                .isEmpty();
    }

    @Test
    @DisplayName("a departure is not undone with one click: that is the manager's")
    void departure() {
        assertThat(Undo.of(new ReservationCommand.Depart())).isEmpty();
    }

    private static Slot slot(BoardCard card) {
        return new Slot(card.startsAt(), card.minutes(), card.practitionerId(), card.roomId());
    }
}
