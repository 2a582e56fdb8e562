package clinic.daybook.reservation;

import clinic.daybook.event.DeciderSpecification;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.ReservationCommand.TaskOrder;
import clinic.daybook.reservation.ReservationEvent.*;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Names and events of which the tests of a reservation are made. */
final class Visit {

    static final StreamId CUSTOMER = id("customer", 1);
    static final StreamId OTHER_CUSTOMER = id("customer", 2);
    static final StreamId KIM = id("staff", 1);
    static final StreamId LEE = id("staff", 2);
    static final StreamId ROOM_1 = id("room", 1);
    static final StreamId ROOM_2 = id("room", 2);
    static final StreamId LASER = id("procedure", 1);
    static final StreamId PEEL = id("procedure", 2);
    static final StreamId MASK = id("procedure", 3);

    static final UUID A = new UUID(0xA, 1);
    static final UUID B = new UUID(0xA, 2);
    static final UUID C = new UUID(0xA, 3);
    static final UUID P = new UUID(0xB, 1);
    static final UUID Q = new UUID(0xB, 2);
    static final UUID R = new UUID(0xC, 1);
    static final UUID D = new UUID(0xD, 1);
    static final UUID NOBODYS = new UUID(0xF, 1);

    static final Instant TEN = Instant.parse("2026-03-02T01:00:00Z");
    static final Instant ELEVEN = Instant.parse("2026-03-02T02:00:00Z");

    private Visit() {}

    static DeciderSpecification<ReservationCommand, ReservationEvent, Reservation> reservation() {
        return DeciderSpecification.of(new ReservationDecider());
    }

    static StreamId id(String kind, int n) {
        return new StreamId(kind, new UUID(1, n));
    }

    static Task taskA() {
        return new Task(A, LASER, "laser", 30, 200_000, 1);
    }

    static Task taskB() {
        return new Task(B, PEEL, "peel", 20, 90_000, 2);
    }

    static Task taskC(int sequence) {
        return new Task(C, MASK, "mask", 15, 30_000, sequence);
    }

    static TaskOrder order(Task task) {
        return new TaskOrder(
                task.taskId(), task.procedureId(), task.name(), task.minutes(), task.price());
    }

    /** With tasks A and B, practitioner Kim, no room. */
    static ReservationBooked booked() {
        return booked(taskA(), taskB());
    }

    static ReservationBooked booked(Task... tasks) {
        return new ReservationBooked(CUSTOMER, TEN, 60, KIM, null, Channel.PHONE, List.of(tasks));
    }

    static TreatmentStarted started(UUID task) {
        return new TreatmentStarted(task, null, null, null);
    }

    static TreatmentStarted startedBeside(UUID task) {
        return new TreatmentStarted(task, null, null, true);
    }

    static TreatmentFinished finished(UUID task) {
        return new TreatmentFinished(task);
    }

    static PaymentReceived paid(UUID payment, long amount) {
        return new PaymentReceived(payment, PaymentMethod.CARD, amount, null, null);
    }

    static List<ReservationEvent> history(ReservationEvent... events) {
        return List.of(events);
    }

    /** The history, then these. */
    static List<ReservationEvent> then(List<ReservationEvent> before, ReservationEvent... events) {
        List<ReservationEvent> all = new ArrayList<>(before);
        all.addAll(List.of(events));
        return all;
    }

    static List<ReservationEvent> arrived() {
        return history(booked(), new CustomerArrived());
    }

    static List<ReservationEvent> checkedIn() {
        return then(arrived(), new CustomerCheckedIn());
    }

    static List<ReservationEvent> inConsultation() {
        return then(checkedIn(), new ConsultationStarted(KIM));
    }

    static List<ReservationEvent> waiting() {
        return then(inConsultation(), new ConsultationFinished());
    }

    /** A runs, B waits. */
    static List<ReservationEvent> inTreatment() {
        return then(waiting(), started(A));
    }

    /** Both finished. */
    static List<ReservationEvent> ready() {
        return then(inTreatment(), finished(A), started(B), finished(B));
    }

    static List<ReservationEvent> departed() {
        return then(ready(), new CustomerDeparted());
    }

    static List<ReservationEvent> cancelled() {
        return history(booked(), new ReservationCancelled(CancelledBy.CUSTOMER));
    }

    static List<ReservationEvent> noShow() {
        return history(booked(), new NoShowRecorded());
    }

    static List<ReservationEvent> leftUnseen() {
        return then(arrived(), new CustomerLeftUnseen());
    }

    static List<ReservationEvent> inError() {
        return history(booked(), new EnteredInError());
    }
}
