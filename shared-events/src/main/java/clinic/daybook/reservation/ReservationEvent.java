package clinic.daybook.reservation;

import clinic.daybook.event.Event;
import clinic.daybook.event.Previous;
import clinic.daybook.event.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The facts of one reservation. Constructors refuse what no state could make right (an amount of 0,
 * an end before its start) with {@link IllegalArgumentException}; what depends on the state is
 * {@link ReservationDecider#legal}.
 */
public sealed interface ReservationEvent extends Event {

    record ReservationBooked(
            StreamId customerId,
            Instant startsAt,
            int minutes,
            @Nullable StreamId practitionerId,
            @Nullable StreamId roomId,
            Channel channel,
            List<Task> treatments)
            implements ReservationEvent {
        public ReservationBooked {
            Limits.kind(customerId, "customer");
            Limits.kind(practitionerId, "staff");
            Limits.kind(roomId, "room");
            Limits.minutes(minutes);
            treatments = List.copyOf(treatments);
        }
    }

    record ReservationConfirmed() implements ReservationEvent {}

    record ReservationRescheduled(
            Instant startsAt,
            int minutes,
            @Nullable StreamId practitionerId,
            @Nullable StreamId roomId,
            Slot previous)
            implements ReservationEvent {
        public ReservationRescheduled {
            Limits.kind(practitionerId, "staff");
            Limits.kind(roomId, "room");
            Limits.minutes(minutes);
        }
    }

    record ReservationCustomerChanged(StreamId customerId, StreamId previous)
            implements ReservationEvent {
        public ReservationCustomerChanged {
            Limits.kind(customerId, "customer");
        }
    }

    record PractitionerAssigned(StreamId practitionerId, @Nullable Previous<StreamId> previous)
            implements ReservationEvent {
        public PractitionerAssigned {
            Limits.kind(practitionerId, "staff");
        }
    }

    record RoomAssigned(StreamId roomId, @Nullable Previous<StreamId> previous)
            implements ReservationEvent {
        public RoomAssigned {
            Limits.kind(roomId, "room");
        }
    }

    /** The memo itself is personal; {@code replaces} names the event that had set the one seen. */
    record MemoChanged(@Nullable Previous<UUID> replaces) implements ReservationEvent {}

    record ReservationCancelled(CancelledBy by) implements ReservationEvent {}

    record CancellationFeeCharged(long amount) implements ReservationEvent {
        public CancellationFeeCharged {
            Limits.money(amount, "amount");
        }
    }

    record NoShowRecorded() implements ReservationEvent {}

    record ReservationReinstated() implements ReservationEvent {}

    record CustomerArrived() implements ReservationEvent {}

    record ArrivalUndone() implements ReservationEvent {}

    record CustomerCheckedIn() implements ReservationEvent {}

    record CheckInUndone() implements ReservationEvent {}

    record ConsultationStarted(StreamId practitionerId) implements ReservationEvent {
        public ConsultationStarted {
            Limits.kind(practitionerId, "staff");
        }
    }

    record ConsultationFinished() implements ReservationEvent {}

    record TreatmentAdded(Task task, TaskOrigin origin, @Nullable StreamId sellerId)
            implements ReservationEvent {
        public TreatmentAdded {
            Limits.kind(sellerId, "staff");
        }
    }

    /** At least one of minutes and price is given; {@code previous} holds the same ones. */
    record TreatmentChanged(
            UUID taskId, @Nullable Integer minutes, @Nullable Long price, Values previous)
            implements ReservationEvent {

        /** The replaced values of what is given. */
        public record Values(@Nullable Integer minutes, @Nullable Long price) {}

        public TreatmentChanged {
            if (minutes == null && price == null) {
                throw new IllegalArgumentException("minutes or price must be given");
            }
            if (minutes != null) {
                Limits.minutes(minutes);
            }
            if (price != null) {
                Limits.money(price, "price");
            }
        }
    }

    record TreatmentRemoved(UUID taskId) implements ReservationEvent {}

    /** Both lists hold the waiting tasks, each once. */
    record TreatmentsReordered(List<UUID> order, List<UUID> previous) implements ReservationEvent {
        public TreatmentsReordered {
            order = List.copyOf(order);
            previous = List.copyOf(previous);
        }
    }

    record TreatmentStarted(
            UUID taskId,
            @Nullable StreamId practitionerId,
            @Nullable StreamId roomId,
            @Nullable Boolean parallel)
            implements ReservationEvent {
        public TreatmentStarted {
            Limits.kind(practitionerId, "staff");
            Limits.kind(roomId, "room");
        }
    }

    record TreatmentStartUndone(UUID taskId) implements ReservationEvent {}

    record TreatmentFinished(UUID taskId) implements ReservationEvent {}

    record TreatmentReopened(UUID taskId) implements ReservationEvent {}

    record TreatmentSkipped(UUID taskId) implements ReservationEvent {}

    record TreatmentTimeCorrected(
            UUID taskId, Instant startedAt, Instant finishedAt, Times previous)
            implements ReservationEvent {

        /** The times that the person saw. */
        public record Times(Instant startedAt, Instant finishedAt) {}

        public TreatmentTimeCorrected {
            if (!finishedAt.isAfter(startedAt)) {
                throw new IllegalArgumentException("finishedAt must be after startedAt");
            }
        }
    }

    record CheckoutStarted() implements ReservationEvent {}

    record CheckoutUndone() implements ReservationEvent {}

    record CustomerDeparted() implements ReservationEvent {}

    record CustomerLeftUnseen() implements ReservationEvent {}

    record VisitReopened() implements ReservationEvent {}

    record DiscountApplied(UUID discountId, long amount) implements ReservationEvent {
        public DiscountApplied {
            Limits.money(amount, "amount");
        }
    }

    record DiscountWithdrawn(UUID discountId) implements ReservationEvent {}

    /** {@code session}: the one that paid, where the method is a package and this is known. */
    record PaymentReceived(
            UUID paymentId,
            PaymentMethod method,
            long amount,
            @Nullable StreamId registerId,
            @Nullable StreamId handlerId,
            @Nullable PackageSession session)
            implements ReservationEvent {
        public PaymentReceived {
            Limits.kind(registerId, "register");
            Limits.kind(handlerId, "staff");
            Limits.money(amount, "amount");
            if (session != null && method != PaymentMethod.PACKAGE) {
                throw new IllegalArgumentException("a session pays with the method package");
            }
        }

        /** A payment that no session of a package made, as far as is known. */
        public PaymentReceived(
                UUID paymentId,
                PaymentMethod method,
                long amount,
                @Nullable StreamId registerId,
                @Nullable StreamId handlerId) {
            this(paymentId, method, amount, registerId, handlerId, null);
        }
    }

    record PaymentVoided(UUID paymentId) implements ReservationEvent {}

    record RefundRequested(UUID refundId, UUID paymentId, long amount) implements ReservationEvent {
        public RefundRequested {
            Limits.money(amount, "amount");
        }
    }

    record RefundIssued(UUID refundId, @Nullable PaymentMethod method)
            implements ReservationEvent {}

    record RefundDeclined(UUID refundId) implements ReservationEvent {}

    record EnteredInError() implements ReservationEvent {}
}
