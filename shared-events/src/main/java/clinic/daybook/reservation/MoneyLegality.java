package clinic.daybook.reservation;

import clinic.daybook.event.Refusal;
import clinic.daybook.event.Refusals;
import clinic.daybook.reservation.ReservationEvent.DiscountApplied;
import clinic.daybook.reservation.ReservationEvent.RefundRequested;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rules of discounts, payments and refunds: no payment is ever refunded beyond its amount. */
final class MoneyLegality {

    private MoneyLegality() {}

    static @Nullable Refusal discount(Reservation state, DiscountApplied e) {
        boolean used =
                state.discounts().containsKey(e.discountId())
                        || state.withdrawnDiscounts().contains(e.discountId());
        return used ? Refusals.idReused("discountId") : null;
    }

    static @Nullable Refusal withdrawing(Reservation state, UUID discountId) {
        if (state.discounts().containsKey(discountId)) {
            return null;
        }
        return Refusal.of(
                state.withdrawnDiscounts().contains(discountId)
                        ? ReservationRefusals.DISCOUNT_WITHDRAWN
                        : ReservationRefusals.UNKNOWN_DISCOUNT);
    }

    static @Nullable Refusal payment(Reservation state, UUID paymentId) {
        return state.payments().containsKey(paymentId) ? Refusals.idReused("paymentId") : null;
    }

    static @Nullable Refusal voiding(Reservation state, UUID paymentId) {
        PaymentState payment = state.payments().get(paymentId);
        if (payment == null) {
            return Refusal.of(ReservationRefusals.UNKNOWN_PAYMENT);
        }
        if (payment.voided()) {
            return Refusal.of(ReservationRefusals.PAYMENT_VOIDED);
        }
        return state.refundedOrRequested(paymentId) > 0
                ? Refusal.of(ReservationRefusals.PAYMENT_BOUND)
                : null;
    }

    static @Nullable Refusal requesting(Reservation state, RefundRequested e) {
        if (state.refunds().containsKey(e.refundId())) {
            return Refusals.idReused("refundId");
        }
        PaymentState payment = state.payments().get(e.paymentId());
        if (payment == null) {
            return Refusal.of(ReservationRefusals.UNKNOWN_PAYMENT);
        }
        if (payment.voided()) {
            return Refusal.of(ReservationRefusals.PAYMENT_VOIDED);
        }
        long available = payment.amount() - state.refundedOrRequested(e.paymentId());
        return e.amount() <= available
                ? null
                : new Refusal(
                        ReservationRefusals.PAYMENT_NOT_COVERING,
                        Map.of("available", Long.toString(available)));
    }

    static @Nullable Refusal settling(Reservation state, UUID refundId) {
        RefundState refund = state.refunds().get(refundId);
        if (refund == null) {
            return Refusal.of(ReservationRefusals.UNKNOWN_REFUND);
        }
        return switch (refund.status()) {
            case REQUESTED -> null;
            case ISSUED -> notRequested("issued");
            case DECLINED -> notRequested("declined");
        };
    }

    private static Refusal notRequested(String status) {
        return new Refusal(ReservationRefusals.REFUND_NOT_REQUESTED, Map.of("status", status));
    }
}
