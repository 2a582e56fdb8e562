package clinic.daybook.desk.board;

import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.reservation.ReservationStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * In which order cards stand. Bookings by their planned start; who is in the house by how long they
 * have been in their state, longest first, so that nobody who waits is hidden at the end of a long
 * column; who has left latest first.
 */
final class BoardOrder {

    private static final Comparator<BoardCard> BY_START =
            Comparator.comparing(BoardCard::startsAt).thenComparing(BoardCard::id);
    private static final Comparator<BoardCard> LONGEST_FIRST =
            Comparator.comparing(BoardCard::statusSince).thenComparing(BoardCard::id);
    private static final Comparator<BoardCard> LATEST_FIRST =
            Comparator.comparing(BoardOrder::leftAt).reversed().thenComparing(BoardCard::id);

    /** The list begins with those for whom there is most to do, and ends with what will not be. */
    private static final List<ReservationStatus> LIST_ORDER =
            List.of(
                    ReservationStatus.READY_TO_LEAVE,
                    ReservationStatus.IN_TREATMENT,
                    ReservationStatus.WAITING_TREATMENT,
                    ReservationStatus.IN_CONSULTATION,
                    ReservationStatus.CHECKED_IN,
                    ReservationStatus.ARRIVED,
                    ReservationStatus.BOOKED,
                    ReservationStatus.DEPARTED,
                    ReservationStatus.LEFT_UNSEEN,
                    ReservationStatus.NO_SHOW,
                    ReservationStatus.CANCELLED,
                    ReservationStatus.ENTERED_IN_ERROR,
                    ReservationStatus.NEW);

    private BoardOrder() {}

    /** The cards of every column, in order; every column is present. */
    static Map<BoardColumn, List<BoardCard>> columns(List<BoardCard> cards) {
        Map<BoardColumn, List<BoardCard>> columns = new EnumMap<>(BoardColumn.class);
        for (BoardColumn column : BoardColumn.values()) {
            columns.put(column, new ArrayList<>());
        }
        for (BoardCard card : cards) {
            BoardColumn.of(card.status())
                    .ifPresent(column ->
                            columns.computeIfAbsent(column, c -> new ArrayList<>()).add(card));
        }
        columns.forEach((column, list) -> list.sort(order(column.status())));
        return columns;
    }

    /** All cards as the list shows them: by status, then as in the columns. */
    static List<BoardCard> list(List<BoardCard> cards) {
        Map<ReservationStatus, List<BoardCard>> byStatus = new EnumMap<>(ReservationStatus.class);
        for (BoardCard card : cards) {
            byStatus.computeIfAbsent(card.status(), s -> new ArrayList<>()).add(card);
        }
        List<BoardCard> ordered = new ArrayList<>(cards.size());
        for (ReservationStatus status : LIST_ORDER) {
            List<BoardCard> group = byStatus.getOrDefault(status, List.of());
            group.stream().sorted(order(status)).forEach(ordered::add);
        }
        return ordered;
    }

    private static Comparator<BoardCard> order(ReservationStatus status) {
        return switch (status) {
            case ARRIVED,
                    CHECKED_IN,
                    IN_CONSULTATION,
                    WAITING_TREATMENT,
                    IN_TREATMENT,
                    READY_TO_LEAVE ->
                    LONGEST_FIRST;
            case DEPARTED, LEFT_UNSEEN -> LATEST_FIRST;
            case NEW, BOOKED, CANCELLED, NO_SHOW, ENTERED_IN_ERROR -> BY_START;
        };
    }

    private static Instant leftAt(BoardCard card) {
        Instant departed = card.departedAt();
        return departed == null ? card.statusSince() : departed;
    }
}
