package clinic.daybook.desk.ui;

import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.BoardSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * A day in three figures.
 *
 * @param booked reservations of the day, those entered in error left out
 * @param present customers in the house
 * @param medianWait minutes that those who wait now have waited, the middle one; empty when nobody
 *     waits
 */
public record DayCounts(int booked, int present, OptionalLong medianWait) {

    /** The figures of a board at an instant. */
    public static DayCounts of(BoardSnapshot board, Instant now) {
        int booked = 0;
        int present = 0;
        for (BoardCard card : board.cards()) {
            booked += counts(card) ? 1 : 0;
            present += card.status().present() ? 1 : 0;
        }
        long[] waits =
                board.cards().stream()
                        .filter(DayCounts::waits)
                        .mapToLong(c -> Duration.between(c.statusSince(), now).toMinutes())
                        .sorted()
                        .toArray();
        return new DayCounts(
                booked,
                present,
                waits.length == 0
                        ? OptionalLong.empty()
                        : OptionalLong.of(Math.max(0, waits[(waits.length - 1) / 2])));
    }

    private static boolean counts(BoardCard card) {
        return switch (card.status()) {
            case NEW, ENTERED_IN_ERROR -> false;
            case BOOKED,
                    ARRIVED,
                    CHECKED_IN,
                    IN_CONSULTATION,
                    WAITING_TREATMENT,
                    IN_TREATMENT,
                    READY_TO_LEAVE,
                    DEPARTED,
                    LEFT_UNSEEN,
                    CANCELLED,
                    NO_SHOW ->
                    true;
        };
    }

    private static boolean waits(BoardCard card) {
        return switch (card.status()) {
            case ARRIVED, CHECKED_IN, WAITING_TREATMENT -> true;
            case NEW,
                    BOOKED,
                    IN_CONSULTATION,
                    IN_TREATMENT,
                    READY_TO_LEAVE,
                    DEPARTED,
                    LEFT_UNSEEN,
                    CANCELLED,
                    NO_SHOW,
                    ENTERED_IN_ERROR ->
                    false;
        };
    }
}
