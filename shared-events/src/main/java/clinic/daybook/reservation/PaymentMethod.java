package clinic.daybook.reservation;

/** How money changed hands. */
public enum PaymentMethod {
    CARD,
    CASH,
    TRANSFER,
    PACKAGE
}
