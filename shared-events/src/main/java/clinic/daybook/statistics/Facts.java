package clinic.daybook.statistics;

import clinic.daybook.event.StreamId;
import clinic.daybook.procedure.ProcedureKind;
import clinic.daybook.reservation.Channel;
import clinic.daybook.reservation.PaymentMethod;
import clinic.daybook.reservation.ReservationStatus;
import clinic.daybook.reservation.TaskOrigin;
import clinic.daybook.reservation.TaskStatus;
import clinic.daybook.staff.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one stream counts for. Nothing in it says who a customer is; members of staff are named, as
 * they are in events. Money is in whole units of the clinic's currency, times are by the server's
 * clock.
 */
public sealed interface Facts {

    /** The stream that counts. */
    StreamId id();

    /**
     * A reservation: its visit, its treatments and its money.
     *
     * @param startsAt when it is planned to begin
     * @param plannedMinutes for the whole visit
     * @param practitionerId who was to see them; {@code null}: nobody named
     * @param arrivedAt the last time, where they had left and come back; {@code null} like the
     *     times below: it did not happen, or was undone
     * @param waitedForReception from the arrival to being checked in; waits are zero where there
     *     were none, and leave out what cannot have been so
     * @param waitedForConsultation checked in, before consultation or treatment
     * @param waitedForTreatment between consultation and treatments
     * @param charged for treatments and as fees, as {@link
     *     clinic.daybook.reservation.Balance#charged}
     * @param received less what was paid back
     */
    record Visit(
            StreamId id,
            ReservationStatus status,
            Channel channel,
            StreamId customerId,
            Instant startsAt,
            int plannedMinutes,
            @Nullable StreamId practitionerId,
            @Nullable StreamId roomId,
            Instant bookedAt,
            @Nullable Instant arrivedAt,
            @Nullable Instant checkedInAt,
            @Nullable Instant consultationStartedAt,
            @Nullable Instant consultationFinishedAt,
            @Nullable Instant departedAt,
            Duration waitedForReception,
            Duration waitedForConsultation,
            Duration waitedForTreatment,
            long charged,
            long discounted,
            long received,
            List<Treatment> treatments,
            List<Movement> money)
            implements Facts {

        public Visit {
            treatments = List.copyOf(treatments);
            money = List.copyOf(money);
        }
    }

    /**
     * A treatment of a visit.
     *
     * @param sellerId who sold it, where it was added; {@code null}: it was booked, or not said
     * @param practitionerId who treated, or else who was to see the customer
     * @param took from its start to its finish; {@code null} while it is not finished, and where
     *     its times cannot have been so
     * @param charge what it adds to the visit's charges; 0 where it is not charged
     */
    record Treatment(
            UUID taskId,
            StreamId procedureId,
            String name,
            TaskStatus status,
            TaskOrigin origin,
            @Nullable StreamId sellerId,
            @Nullable StreamId practitionerId,
            @Nullable StreamId roomId,
            int plannedMinutes,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable Duration took,
            long charge) {}

    /** Money that changed hands. What was voided never did. */
    record Movement(
            UUID movementId,
            Kind kind,
            PaymentMethod method,
            long amount,
            Instant at,
            StreamId handlerId) {

        /** Which way it went. */
        public enum Kind {
            PAYMENT,
            /** Its amount is below 0. */
            REFUND
        }
    }

    /** A member of staff. */
    record StaffMember(StreamId id, String name, Role role, boolean left) implements Facts {}

    /** An entry of the menu. */
    record MenuEntry(
            StreamId id, String name, ProcedureKind kind, int minutes, long price, boolean retired)
            implements Facts {}

    /** A room. */
    record Place(StreamId id, String name, boolean closed) implements Facts {}

    /**
     * The clinic: where its days begin and what its money is.
     *
     * @param name {@code null}: it was given none
     */
    record Clinic(StreamId id, @Nullable String name, ZoneId zone, Currency currency)
            implements Facts {}
}
