package clinic.daybook.desk.board;

import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.ReservationStatus;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the board shows of one day, filters applied. Made once for every change, off the list of
 * cards; screens only read it.
 *
 * @param cards all that the filters for practitioner, room and kind admit
 * @param columns of every column the cards in order
 * @param list the cards in the order of the list, also filtered by status
 * @param changed the cards that have changed since the last view of the same day
 */
record BoardView(
        LocalDate day,
        Reference reference,
        List<BoardCard> cards,
        Map<BoardColumn, List<BoardCard>> columns,
        List<BoardCard> list,
        Map<StreamId, BoardCard> byId,
        Set<StreamId> changed) {

    /** The view of a day's cards. */
    static BoardView of(
            LocalDate day,
            Reference reference,
            List<BoardCard> all,
            BoardFilter filter,
            Set<StreamId> changed) {
        List<BoardCard> admitted =
                all.stream().filter(card -> filter.admits(card, reference)).toList();
        List<BoardCard> listed =
                filter.status() == null
                        ? admitted
                        : admitted.stream().filter(c -> c.status() == filter.status()).toList();
        Map<StreamId, BoardCard> byId = new HashMap<>();
        admitted.forEach(card -> byId.put(card.id(), card));
        return new BoardView(
                day,
                reference,
                admitted,
                BoardOrder.columns(admitted),
                BoardOrder.list(listed),
                byId,
                changed);
    }

    Optional<BoardCard> card(StreamId id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The ids of every column, in order. */
    Map<BoardColumn, List<StreamId>> order() {
        Map<BoardColumn, List<StreamId>> order = new EnumMap<>(BoardColumn.class);
        columns.forEach(
                (column, list) -> order.put(column, list.stream().map(BoardCard::id).toList()));
        return order;
    }

    /** The cards in a status. */
    List<BoardCard> in(ReservationStatus status) {
        List<BoardCard> found = new ArrayList<>();
        for (BoardCard card : cards) {
            if (card.status() == status) {
                found.add(card);
            }
        }
        return found;
    }
}
