package clinic.daybook.desk.board;

import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.reservation.PlausibleTimes;
import clinic.daybook.reservation.ReservationStatus;
import clinic.daybook.reservation.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The figures above the board, computed from the cards that are shown. */
final class BoardFigures {

    private BoardFigures() {}

    /** The one figure that matters at the head of a column. */
    sealed interface Figure {
        /** When the next booking starts. */
        record Next(Instant startsAt) implements Figure {}

        /** The longest time somebody has been here, in whole minutes. */
        record Longest(long minutes, CardTimer.Alert alert) implements Figure {}

        record Rooms(long inUse, long all) implements Figure {}

        /** What is still to be paid, in whole units of the currency. */
        record Due(long amount) implements Figure {}

        /** The mean length of the visits that have ended, in whole minutes. */
        record MeanStay(long minutes) implements Figure {}

        /** How many of the day's reservations these are. */
        record OfAll(long all) implements Figure {}
    }

    /** How many customers are in the house. */
    static long present(Collection<BoardCard> cards) {
        return cards.stream().filter(card -> card.status().present()).count();
    }

    /** The median of how long those who wait now have waited, in whole minutes; empty: nobody. */
    static OptionalLong medianWait(Collection<BoardCard> cards, Instant now) {
        long[] waits =
                cards.stream()
                        .filter(card -> waits(card.status()))
                        .filter(card -> PlausibleTimes.length(card.statusSince(), now))
                        .mapToLong(card -> minutesSince(card.statusSince(), now))
                        .sorted()
                        .toArray();
        return median(waits);
    }

    /** The figure of a column's cards; empty where there is nothing to tell. */
    static Optional<Figure> of(
            ReservationStatus status, List<BoardCard> cards, Reference reference, Instant now) {
        if (cards.isEmpty()) {
            return Optional.empty();
        }
        return switch (status) {
            case BOOKED ->
                    cards.stream()
                            .map(BoardCard::startsAt)
                            .filter(start -> !start.isBefore(now))
                            .min(Instant::compareTo)
                            .map(Figure.Next::new);
            case ARRIVED, CHECKED_IN, IN_CONSULTATION, WAITING_TREATMENT ->
                    Optional.ofNullable(longest(cards, reference, now));
            case IN_TREATMENT ->
                    Optional.of(new Figure.Rooms(roomsInUse(cards), reference.rooms().size()));
            case READY_TO_LEAVE -> {
                long due = cards.stream().mapToLong(c -> Math.max(0, c.balance().open())).sum();
                yield due == 0 ? Optional.empty() : Optional.of(new Figure.Due(due));
            }
            case DEPARTED, LEFT_UNSEEN -> meanStay(cards);
            case NEW, CANCELLED, NO_SHOW, ENTERED_IN_ERROR -> Optional.empty();
        };
    }

    /** How long the visit has lasted or lasted, in whole minutes; empty before the arrival. */
    static OptionalLong stay(BoardCard card, Instant now) {
        Instant arrived = card.arrivedAt();
        if (arrived == null) {
            return OptionalLong.empty();
        }
        Instant left = card.departedAt();
        return OptionalLong.of(minutesSince(arrived, left == null ? now : left));
    }

    private static boolean waits(ReservationStatus status) {
        return switch (status) {
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

    private static Figure.@Nullable Longest longest(
            List<BoardCard> cards, Reference reference, Instant now) {
        Figure.Longest longest = null;
        for (BoardCard card : cards) {
            CardTimer timer = CardTimer.of(card, reference, now);
            if (longest == null || timer.minutes() > longest.minutes()) {
                longest = new Figure.Longest(timer.minutes(), timer.alert());
            }
        }
        return longest;
    }

    private static long roomsInUse(List<BoardCard> cards) {
        return cards.stream()
                .map(card ->
                        card.tasks().stream()
                                .filter(t -> t.status() == TaskStatus.RUNNING)
                                .map(BoardCard.CardTask::place)
                                .filter(place -> !place.isEmpty())
                                .findFirst()
                                .orElse(card.roomName()))
                .filter(place -> !place.isEmpty())
                .distinct()
                .count();
    }

    private static Optional<Figure> meanStay(List<BoardCard> cards) {
        LongStream stays =
                cards.stream()
                        .filter(BoardFigures::plausible)
                        .mapToLong(c -> stay(c, c.statusSince()).orElse(0));
        long[] minutes = stays.toArray();
        return minutes.length == 0
                ? Optional.empty()
                : Optional.of(
                        new Figure.MeanStay(
                                Math.round(Arrays.stream(minutes).average().orElse(0))));
    }

    /** Whether the visit has ended and its length tells something: no clock was far off. */
    private static boolean plausible(BoardCard card) {
        Instant arrived = card.arrivedAt();
        Instant departed = card.departedAt();
        return arrived != null && departed != null && PlausibleTimes.length(arrived, departed);
    }

    private static OptionalLong median(long[] sorted) {
        if (sorted.length == 0) {
            return OptionalLong.empty();
        }
        int middle = sorted.length / 2;
        return OptionalLong.of(
                sorted.length % 2 == 1
                        ? sorted[middle]
                        : Math.round((sorted[middle - 1] + sorted[middle]) / 2.0));
    }

    private static long minutesSince(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toMinutes());
    }
}
