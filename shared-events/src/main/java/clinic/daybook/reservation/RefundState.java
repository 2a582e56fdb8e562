package clinic.daybook.reservation;

import java.util.UUID;

/** A refund as it stands now; its amount in whole units of the currency. */
public record RefundState(UUID refundId, UUID paymentId, long amount, Status status) {

    /** Where a refund stands. Requested and issued ones bind their part of the payment. */
    public enum Status {
        REQUESTED,
        ISSUED,
        DECLINED
    }
}
