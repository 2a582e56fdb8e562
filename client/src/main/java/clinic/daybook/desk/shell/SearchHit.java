package clinic.daybook.desk.shell;

import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.CustomerItem;

/** One line below the search field. */
sealed interface SearchHit {

    /** A reservation of the day that is shown. */
    record OfReservation(BoardCard card) implements SearchHit {}

    /** A customer without a reservation on that day. */
    record OfCustomer(CustomerItem customer) implements SearchHit {}
}
