package clinic.daybook.desk.reservation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import clinic.daybook.desk.memory.MemoryDesk;
import clinic.daybook.desk.model.AttentionItem;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.event.Refusal;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.PaymentMethod;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.ReservationCommand.AddTreatment;
import clinic.daybook.reservation.ReservationCommand.ApplyDiscount;
import clinic.daybook.reservation.ReservationCommand.AssignRoom;
import clinic.daybook.reservation.ReservationCommand.ChangeTreatment;
import clinic.daybook.reservation.ReservationCommand.ReceivePayment;
import clinic.daybook.reservation.ReservationCommand.RequestRefund;
import clinic.daybook.reservation.TaskOrigin;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** I5: the dialogs of a visit come back with what had been typed in. */
class RefillTest {

    private static final Map<String, String> WHY = Map.of("reason", "이벤트 가격");

    private final MemoryDesk desk = new MemoryDesk();
    private final Submitter submitter =
            new Submitter(
                    desk,
                    MemoryDesk.MANAGER::id,
                    FxThread.sameThread(),
                    new SplittableRandom(3),
                    error -> {
                        throw new AssertionError(error);
                    });

    @Test
    void aPaymentKeepsItsWayAndAmountAndOnlyTheFirstTakesThePlaceOfTheWaitingOne() {
        StreamId id = Visits.readyToLeave(desk);
        ReceivePayment meant =
                new ReceivePayment(
                        new UUID(0, 1), PaymentMethod.TRANSFER, 200_000, null, null, 350_000L);
        UUID waiting = new UUID(0x7001L, Long.MIN_VALUE | 5);
        AttentionItem asked = item(waiting, id, meant);
        desk.waiting().items().set(List.of(asked));
        PaymentViewModel form = new PaymentViewModel(submitter.inPlaceOf(asked), desk.detail(id));
        new Refill(meant, Map.of()).payment(form);
        form.addLine();
        form.confirm();
        assertThat(form.doneProperty().get()).isTrue();
        assertThat(desk.state(id).payments().values())
                .extracting(p -> p.method(), p -> p.amount())
                .endsWith(
                        tuple(PaymentMethod.TRANSFER, 200_000L),
                        tuple(PaymentMethod.CASH, 150_000L));
        assertThat(desk.waiting().answered()).containsExactly(Map.entry(waiting, "redone"));
    }

    @Test
    void aDiscountKeepsItsAmountAndReason() {
        StreamId id = Visits.readyToLeave(desk);
        long before = desk.state(id).balance().discounted();
        DiscountViewModel form = new DiscountViewModel(submitter, desk.detail(id));
        new Refill(new ApplyDiscount(new UUID(0, 1), 30_000), WHY).discount(form);
        form.confirm();
        assertThat(desk.state(id).balance().discounted()).isEqualTo(before + 30_000);
        assertThat(desk.detail(id).audit().getFirst().reason()).isEqualTo("이벤트 가격");
    }

    @Test
    void aRefundKeepsItsPaymentAmountAndReason() {
        StreamId id = Visits.readyToLeave(desk);
        UUID first = new UUID(0x7001L, Long.MIN_VALUE | 41);
        desk.run(
                MemoryDesk.DESK,
                id,
                new ReceivePayment(first, PaymentMethod.CARD, 100_000, null, null, null));
        desk.run(
                MemoryDesk.DESK,
                id,
                new ReceivePayment(
                        new UUID(0x7001L, Long.MIN_VALUE | 42),
                        PaymentMethod.CASH,
                        50_000,
                        null,
                        null,
                        null));
        RefundViewModel form = new RefundViewModel(submitter, desk.detail(id), first);
        new Refill(new RequestRefund(new UUID(0, 1), first, 20_000), WHY).refund(form);
        form.confirm();
        assertThat(desk.state(id).refundedOrRequested(first)).isEqualTo(20_000);
    }

    @Test
    void aChangedTreatmentKeepsWhatWasChanged() {
        StreamId id = Visits.arrived(desk);
        var task = desk.state(id).tasks().getFirst().task();
        ChangeTreatmentViewModel form =
                new ChangeTreatmentViewModel(submitter, desk.detail(id), task);
        new Refill(new ChangeTreatment(task.taskId(), null, 12_000L, null, task.price()), WHY)
                .change(form);
        form.confirm();
        assertThat(desk.state(id).task(task.taskId()).orElseThrow().task().price())
                .isEqualTo(12_000);
        assertThat(desk.state(id).task(task.taskId()).orElseThrow().task().minutes())
                .isEqualTo(task.minutes());
    }

    @Test
    void aRoomAndATreatmentAreChosenAgain() {
        StreamId id = Visits.arrived(desk);
        AssignViewModel room = new AssignViewModel(submitter, desk.detail(id), desk.reference());
        new Refill(new AssignRoom(MemoryDesk.LASER_2.id(), null), Map.of()).assign(room);
        room.confirm();
        assertThat(desk.state(id).roomId()).isEqualTo(MemoryDesk.LASER_2.id());

        AddTreatmentViewModel add =
                new AddTreatmentViewModel(submitter, desk.detail(id), desk.reference());
        new Refill(
                        new AddTreatment(
                                desk.order(MemoryDesk.LED),
                                TaskOrigin.CARE,
                                null,
                                List.of(),
                                false),
                        Map.of())
                .add(add, desk.reference());
        add.confirm();
        assertThat(desk.state(id).tasks().getLast().task().procedureId())
                .isEqualTo(MemoryDesk.LED.id());
        assertThat(desk.state(id).tasks().getLast().origin()).isEqualTo(TaskOrigin.CARE);
    }

    @Test
    void aMemoIsWrittenOverTheOneThatWasSeen() {
        StreamId id = Visits.arrived(desk);
        MemoAgainViewModel form = new MemoAgainViewModel(submitter, desk.detail(id), "창가 자리를 원하심");
        form.confirm();
        assertThat(form.doneProperty().get()).isTrue();
        assertThat(desk.detail(id).memo()).isEqualTo("창가 자리를 원하심");
    }

    private AttentionItem item(UUID commit, StreamId id, ReservationCommand command) {
        return new AttentionItem(
                commit,
                id,
                "윤서아",
                command,
                Refusal.of("changed-since"),
                MemoryDesk.DESK.id(),
                MemoryDesk.DESK.name(),
                MemoryDesk.START,
                1,
                List.of());
    }
}
