package clinic.daybook.customer;

/**
 * The refusals of a customer's own, beside those of {@link clinic.daybook.event.Refusals}. The
 * codes are stable.
 */
public final class CustomerRefusals {

    /** The customer has no package of this id. */
    public static final String UNKNOWN_PACKAGE = "unknown-package";

    /** No session of the package is left, or all of its price was refunded. */
    public static final String PACKAGE_USED_UP = "package-used-up";

    /** A session of a package of this customer has paid this treatment already. */
    public static final String TASK_REDEEMED = "task-redeemed";

    /** No session of the package stands redeemed for this treatment. */
    public static final String SESSION_NOT_REDEEMED = "session-not-redeemed";

    /** The price does not cover the refund. Details: {@code available}, in whole won. */
    public static final String PACKAGE_NOT_COVERING = "package-not-covering";

    private CustomerRefusals() {}
}
