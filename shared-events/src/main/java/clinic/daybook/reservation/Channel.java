package clinic.daybook.reservation;

/** How a reservation came to be. */
public enum Channel {
    PHONE,
    WALK_IN,
    ONLINE,
    APP
}
