package clinic.daybook.reservation;

import static clinic.daybook.reservation.Visit.*;
import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.event.Refusals;
import clinic.daybook.reservation.ReservationCommand.*;
import clinic.daybook.reservation.ReservationEvent.*;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Discounts, payments, refunds and what they leave open. */
class MoneyTest {

    private static final UUID R2 = new UUID(0xC, 2);

    private static final List<ReservationEvent> PAID = history(booked(), paid(P, 10_000));

    private static RefundRequested requested(UUID refund, long amount) {
        return new RefundRequested(refund, P, amount);
    }

    private static RequestRefund request(UUID refund, long amount) {
        return new RequestRefund(refund, P, amount);
    }

    @Nested
    @DisplayName("discounts")
    class Discounts {

        private final DiscountApplied applied = new DiscountApplied(D, 5_000);

        @Test
        void areAppliedOnce() {
            reservation().given(booked()).when(new ApplyDiscount(D, 5_000)).then(applied);
            reservation().given(booked(), applied).when(new ApplyDiscount(D, 5_000)).thenNothing();
            reservation()
                    .given(booked(), applied)
                    .when(new ApplyDiscount(D, 6_000))
                    .thenRefused(Refusals.ID_REUSED, Map.of("field", "discountId"));
            reservation()
                    .given(booked())
                    .when(new ApplyDiscount(D, 0))
                    .thenRefused(Refusals.INVALID_VALUE);
            reservation()
                    .given(inError())
                    .when(new ApplyDiscount(D, 5_000))
                    .thenRefused(Refusals.ILLEGAL_IN_STATE);
        }

        @Test
        void areWithdrawnOnce() {
            DiscountWithdrawn withdrawn = new DiscountWithdrawn(D);
            reservation().given(booked(), applied).when(new WithdrawDiscount(D)).then(withdrawn);
            reservation()
                    .given(booked(), applied, withdrawn)
                    .when(new WithdrawDiscount(D))
                    .thenNothing();
            reservation()
                    .given(booked())
                    .when(new WithdrawDiscount(D))
                    .thenRefused(ReservationRefusals.UNKNOWN_DISCOUNT);
            reservation()
                    .given(booked(), applied, withdrawn)
                    .thenIllegal(withdrawn, ReservationRefusals.DISCOUNT_WITHDRAWN);
            reservation()
                    .given(booked(), applied, new EnteredInError())
                    .when(new WithdrawDiscount(D))
                    .thenRefused(Refusals.ILLEGAL_IN_STATE);
        }

        @Test
        void aWithdrawnOnesIdIsUsedUp() {
            reservation()
                    .given(booked(), applied, new DiscountWithdrawn(D))
                    .when(new ApplyDiscount(D, 5_000))
                    .thenRefused(Refusals.ID_REUSED);
        }
    }

    @Nested
    @DisplayName("payments")
    class Payments {

        private ReceivePayment receive(long amount, Long seenOpen) {
            return new ReceivePayment(P, PaymentMethod.CARD, amount, null, null, seenOpen);
        }

        @Test
        void areReceived() {
            reservation()
                    .given(booked())
                    .when(receive(10_000, 290_000L))
                    .then(paid(P, 10_000))
                    .andState(s -> assertThat(s.balance().open()).isEqualTo(280_000));
            reservation().given(departed()).when(receive(10_000, null)).then(paid(P, 10_000));
            reservation().given(cancelled()).when(receive(10_000, 0L)).then(paid(P, 10_000));
        }

        @Test
        void areThereAlready() {
            reservation().given(PAID).when(receive(10_000, 290_000L)).thenNothing();
        }

        @Test
        void refuse() {
            reservation()
                    .given(PAID)
                    .when(receive(11_000, null))
                    .thenRefused(Refusals.ID_REUSED, Map.of("field", "paymentId"));
            reservation()
                    .given(booked())
                    .when(receive(0, null))
                    .thenRefused(Refusals.INVALID_VALUE);
            reservation()
                    .given(inError())
                    .when(receive(1, null))
                    .thenRefused(Refusals.ILLEGAL_IN_STATE);
        }

        @Test
        void areRemarkedWhenTheBalanceHasMoved() {
            reservation()
                    .given(booked(), new DiscountApplied(D, 5_000))
                    .when(receive(10_000, 290_000L))
                    .thenRemark(ReservationRemarks.BALANCE_MOVED, paid(P, 10_000));
        }

        @Test
        void areVoided() {
            PaymentVoided voided = new PaymentVoided(P);
            reservation().given(PAID).when(new VoidPayment(P)).then(voided);
            reservation().given(then(PAID, voided)).when(new VoidPayment(P)).thenNothing();
            reservation()
                    .given(then(PAID, voided))
                    .thenIllegal(voided, ReservationRefusals.PAYMENT_VOIDED);
            reservation()
                    .given(booked())
                    .when(new VoidPayment(P))
                    .thenRefused(ReservationRefusals.UNKNOWN_PAYMENT);
            reservation()
                    .given(then(PAID, requested(R, 1)))
                    .when(new VoidPayment(P))
                    .thenRefused(ReservationRefusals.PAYMENT_BOUND);
            reservation()
                    .given(then(PAID, requested(R, 1), new RefundDeclined(R)))
                    .when(new VoidPayment(P))
                    .then(voided);
            reservation()
                    .given(then(PAID, new EnteredInError()))
                    .when(new VoidPayment(P))
                    .thenRefused(Refusals.ILLEGAL_IN_STATE);
        }
    }

    @Nested
    @DisplayName("refunds")
    class Refunds {

        @Test
        void areRequestedUpToThePayment() {
            reservation().given(PAID).when(request(R, 10_000)).then(requested(R, 10_000));
            reservation()
                    .given(PAID)
                    .when(request(R, 10_001))
                    .thenRefused(
                            ReservationRefusals.PAYMENT_NOT_COVERING, Map.of("available", "10000"));
            reservation()
                    .given(then(PAID, requested(R2, 4_000)))
                    .when(request(R, 6_001))
                    .thenRefused(
                            ReservationRefusals.PAYMENT_NOT_COVERING, Map.of("available", "6000"));
        }

        @Test
        void aDeclinedOneFreesItsPart() {
            reservation()
                    .given(then(PAID, requested(R2, 10_000), new RefundDeclined(R2)))
                    .when(request(R, 10_000))
                    .then(requested(R, 10_000));
        }

        @Test
        void anIssuedOneDoesNot() {
            reservation()
                    .given(then(PAID, requested(R2, 10_000), new RefundIssued(R2, null)))
                    .when(request(R, 1))
                    .thenRefused(ReservationRefusals.PAYMENT_NOT_COVERING);
        }

        @Test
        void areThereAlready() {
            reservation()
                    .given(then(PAID, requested(R, 4_000)))
                    .when(request(R, 4_000))
                    .thenNothing();
        }

        @Test
        void requestsRefuse() {
            reservation()
                    .given(then(PAID, requested(R, 4_000)))
                    .when(request(R, 1))
                    .thenRefused(Refusals.ID_REUSED, Map.of("field", "refundId"));
            reservation()
                    .given(booked())
                    .when(request(R, 1))
                    .thenRefused(ReservationRefusals.UNKNOWN_PAYMENT);
            reservation()
                    .given(then(PAID, new PaymentVoided(P)))
                    .when(request(R, 1))
                    .thenRefused(ReservationRefusals.PAYMENT_VOIDED);
            reservation().given(PAID).when(request(R, 0)).thenRefused(Refusals.INVALID_VALUE);
            reservation()
                    .given(then(PAID, new EnteredInError()))
                    .when(request(R, 1))
                    .thenRefused(Refusals.ILLEGAL_IN_STATE);
        }

        @Test
        void areIssued() {
            RefundIssued issued = new RefundIssued(R, PaymentMethod.CASH);
            IssueRefund issue = new IssueRefund(R, PaymentMethod.CASH);
            reservation()
                    .given(then(PAID, requested(R, 4_000)))
                    .when(issue)
                    .then(issued)
                    .andState(s -> assertThat(s.balance().received()).isEqualTo(6_000));
            reservation().given(then(PAID, requested(R, 4_000), issued)).when(issue).thenNothing();
            reservation()
                    .given(then(PAID, requested(R, 4_000), new RefundDeclined(R)))
                    .when(issue)
                    .thenRefused(
                            ReservationRefusals.REFUND_NOT_REQUESTED, Map.of("status", "declined"));
            reservation().given(PAID).when(issue).thenRefused(ReservationRefusals.UNKNOWN_REFUND);
            reservation()
                    .given(then(PAID, requested(R, 4_000), new EnteredInError()))
                    .when(issue)
                    .thenRefused(Refusals.ILLEGAL_IN_STATE);
        }

        @Test
        void areDeclined() {
            RefundDeclined declined = new RefundDeclined(R);
            DeclineRefund decline = new DeclineRefund(R);
            reservation().given(then(PAID, requested(R, 4_000))).when(decline).then(declined);
            reservation()
                    .given(then(PAID, requested(R, 4_000), declined))
                    .when(decline)
                    .thenNothing();
            reservation()
                    .given(then(PAID, requested(R, 4_000), new RefundIssued(R, null)))
                    .when(decline)
                    .thenRefused(
                            ReservationRefusals.REFUND_NOT_REQUESTED, Map.of("status", "issued"));
            reservation().given(PAID).when(decline).thenRefused(ReservationRefusals.UNKNOWN_REFUND);
        }
    }

    @Nested
    @DisplayName("balance")
    class TheBalance {

        private Balance balance(List<ReservationEvent> events) {
            Balance[] balance = new Balance[1];
            reservation().given(events).thenState(s -> balance[0] = s.balance());
            return balance[0];
        }

        @Test
        void chargesWhatIsNeitherSkippedNorRemoved() {
            assertThat(balance(history(booked())).charged()).isEqualTo(290_000);
            assertThat(balance(history(booked(), new TreatmentSkipped(A))).charged())
                    .isEqualTo(90_000);
            assertThat(balance(history(booked(), new TreatmentRemoved(B))).charged())
                    .isEqualTo(200_000);
        }

        @Test
        void owesOnlyTheFeeWhereNobodyWasTreated() {
            assertThat(balance(cancelled()).open()).isZero();
            assertThat(balance(then(noShow(), new CancellationFeeCharged(20_000))).open())
                    .isEqualTo(20_000);
            assertThat(balance(then(leftUnseen(), new DiscountApplied(D, 5_000))).open()).isZero();
        }

        @Test
        void mayBeACredit() {
            assertThat(balance(then(PAID, new ReservationCancelled(CancelledBy.CLINIC))).open())
                    .isEqualTo(-10_000);
        }

        @Test
        void aVoidedPaymentCountsNothing() {
            assertThat(balance(then(PAID, new PaymentVoided(P))).received()).isZero();
        }

        @Test
        void enteredInErrorChargesNothing() {
            assertThat(balance(then(PAID, new EnteredInError())).open()).isEqualTo(-10_000);
        }
    }
}
