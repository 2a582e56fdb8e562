package clinic.daybook.reservation;

/** Who called a reservation off. */
public enum CancelledBy {
    CUSTOMER,
    CLINIC
}
