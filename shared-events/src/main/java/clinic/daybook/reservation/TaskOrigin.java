package clinic.daybook.reservation;

/** Why a treatment was added after booking: left out then, sold on the chair, or aftercare. */
public enum TaskOrigin {
    BOOKED,
    UPSELL,
    CARE
}
