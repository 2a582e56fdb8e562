package clinic.daybook.desk.board;

import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.BoardCard.CardTask;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.reservation.ReservationStatus;
import clinic.daybook.reservation.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a card says about time, at one moment.
 *
 * @param kind what is told
 * @param minutes whole minutes until, since or past, by kind; 0 for {@link Kind#LEFT_AT}
 * @param planned whole minutes of the running treatment; 0 for other kinds
 * @param alert how urgent it is
 * @param at the moment told by {@link Kind#LEFT_AT}; {@code null} for other kinds
 */
record CardTimer(Kind kind, long minutes, long planned, Alert alert, @Nullable Instant at) {

    /** What is told. */
    enum Kind {
        /** Nothing: the visit never was, or it is planned for another day. */
        NONE,
        /** The minutes until the planned start. */
        STARTS_IN,
        /** The minutes since the planned start of somebody who has not come. */
        LATE,
        /** The minutes in this state. */
        SINCE,
        /** The minutes of the running treatment, beside the planned ones. */
        RUNNING,
        /** When the customer left. */
        LEFT_AT
    }

    /** How urgent it is. The second alert comes after twice the minutes of the first. */
    enum Alert {
        CALM,
        LIVE,
        FIRST,
        SECOND
    }

    /** When somebody who has not come counts as late, where the manager has set nothing. */
    private static final int LATE_MINUTES = 10;

    private static final CardTimer NOTHING = new CardTimer(Kind.NONE, 0, 0, Alert.CALM, null);

    /** The timer of a card as of {@code now}, by the clinic's limits. */
    static CardTimer of(BoardCard card, Reference reference, Instant now) {
        return switch (card.status()) {
            case BOOKED -> booked(card, reference, now);
            case ARRIVED, CHECKED_IN, WAITING_TREATMENT, READY_TO_LEAVE ->
                    since(card, reference, now, Alert.CALM);
            case IN_CONSULTATION -> since(card, reference, now, Alert.LIVE);
            case IN_TREATMENT ->
                    running(card)
                            .map(task -> ofTask(task, now))
                            .orElseGet(() -> since(card, reference, now, Alert.LIVE));
            case DEPARTED, LEFT_UNSEEN ->
                    new CardTimer(
                            Kind.LEFT_AT,
                            0,
                            0,
                            Alert.CALM,
                            card.departedAt() == null ? card.statusSince() : card.departedAt());
            case NEW, CANCELLED, NO_SHOW, ENTERED_IN_ERROR -> NOTHING;
        };
    }

    /**
     * The share of the running treatment's planned time that has passed, 0 to 1; empty: none runs.
     */
    static Optional<Double> progress(BoardCard card, Instant now) {
        if (card.status() != ReservationStatus.IN_TREATMENT) {
            return Optional.empty();
        }
        return running(card)
                .filter(task -> task.startedAt() != null && task.minutes() > 0)
                .map(task ->
                        Math.clamp((double) seconds(task, now) / (task.minutes() * 60L), 0.0, 1.0));
    }

    /** The treatment that the card tells of: of several running ones that which started first. */
    static Optional<CardTask> running(BoardCard card) {
        CardTask first = null;
        for (CardTask task : card.tasks()) {
            if (task.status() == TaskStatus.RUNNING && startsBefore(task, first)) {
                first = task;
            }
        }
        return Optional.ofNullable(first);
    }

    private static boolean startsBefore(CardTask task, @Nullable CardTask other) {
        if (other == null) {
            return true;
        }
        Instant start = task.startedAt();
        Instant otherStart = other.startedAt();
        return start != null && (otherStart == null || start.isBefore(otherStart));
    }

    private static CardTimer booked(BoardCard card, Reference reference, Instant now) {
        ZoneId zone = reference.zone();
        if (!card.startsAt().atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate())) {
            return NOTHING;
        }
        if (now.isBefore(card.startsAt())) {
            // Counted up, so that "in 1 minute" stays until the minute has come.
            long left = Duration.between(now, card.startsAt()).plusSeconds(59).toMinutes();
            return new CardTimer(Kind.STARTS_IN, left, 0, Alert.CALM, null);
        }
        long late = Duration.between(card.startsAt(), now).toMinutes();
        int limit = reference.alertMinutes().getOrDefault(ReservationStatus.BOOKED, LATE_MINUTES);
        return new CardTimer(Kind.LATE, late, 0, alert(late, limit, Alert.CALM), null);
    }

    private static CardTimer since(BoardCard card, Reference reference, Instant now, Alert calm) {
        long minutes = minutesBetween(card.statusSince(), now);
        Integer limit = reference.alertMinutes().get(card.status());
        Alert alert = limit == null ? calm : alert(minutes, limit, calm);
        return new CardTimer(Kind.SINCE, minutes, 0, alert, null);
    }

    private static CardTimer ofTask(CardTask task, Instant now) {
        long minutes = seconds(task, now) / 60;
        Alert alert =
                minutes <= task.minutes() ? Alert.LIVE : alert(minutes, task.minutes(), Alert.LIVE);
        return new CardTimer(Kind.RUNNING, minutes, task.minutes(), alert, null);
    }

    private static Alert alert(long minutes, int limit, Alert calm) {
        if (minutes < limit) {
            return calm;
        }
        return minutes < 2L * limit ? Alert.FIRST : Alert.SECOND;
    }

    private static long seconds(CardTask task, Instant now) {
        Instant start = task.startedAt();
        return start == null ? 0 : Math.max(0, Duration.between(start, now).toSeconds());
    }

    private static long minutesBetween(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toMinutes());
    }
}
