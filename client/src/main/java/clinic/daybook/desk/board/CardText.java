package clinic.daybook.desk.board;

import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.BoardCard.CardTask;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.Privacy;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Words;
import clinic.daybook.reservation.Channel;
import clinic.daybook.reservation.ReservationStatus;
import clinic.daybook.reservation.TaskOrigin;
import clinic.daybook.reservation.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The words of a card, in the language that is set and with names covered where that is asked for.
 *
 * @param tagKey of the one tag beside the name
 * @param work the treatments
 * @param due the open amount of somebody about to leave; empty: treatments stand in its place
 * @param place practitioner and room, or what else stands in the last line
 * @param unassigned whether {@code place} asks to choose a practitioner
 */
record CardText(
        String time,
        String name,
        Optional<String> tagKey,
        String work,
        Optional<String> due,
        String place,
        boolean unassigned,
        boolean upsell,
        Money money,
        boolean memo) {

    /** Where the bill of a visit that has begun stands. */
    enum Money {
        /** Nothing to say: nothing was charged, or nobody has checked in yet. */
        NONE,
        OPEN,
        PAID,
        /** More was paid than charged. */
        CREDIT
    }

    /** The words of a card now. */
    static CardText of(BoardCard card, Formats formats) {
        String work = work(card);
        boolean leaving =
                card.status() == ReservationStatus.READY_TO_LEAVE && card.balance().open() > 0;
        boolean unassigned =
                card.practitionerName().isEmpty()
                        && !card.status().ended()
                        && card.status() != ReservationStatus.READY_TO_LEAVE;
        return new CardText(
                formats.time(card.startsAt()),
                name(card),
                tagKey(card),
                work,
                leaving ? Optional.of(formats.money(card.balance().open())) : Optional.empty(),
                leaving ? work : lastLine(card, unassigned),
                unassigned,
                card.tasks().stream()
                        .anyMatch(t ->
                                t.origin() == TaskOrigin.UPSELL
                                        && t.status() != TaskStatus.SKIPPED),
                money(card),
                card.hasMemo());
    }

    /** The customer's name as it may be shown; a dash where it is unknown. */
    static String name(BoardCard card) {
        return card.customerName().isEmpty() ? Formats.NONE : Privacy.name(card.customerName());
    }

    /** The treatments that are not skipped, joined. */
    static String work(BoardCard card) {
        return card.tasks().stream()
                .filter(task -> task.status() != TaskStatus.SKIPPED)
                .map(CardTask::name)
                .collect(Collectors.joining(Formats.DOT));
    }

    /** What the timer says, in words; empty for {@link CardTimer.Kind#NONE}. */
    static String timer(CardTimer timer, Formats formats) {
        return switch (timer.kind()) {
            case NONE -> "";
            case STARTS_IN -> Texts.get("board.timer.in", length(timer.minutes()));
            case LATE ->
                    timer.minutes() == 0
                            ? Texts.get("board.timer.now")
                            : Texts.get("board.timer.late", length(timer.minutes()));
            case SINCE -> length(timer.minutes());
            case RUNNING -> Formats.minutesOf(timer.minutes(), timer.planned());
            case LEFT_AT ->
                    timer.at() == null
                            ? ""
                            : Texts.get("board.timer.left", formats.time(timer.at()));
        };
    }

    /** Minutes up to 99, hours and minutes from there on. */
    static String length(long minutes) {
        return minutes < 100
                ? Formats.minutes(minutes)
                : Texts.get("board.timer.hours", minutes / 60, minutes % 60);
    }

    /** Who treats and where: of the running treatment, else of the reservation. */
    static List<String> whoAndWhere(BoardCard card) {
        Optional<CardTask> running = CardTimer.running(card);
        String who =
                running.map(CardTask::performer)
                        .filter(s -> !s.isEmpty())
                        .orElse(card.practitionerName());
        String where =
                running.map(CardTask::place).filter(s -> !s.isEmpty()).orElse(card.roomName());
        return List.of(who, where);
    }

    /** Everything, for who does not see the card. */
    static String spoken(BoardCard card, CardText text, String timer) {
        return joined(
                text.name(),
                Words.of(card.status()),
                timer,
                text.time(),
                text.work(),
                text.due().orElse(""),
                text.unassigned() ? "" : text.place());
    }

    private static String lastLine(BoardCard card, boolean unassigned) {
        if (card.status() == ReservationStatus.DEPARTED) {
            Instant arrived = card.arrivedAt();
            Instant left = card.departedAt();
            return arrived == null || left == null
                    ? ""
                    : Texts.get(
                            "board.card.stay",
                            length(Math.max(0, Duration.between(arrived, left).toMinutes())));
        }
        if (card.status() == ReservationStatus.LEFT_UNSEEN) {
            return Words.of(card.status());
        }
        return unassigned ? Texts.get("board.card.assign") : joined(whoAndWhere(card));
    }

    private static Optional<String> tagKey(BoardCard card) {
        if (card.channel() == Channel.WALK_IN) {
            return Optional.of("ui.tag.walk-in");
        }
        return card.firstVisit() ? Optional.of("ui.tag.first-visit") : Optional.empty();
    }

    private static Money money(BoardCard card) {
        long open = card.balance().open();
        if (open < 0) {
            return Money.CREDIT;
        }
        if (open == 0) {
            return card.balance().received() > 0 ? Money.PAID : Money.NONE;
        }
        return switch (card.status()) {
            case CHECKED_IN,
                    IN_CONSULTATION,
                    WAITING_TREATMENT,
                    IN_TREATMENT,
                    READY_TO_LEAVE,
                    DEPARTED,
                    NO_SHOW,
                    CANCELLED ->
                    Money.OPEN;
            case NEW, BOOKED, ARRIVED, LEFT_UNSEEN, ENTERED_IN_ERROR -> Money.NONE;
        };
    }

    private static String joined(String... parts) {
        return joined(Arrays.asList(parts));
    }

    private static String joined(List<String> parts) {
        return parts.stream()
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(Formats.DOT));
    }
}
