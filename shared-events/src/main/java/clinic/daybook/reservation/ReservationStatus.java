package clinic.daybook.reservation;

import java.util.Locale;

/** Where a reservation stands. The names follow the clinic's day; FHIR R4 names are in the docs. */
public enum ReservationStatus {
    /** No event yet. */
    NEW,
    BOOKED,
    ARRIVED,
    CHECKED_IN,
    IN_CONSULTATION,
    WAITING_TREATMENT,
    IN_TREATMENT,
    READY_TO_LEAVE,
    DEPARTED,
    LEFT_UNSEEN,
    CANCELLED,
    NO_SHOW,
    ENTERED_IN_ERROR;

    /** The status on the wire and in messages, for example {@code checked-in}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the visit is over, so that nothing more is done to the customer. */
    public boolean ended() {
        return switch (this) {
            case DEPARTED, LEFT_UNSEEN, CANCELLED, NO_SHOW, ENTERED_IN_ERROR -> true;
            case NEW,
                    BOOKED,
                    ARRIVED,
                    CHECKED_IN,
                    IN_CONSULTATION,
                    WAITING_TREATMENT,
                    IN_TREATMENT,
                    READY_TO_LEAVE ->
                    false;
        };
    }

    /** Whether the customer is in the house. */
    public boolean present() {
        return switch (this) {
            case ARRIVED,
                    CHECKED_IN,
                    IN_CONSULTATION,
                    WAITING_TREATMENT,
                    IN_TREATMENT,
                    READY_TO_LEAVE ->
                    true;
            case NEW, BOOKED, DEPARTED, LEFT_UNSEEN, CANCELLED, NO_SHOW, ENTERED_IN_ERROR -> false;
        };
    }
}
