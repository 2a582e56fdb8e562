package clinic.daybook.statistics;

import clinic.daybook.event.Occurred;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.Balance;
import clinic.daybook.reservation.PaymentState;
import clinic.daybook.reservation.RefundState;
import clinic.daybook.reservation.Reservation;
import clinic.daybook.reservation.ReservationEvent;
import clinic.daybook.reservation.ReservationEvent.PaymentReceived;
import clinic.daybook.reservation.ReservationEvent.PaymentVoided;
import clinic.daybook.reservation.ReservationEvent.RefundIssued;
import clinic.daybook.reservation.ReservationStatus;
import clinic.daybook.reservation.TaskState;
import clinic.daybook.reservation.TaskStatus;
import clinic.daybook.reservation.VisitTimes;
import clinic.daybook.statistics.Facts.Movement;
import clinic.daybook.statistics.Facts.Treatment;
import clinic.daybook.statistics.Facts.Visit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a reservation counts for, folded along with its {@link VisitTimes}, which the screens show.
 * It depends on the events alone: what lasts is counted up to the newest of them.
 *
 * @param times the reservation with its times
 * @param money what changed hands, by the ids of payments and refunds, in order
 * @param upTo the latest time of any event; {@code null} only before the first one
 */
record VisitFold(VisitTimes times, Map<UUID, Movement> money, @Nullable Instant upTo) {

    /** Before the first event. */
    static final VisitFold NONE = new VisitFold(VisitTimes.NONE, Map.of(), null);

    /** After a further, legal event; {@code actor}: the member of staff who recorded it. */
    VisitFold after(Occurred<ReservationEvent> occurred, StreamId actor) {
        VisitTimes next = times.after(occurred);
        Instant at = occurred.at();
        return new VisitFold(
                next,
                moneyAfter(occurred, actor, next.reservation()),
                upTo == null || at.isAfter(upTo) ? at : upTo);
    }

    private Map<UUID, Movement> moneyAfter(
            Occurred<ReservationEvent> occurred, StreamId actor, Reservation next) {
        Map<UUID, Movement> changed = new LinkedHashMap<>(money);
        ReservationEvent event = occurred.event();
        if (event instanceof PaymentReceived e) {
            changed.put(
                    e.paymentId(),
                    new Movement(
                            e.paymentId(),
                            Movement.Kind.PAYMENT,
                            e.method(),
                            e.amount(),
                            occurred.at(),
                            e.handlerId() == null ? actor : e.handlerId()));
        } else if (event instanceof PaymentVoided e) {
            changed.remove(e.paymentId());
        } else if (event instanceof RefundIssued e) {
            refund(e, occurred.at(), actor, next).ifPresent(m -> changed.put(m.movementId(), m));
        } else {
            return money;
        }
        return Collections.unmodifiableMap(changed);
    }

    /** Where it is not said how, it went back as it had come. */
    private static Optional<Movement> refund(
            RefundIssued event, Instant at, StreamId actor, Reservation next) {
        RefundState refund = next.refunds().get(event.refundId());
        PaymentState payment = refund == null ? null : next.payments().get(refund.paymentId());
        return refund == null || payment == null
                ? Optional.empty()
                : Optional.of(
                        new Movement(
                                refund.refundId(),
                                Movement.Kind.REFUND,
                                event.method() == null ? payment.method() : event.method(),
                                -refund.amount(),
                                at,
                                actor));
    }

    /** What it counts for; empty before it was booked. */
    Optional<Facts> facts(StreamId id) {
        Reservation r = times.reservation();
        Instant now = upTo;
        Instant bookedAt = times.bookedAt();
        if (now == null
                || bookedAt == null
                || r.channel() == null
                || r.customerId() == null
                || r.startsAt() == null) {
            return Optional.empty();
        }
        Balance balance = r.balance();
        return Optional.of(
                new Visit(
                        id,
                        r.status(),
                        r.channel(),
                        r.customerId(),
                        r.startsAt(),
                        r.minutes(),
                        r.practitionerId(),
                        r.roomId(),
                        bookedAt,
                        times.arrivedAt(),
                        times.checkedInAt(),
                        times.consultationStartedAt(),
                        times.consultationFinishedAt(),
                        times.departedAt(),
                        in(ReservationStatus.ARRIVED, now),
                        in(ReservationStatus.CHECKED_IN, now),
                        in(ReservationStatus.WAITING_TREATMENT, now),
                        balance.charged(),
                        balance.discounted(),
                        balance.received(),
                        treatments(r, now),
                        List.copyOf(money.values())));
    }

    private Duration in(ReservationStatus status, Instant now) {
        return times.in(Set.of(status), now);
    }

    private List<Treatment> treatments(Reservation r, Instant now) {
        List<Treatment> treatments = new ArrayList<>();
        for (TaskState state : r.tasks()) {
            treatments.add(
                    new Treatment(
                            state.task().taskId(),
                            state.task().procedureId(),
                            state.task().name(),
                            state.status(),
                            state.origin(),
                            state.sellerId(),
                            state.practitionerId() == null
                                    ? r.practitionerId()
                                    : state.practitionerId(),
                            state.roomId() == null ? r.roomId() : state.roomId(),
                            state.task().minutes(),
                            state.startedAt(),
                            state.finishedAt(),
                            took(state, now),
                            Balance.charge(r, state)));
        }
        return treatments;
    }

    private @Nullable Duration took(TaskState state, Instant now) {
        Instant started = state.startedAt();
        Instant finished = state.finishedAt();
        VisitTimes.TaskTimes recorded = times.tasks().get(state.task().taskId());
        if (state.status() != TaskStatus.FINISHED
                || started == null
                || finished == null
                || recorded == null
                || !times.plausible(recorded, now)) {
            return null;
        }
        Duration took = Duration.between(started, finished);
        return took.isNegative() ? Duration.ZERO : took;
    }
}
