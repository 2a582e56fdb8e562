package clinic.daybook.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clinic.daybook.clinic.ClinicEvent.ClinicTimeZoneSet;
import clinic.daybook.codec.EventCodec;
import clinic.daybook.codec.Json;
import clinic.daybook.event.Actor;
import clinic.daybook.event.Event;
import clinic.daybook.event.StreamId;
import clinic.daybook.procedure.ProcedureEvent.ProcedureDefined;
import clinic.daybook.procedure.ProcedureEvent.ProcedureRetired;
import clinic.daybook.procedure.ProcedureKind;
import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.reservation.CancelledBy;
import clinic.daybook.reservation.Channel;
import clinic.daybook.reservation.PaymentMethod;
import clinic.daybook.reservation.ReservationEvent.*;
import clinic.daybook.reservation.ReservationStatus;
import clinic.daybook.reservation.Task;
import clinic.daybook.reservation.TaskOrigin;
import clinic.daybook.reservation.TaskStatus;
import clinic.daybook.staff.Role;
import clinic.daybook.staff.StaffEvent.StaffHired;
import clinic.daybook.staff.StaffEvent.StaffLeft;
import clinic.daybook.statistics.Facts.Movement;
import clinic.daybook.statistics.Facts.Treatment;
import clinic.daybook.statistics.Facts.Visit;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every n-th event happens in minute n - 1. */
class StatisticsFoldTest {

    private static final Instant START = Instant.parse("2026-03-02T01:00:00Z");
    private static final StreamId RESERVATION = id("reservation", 1);
    private static final StreamId KIM = id("staff", 1);
    private static final StreamId LEE = id("staff", 2);
    private static final StreamId LASER = id("procedure", 1);
    private static final UUID A = new UUID(0xA, 1);
    private static final UUID B = new UUID(0xA, 2);
    private static final UUID P = new UUID(0xB, 1);
    private static final UUID Q = new UUID(0xB, 2);
    private static final UUID R = new UUID(0xC, 1);

    private static StreamId id(String kind, int n) {
        return new StreamId(kind, new UUID(1, n));
    }

    private static Instant at(int n) {
        return START.plus(Duration.ofMinutes(n - 1L));
    }

    private static RecordedEvent recorded(
            StreamId stream,
            int version,
            Instant at,
            StreamId actor,
            String type,
            ObjectNode data) {
        return new RecordedEvent(
                version,
                stream,
                version,
                new UUID(0xE, version),
                new UUID(0xF, version),
                null,
                type,
                1,
                at,
                null,
                at,
                "clinic-1",
                id("desk", 1),
                new Actor(actor),
                null,
                null,
                null,
                data,
                null,
                null,
                null,
                null,
                null);
    }

    private static StatisticsFold fold(StreamId stream, Event... events) {
        StatisticsFold fold = StatisticsFold.initial(stream);
        for (Event event : events) {
            int n = (int) fold.version() + 1;
            fold =
                    fold.after(
                            recorded(
                                    stream,
                                    n,
                                    at(n),
                                    KIM,
                                    event.typeName(),
                                    EventCodec.encode(event)));
        }
        return fold;
    }

    private static Visit visit(Event... events) {
        return (Visit) fold(RESERVATION, events).facts().orElseThrow();
    }

    private static ReservationBooked booked() {
        return new ReservationBooked(
                id("customer", 1),
                at(1),
                60,
                LEE,
                null,
                Channel.PHONE,
                List.of(new Task(A, LASER, "laser", 30, 200_000, 1)));
    }

    private static TreatmentAdded sold() {
        return new TreatmentAdded(
                new Task(B, id("procedure", 2), "peel", 20, 90_000, 2), TaskOrigin.UPSELL, KIM);
    }

    private static PaymentReceived paid(UUID payment, long amount, StreamId handler) {
        return new PaymentReceived(payment, PaymentMethod.CARD, amount, null, handler);
    }

    @Test
    void beforeItIsBookedAReservationCountsForNothing() {
        assertThat(StatisticsFold.initial(RESERVATION).facts()).isEmpty();
    }

    @Test
    void aVisitCountsItsWaitsItsTreatmentsAndItsMoney() {
        Visit visit =
                visit(
                        booked(),
                        new CustomerArrived(),
                        new CustomerCheckedIn(),
                        new ConsultationStarted(LEE),
                        new ConsultationFinished(),
                        sold(),
                        new TreatmentStarted(A, KIM, null, null),
                        new TreatmentFinished(A),
                        new TreatmentSkipped(B),
                        paid(P, 200_000, LEE),
                        new CustomerDeparted());
        assertThat(visit.status()).isEqualTo(ReservationStatus.DEPARTED);
        assertThat(visit.channel()).isEqualTo(Channel.PHONE);
        assertThat(visit.bookedAt()).isEqualTo(at(1));
        assertThat(visit.arrivedAt()).isEqualTo(at(2));
        assertThat(visit.checkedInAt()).isEqualTo(at(3));
        assertThat(visit.consultationStartedAt()).isEqualTo(at(4));
        assertThat(visit.consultationFinishedAt()).isEqualTo(at(5));
        assertThat(visit.departedAt()).isEqualTo(at(11));
        assertThat(visit.waitedForReception()).isEqualTo(Duration.ofMinutes(1));
        assertThat(visit.waitedForConsultation()).isEqualTo(Duration.ofMinutes(1));
        // Until the treatment began, and until the other one was skipped.
        assertThat(visit.waitedForTreatment()).isEqualTo(Duration.ofMinutes(3));
        assertThat(visit.charged()).isEqualTo(200_000);
        assertThat(visit.received()).isEqualTo(200_000);
        assertThat(visit.treatments())
                .containsExactly(
                        new Treatment(
                                A,
                                LASER,
                                "laser",
                                TaskStatus.FINISHED,
                                TaskOrigin.BOOKED,
                                null,
                                KIM,
                                null,
                                30,
                                at(7),
                                at(8),
                                Duration.ofMinutes(1),
                                200_000),
                        new Treatment(
                                B,
                                id("procedure", 2),
                                "peel",
                                TaskStatus.SKIPPED,
                                TaskOrigin.UPSELL,
                                KIM,
                                LEE,
                                null,
                                20,
                                null,
                                null,
                                null,
                                0));
        assertThat(visit.money())
                .containsExactly(
                        new Movement(
                                P,
                                Movement.Kind.PAYMENT,
                                PaymentMethod.CARD,
                                200_000,
                                at(10),
                                LEE));
    }

    @Test
    void whatTreatmentsAreChargedIsWhatTheVisitIsCharged() {
        for (Event last :
                new Event[] {
                    new ReservationCancelled(CancelledBy.CUSTOMER),
                    new NoShowRecorded(),
                    new EnteredInError(),
                    new ReservationConfirmed()
                }) {
            Visit visit = visit(booked(), sold(), last);
            assertThat(visit.treatments().stream().mapToLong(Treatment::charge).sum())
                    .as(last.typeName())
                    .isEqualTo(visit.charged());
        }
    }

    @Test
    void moneyCountsWhenItMovedAndWhatWasVoidedNeverDid() {
        Visit visit =
                visit(
                        booked(),
                        paid(P, 100_000, null),
                        paid(Q, 90_000, null),
                        new PaymentVoided(Q),
                        new RefundRequested(R, P, 30_000),
                        new RefundIssued(R, PaymentMethod.CASH));
        assertThat(visit.money())
                .containsExactly(
                        // Nobody named: whoever recorded it took it.
                        new Movement(
                                P, Movement.Kind.PAYMENT, PaymentMethod.CARD, 100_000, at(2), KIM),
                        new Movement(
                                R, Movement.Kind.REFUND, PaymentMethod.CASH, -30_000, at(6), KIM));
        assertThat(visit.received())
                .isEqualTo(visit.money().stream().mapToLong(Movement::amount).sum());
    }

    @Test
    void aRefundThatIsOnlyRequestedOrDeclinedMovesNothing() {
        assertThat(
                        visit(
                                        booked(),
                                        paid(P, 100_000, null),
                                        new RefundRequested(R, P, 30_000),
                                        new RefundDeclined(R))
                                .money())
                .hasSize(1);
    }

    @Test
    void whatIsUndoneNeverWas() {
        Visit visit = visit(booked(), new CustomerArrived(), new ArrivalUndone());
        assertThat(visit.arrivedAt()).isNull();
        assertThat(visit.waitedForReception()).isZero();
    }

    @Test
    void aClockThatWasADayWrongMakesNoTreatmentADayLong() {
        StatisticsFold fold =
                fold(
                        RESERVATION,
                        booked(),
                        new CustomerArrived(),
                        new CustomerCheckedIn(),
                        new TreatmentStarted(A, null, null, null));
        TreatmentFinished finished = new TreatmentFinished(A);
        fold =
                fold.after(
                        recorded(
                                RESERVATION,
                                5,
                                at(5).plus(Duration.ofDays(2)),
                                KIM,
                                finished.typeName(),
                                EventCodec.encode(finished)));
        Visit visit = (Visit) fold.facts().orElseThrow();
        assertThat(visit.treatments().getFirst().status()).isEqualTo(TaskStatus.FINISHED);
        assertThat(visit.treatments().getFirst().took()).isNull();
    }

    @Test
    void staffMenuRoomsAndClinicAreNamed() {
        StreamId procedure = id("procedure", 7);
        assertThat(fold(KIM, new StaffHired("Kim", Role.MANAGER), new StaffLeft()).facts())
                .contains(new Facts.StaffMember(KIM, "Kim", Role.MANAGER, true));
        assertThat(
                        fold(
                                        procedure,
                                        new ProcedureDefined(
                                                "Laser",
                                                30,
                                                200_000,
                                                ProcedureKind.TREATMENT,
                                                null),
                                        new ProcedureRetired())
                                .facts())
                .contains(
                        new Facts.MenuEntry(
                                procedure, "Laser", ProcedureKind.TREATMENT, 30, 200_000, true));
        StreamId clinic = id("clinic", 1);
        assertThat(fold(clinic, new ClinicTimeZoneSet(ZoneId.of("Asia/Tokyo"), null)).facts())
                .get()
                .extracting(facts -> ((Facts.Clinic) facts).zone())
                .isEqualTo(ZoneId.of("Asia/Tokyo"));
        assertThat(StatisticsFold.initial(id("customer", 1)).facts()).isEmpty();
    }

    @Test
    void whatThisVersionCannotReadIsCountedInTheVersionAlone() {
        StatisticsFold fold = fold(RESERVATION, booked());
        StatisticsFold next =
                fold.after(
                        recorded(
                                RESERVATION,
                                2,
                                at(2),
                                KIM,
                                "SomethingNewer",
                                Json.mapper().createObjectNode()));
        assertThat(next.version()).isEqualTo(2);
        assertThat(next.unreadable()).isEqualTo(1);
        assertThat(next.facts()).isEqualTo(fold.facts());
    }

    @Test
    void nothingIsFoldedOverAGap() {
        StatisticsFold fold = fold(RESERVATION, booked());
        RecordedEvent arrived =
                recorded(
                        RESERVATION,
                        3,
                        at(3),
                        KIM,
                        "CustomerArrived",
                        Json.mapper().createObjectNode());
        assertThatThrownBy(() -> fold.after(arrived)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> StatisticsFold.initial(id("reservation", 2)).after(arrived))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
