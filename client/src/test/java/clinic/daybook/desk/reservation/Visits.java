package clinic.daybook.desk.reservation;

import clinic.daybook.desk.memory.MemoryDesk;
import clinic.daybook.desk.model.SyncMark;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.PaymentMethod;
import clinic.daybook.reservation.ReservationCommand.*;
import clinic.daybook.reservation.Slot;
import clinic.daybook.reservation.TaskOrigin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Visits that have come to the point that a test is about. */
final class Visits {

    static final UUID CARD = new UUID(0x0190_0000_0000_7000L, Long.MIN_VALUE | 77);
    static final UUID REFUND = new UUID(0x0190_0000_0000_7000L, Long.MIN_VALUE | 78);

    private Visits() {}

    /** Booked for 13:30, moved once, confirmed. */
    static StreamId booked(MemoryDesk desk) {
        Instant planned = MemoryDesk.START.plus(Duration.ofMinutes(30));
        Instant before = planned.minus(Duration.ofMinutes(150));
        desk.pass(-3 * 24 * 60);
        StreamId id =
                desk.book(before, List.of(MemoryDesk.NUMBING, MemoryDesk.TALK, MemoryDesk.LIFTING));
        desk.pass(600);
        desk.mark(SyncMark.ON_SERVER, true, false);
        desk.run(
                MemoryDesk.DESK,
                id,
                new Reschedule(
                        planned,
                        70,
                        null,
                        null,
                        new Slot(before, 60, MemoryDesk.DOCTOR.id(), MemoryDesk.LASER_1.id())),
                "회의가 길어짐, 전화");
        desk.mark(SyncMark.ON_SERVER, false, false);
        desk.pass(3 * 24 * 60 - 600);
        desk.run(
                MemoryDesk.MANAGER,
                id,
                new AssignRoom(MemoryDesk.LASER_2.id(), MemoryDesk.LASER_1.id()),
                "레이저 1 점검");
        return id;
    }

    static StreamId arrived(MemoryDesk desk) {
        StreamId id = booked(desk);
        desk.pass(25);
        desk.run(MemoryDesk.DESK, id, new Arrive());
        return id;
    }

    /** The third of four treatments has run for 18 minutes; one was added, part of it is paid. */
    static StreamId inTreatment(MemoryDesk desk) {
        StreamId id = arrived(desk);
        desk.pass(5);
        desk.run(MemoryDesk.DESK, id, new CheckIn());
        desk.pass(6);
        task(desk, id, 0, 20);
        desk.pass(2);
        desk.run(MemoryDesk.DOCTOR, id, new StartConsultation(MemoryDesk.DOCTOR.id()));
        desk.pass(12);
        desk.run(MemoryDesk.DOCTOR, id, new FinishConsultation());
        task(desk, id, 1, 12);
        desk.mark(SyncMark.ON_SERVER, true, true);
        desk.run(
                MemoryDesk.DESK,
                id,
                new AddTreatment(
                        desk.order(MemoryDesk.BOOSTER),
                        TaskOrigin.UPSELL,
                        MemoryDesk.DESK.id(),
                        List.of(),
                        false));
        desk.mark(SyncMark.ON_SERVER, false, false);
        desk.run(MemoryDesk.DESK, id, new ApplyDiscount(UUID.randomUUID(), 90_000), "이벤트");
        desk.run(
                MemoryDesk.DESK,
                id,
                new ReceivePayment(
                        CARD, PaymentMethod.CARD, 500_000, null, MemoryDesk.DESK.id(), null));
        desk.pass(4);
        desk.run(
                MemoryDesk.DOCTOR,
                id,
                new StartTreatment(
                        desk.task(id, 2), MemoryDesk.DOCTOR.id(), MemoryDesk.LASER_2.id(), false));
        desk.pass(18);
        return id;
    }

    static StreamId readyToLeave(MemoryDesk desk) {
        StreamId id = inTreatment(desk);
        desk.pass(16);
        desk.run(MemoryDesk.DOCTOR, id, new FinishTreatment(desk.task(id, 2)));
        desk.run(MemoryDesk.DESK, id, new SkipTreatment(desk.task(id, 3)), "다음에");
        desk.pass(3);
        return id;
    }

    static StreamId departedWithRefund(MemoryDesk desk) {
        StreamId id = readyToLeave(desk);
        long open = desk.state(id).balance().open();
        desk.run(
                MemoryDesk.DESK,
                id,
                new ReceivePayment(
                        UUID.randomUUID(),
                        PaymentMethod.CASH,
                        open,
                        null,
                        MemoryDesk.DESK.id(),
                        open));
        desk.run(MemoryDesk.DESK, id, new Depart());
        desk.pass(30);
        desk.run(MemoryDesk.DESK, id, new RequestRefund(REFUND, CARD, 100_000), "샷 수 조정");
        desk.run(MemoryDesk.MANAGER, id, new IssueRefund(REFUND, PaymentMethod.CARD));
        return id;
    }

    private static void task(MemoryDesk desk, StreamId id, int index, int minutes) {
        desk.run(
                MemoryDesk.DOCTOR,
                id,
                new StartTreatment(
                        desk.task(id, index),
                        MemoryDesk.DOCTOR.id(),
                        MemoryDesk.LASER_2.id(),
                        false));
        desk.pass(minutes);
        desk.run(MemoryDesk.DOCTOR, id, new FinishTreatment(desk.task(id, index)));
    }
}
