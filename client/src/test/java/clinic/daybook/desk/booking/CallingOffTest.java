package clinic.daybook.desk.booking;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.desk.board.DayDesk;
import clinic.daybook.desk.board.SampleDay;
import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.event.Refusal;
import clinic.daybook.reservation.CancelledBy;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.ReservationStatus;
import clinic.daybook.reservation.Slot;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Moving a booking and calling it off. */
class CallingOffTest {

    private final DayDesk desk = SampleDay.desk();
    private final BoardCard card = SampleDay.card(desk, "임수빈");
    private int done;

    @Test
    @DisplayName("a move says old and new, keeps what is not changed, and carries its reason")
    void move() {
        RescheduleViewModel model = moving();
        model.slot().start().textProperty().set("17:30");
        model.reason().codeProperty().set("customer-request");
        model.reason().words().textProperty().set("회의가 길어짐");
        model.confirm(() -> done++, () -> {});

        Change change = desk.submitted().getFirst();
        assertThat(change.command())
                .isEqualTo(
                        new ReservationCommand.Reschedule(
                                SampleDay.at("17:30"),
                                card.minutes(),
                                null,
                                null,
                                new Slot(
                                        card.startsAt(),
                                        card.minutes(),
                                        card.practitionerId(),
                                        card.roomId())));
        assertThat(change.reasonCode()).isEqualTo("customer-request");
        assertThat(change.personal()).isEqualTo(Map.of("reason", "회의가 길어짐"));
        assertThat(change.subject()).isEqualTo(card.customerId());
        assertThat(done).isOne();
    }

    @Test
    @DisplayName("a move needs a reason and something that is different")
    void moveNeedsReason() {
        RescheduleViewModel model = moving();
        model.confirm(() -> done++, () -> {});
        assertThat(model.reason().missingProperty().get()).isNotNull();
        assertThat(model.unchangedProperty().get()).isTrue();
        model.reason().words().textProperty().set("고객 전화");
        assertThat(model.reason().missingProperty().get()).isNull();
        model.confirm(() -> done++, () -> {});
        assertThat(desk.submitted()).isEmpty();
        model.slot().practitionerProperty().set(SampleDay.staff("안솔"));
        model.confirm(() -> done++, () -> {});
        assertThat(done).isOne();
    }

    @Test
    @DisplayName("where somebody has moved it meanwhile, nothing of theirs is overwritten")
    void movedMeanwhile() {
        RescheduleViewModel model = moving();
        RescheduleViewModel other = moving();
        for (RescheduleViewModel each : new RescheduleViewModel[] {other, model}) {
            each.slot().start().textProperty().set(each == other ? "18:00" : "19:00");
            each.reason().codeProperty().set("schedule-change");
            each.confirm(() -> done++, () -> {});
        }
        assertThat(done).isOne();
        Refusal refusal = model.refusalProperty().get();
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo("changed-since");
        assertThat(desk.card(card.id()).startsAt()).isEqualTo(SampleDay.at("18:00"));
    }

    @Test
    @DisplayName("a booking does not overlap with itself")
    void ownOverlap() {
        RescheduleViewModel model = moving();
        model.slot().start().textProperty().set("14:55");
        assertThat(model.slot().overlaps()).isEmpty();
    }

    @Test
    @DisplayName("a cancellation says by whom and why; other wants words")
    void cancel() {
        CancelViewModel model = callingOff();
        model.cancel(() -> done++, () -> {});
        assertThat(model.reason().missingProperty().get()).isNotNull();
        model.reason().codeProperty().set(ReasonForm.OTHER);
        model.cancel(() -> done++, () -> {});
        assertThat(desk.submitted()).isEmpty();
        model.reason().words().textProperty().set("갑자기 출장");
        model.byProperty().set(CancelledBy.CLINIC);
        model.cancel(() -> done++, () -> {});
        Change change = desk.submitted().getFirst();
        assertThat(change.command()).isEqualTo(new ReservationCommand.Cancel(CancelledBy.CLINIC));
        assertThat(change.reasonCode()).isEqualTo("other");
        assertThat(desk.card(card.id()).status()).isEqualTo(ReservationStatus.CANCELLED);
    }

    @Test
    @DisplayName("a no-show is only confirmed")
    void noShow() {
        callingOff().noShow(() -> done++, () -> {});
        assertThat(done).isOne();
        assertThat(desk.card(card.id()).status()).isEqualTo(ReservationStatus.NO_SHOW);
    }

    @Test
    @DisplayName("what is not possible any more is refused with words")
    void refused() {
        CancelViewModel model = callingOff();
        desk.apply(card.id(), new ReservationCommand.Arrive());
        model.noShow(() -> done++, () -> {});
        assertThat(done).isZero();
        assertThat(model.refusalProperty().get()).isNotNull();
    }

    private RescheduleViewModel moving() {
        return new RescheduleViewModel(
                desk, FxThread.sameThread(), SampleDay.DESK::id, SampleDay.reference(), card);
    }

    private CancelViewModel callingOff() {
        return new CancelViewModel(desk, FxThread.sameThread(), SampleDay.DESK::id, card);
    }
}
