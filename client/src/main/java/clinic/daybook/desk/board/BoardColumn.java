package clinic.daybook.desk.board;

import clinic.daybook.reservation.ReservationStatus;
import java.util.List;
import java.util.Optional;

/** The columns of the board, in the order of a visit. */
enum BoardColumn {
    BOOKED(ReservationStatus.BOOKED),
    ARRIVED(ReservationStatus.ARRIVED),
    CHECKED_IN(ReservationStatus.CHECKED_IN),
    CONSULTATION(ReservationStatus.IN_CONSULTATION),
    WAITING(ReservationStatus.WAITING_TREATMENT),
    TREATMENT(ReservationStatus.IN_TREATMENT),
    READY(ReservationStatus.READY_TO_LEAVE),
    DEPARTED(ReservationStatus.DEPARTED);

    private static final List<List<BoardColumn>> WIDE =
            List.of(
                    List.of(BOOKED),
                    List.of(ARRIVED),
                    List.of(CHECKED_IN),
                    List.of(CONSULTATION),
                    List.of(WAITING),
                    List.of(TREATMENT),
                    List.of(READY),
                    List.of(DEPARTED));

    private static final List<List<BoardColumn>> NARROW =
            List.of(
                    List.of(BOOKED),
                    List.of(ARRIVED, CHECKED_IN),
                    List.of(CONSULTATION, WAITING),
                    List.of(TREATMENT),
                    List.of(READY, DEPARTED));

    private static final double WIDE_FROM = 1200;

    private final ReservationStatus status;

    BoardColumn(ReservationStatus status) {
        this.status = status;
    }

    /** The status that gives the column its glyph and its name. */
    ReservationStatus status() {
        return status;
    }

    /** The column of a status; empty for those that only the list shows. */
    static Optional<BoardColumn> of(ReservationStatus status) {
        return switch (status) {
            case BOOKED -> Optional.of(BOOKED);
            case ARRIVED -> Optional.of(ARRIVED);
            case CHECKED_IN -> Optional.of(CHECKED_IN);
            case IN_CONSULTATION -> Optional.of(CONSULTATION);
            case WAITING_TREATMENT -> Optional.of(WAITING);
            case IN_TREATMENT -> Optional.of(TREATMENT);
            case READY_TO_LEAVE -> Optional.of(READY);
            case DEPARTED, LEFT_UNSEEN -> Optional.of(DEPARTED);
            case NEW, CANCELLED, NO_SHOW, ENTERED_IN_ERROR -> Optional.empty();
        };
    }

    /**
     * The columns side by side, each lane from top to bottom: below 1200 px two short states share
     * a lane.
     */
    static List<List<BoardColumn>> lanes(double boardWidth) {
        return boardWidth < WIDE_FROM ? NARROW : WIDE;
    }
}
