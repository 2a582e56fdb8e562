package clinic.daybook.reservation;

/**
 * What may be different from what the person saw though the command holds. The codes are stable;
 * screens show the message {@code remark.<code>}.
 */
public final class ReservationRemarks {

    /** The open amount is another than the one seen when the payment was taken. */
    public static final String BALANCE_MOVED = "balance-moved";

    /** A cancellation fee had been charged before this one. */
    public static final String FEE_CHARGED_BEFORE = "fee-charged-before";

    private ReservationRemarks() {}
}
