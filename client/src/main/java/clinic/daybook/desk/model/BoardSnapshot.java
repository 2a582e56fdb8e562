package clinic.daybook.desk.model;

import java.time.LocalDate;
import java.util.List;

/**
 * The board of one clinic day.
 *
 * @param cards ordered by planned start, then by id
 */
public record BoardSnapshot(LocalDate day, List<BoardCard> cards) {
    public BoardSnapshot {
        cards = List.copyOf(cards);
    }
}
