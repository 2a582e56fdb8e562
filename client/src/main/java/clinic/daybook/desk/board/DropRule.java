package clinic.daybook.desk.board;

import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.NextStep;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.ReservationStatus;
import clinic.daybook.reservation.TaskStatus;
import clinic.daybook.staff.Role;
import java.util.Optional;

/** What dragging a card onto a column means. One drag is one step; it never skips one. */
sealed interface DropRule {

    /** The drop does this. */
    record Does(ReservationCommand command) implements DropRule {}

    /** The drop starts a consultation; who consults has to be chosen. */
    record AsksPractitioner() implements DropRule {}

    /** The drop leads to the bill first. */
    record AsksPayment() implements DropRule {}

    /** The card stands there already. */
    record Nothing() implements DropRule {}

    /** Not possible; the translation key says why. */
    record Refused(String key) implements DropRule {}

    /** Whether the column gets the frame of those that take the card. */
    default boolean welcome() {
        return switch (this) {
            case Does _, AsksPractitioner _, AsksPayment _ -> true;
            case Nothing _, Refused _ -> false;
        };
    }

    /** What dropping {@code card} onto {@code target} means for the person who does it. */
    static DropRule of(BoardCard card, BoardColumn target, Reference reference, StreamId actor) {
        Optional<BoardColumn> from = BoardColumn.of(card.status());
        if (from.isPresent() && from.get() == target && !comesBack(card, target)) {
            return new Nothing();
        }
        return switch (target) {
            case BOOKED -> toBooked(card);
            case ARRIVED -> toArrived(card);
            case CHECKED_IN ->
                    card.status() == ReservationStatus.ARRIVED
                            ? new Does(new ReservationCommand.CheckIn())
                            : refusedFor(card, "board.drop.arrive-first");
            case CONSULTATION -> toConsultation(card, reference, actor);
            case WAITING -> toWaiting(card);
            case TREATMENT -> toTreatment(card);
            case READY -> toReady(card, reference, actor);
            case DEPARTED -> toDeparted(card);
        };
    }

    private static boolean comesBack(BoardCard card, BoardColumn target) {
        return card.status() == ReservationStatus.LEFT_UNSEEN && target == BoardColumn.ARRIVED;
    }

    private static DropRule toBooked(BoardCard card) {
        return card.status() == ReservationStatus.ARRIVED
                ? new Does(new ReservationCommand.UndoArrival())
                : new Refused("board.drop.visit-has-begun");
    }

    private static DropRule toArrived(BoardCard card) {
        return switch (card.status()) {
            case BOOKED, LEFT_UNSEEN, NO_SHOW -> new Does(new ReservationCommand.Arrive());
            case CHECKED_IN -> new Does(new ReservationCommand.UndoCheckIn());
            case NEW,
                    ARRIVED,
                    IN_CONSULTATION,
                    WAITING_TREATMENT,
                    IN_TREATMENT,
                    READY_TO_LEAVE,
                    DEPARTED,
                    CANCELLED,
                    ENTERED_IN_ERROR ->
                    refusedFor(card, "board.drop.visit-has-begun");
        };
    }

    private static DropRule toConsultation(BoardCard card, Reference reference, StreamId actor) {
        return switch (card.status()) {
            case CHECKED_IN, WAITING_TREATMENT ->
                    switch (NextStep.startConsultation(card, reference, actor)) {
                        case NextStep.Run run -> new Does(run.command());
                        case NextStep.ChoosePractitioner _,
                                NextStep.TakePayment _,
                                NextStep.None _ ->
                                new AsksPractitioner();
                    };
            case IN_TREATMENT -> new Refused("board.drop.treatment-runs");
            case READY_TO_LEAVE -> new Refused("board.drop.undo-checkout-first");
            case NEW,
                    BOOKED,
                    ARRIVED,
                    IN_CONSULTATION,
                    DEPARTED,
                    LEFT_UNSEEN,
                    CANCELLED,
                    NO_SHOW,
                    ENTERED_IN_ERROR ->
                    refusedFor(card, "board.drop.check-in-first");
        };
    }

    private static DropRule toWaiting(BoardCard card) {
        return switch (card.status()) {
            case IN_CONSULTATION ->
                    waiting(card)
                            ? new Does(new ReservationCommand.FinishConsultation())
                            : new Refused("board.drop.no-treatment-waits");
            case IN_TREATMENT ->
                    waiting(card) ? finish(card) : new Refused("board.drop.no-treatment-waits");
            case READY_TO_LEAVE -> new Does(new ReservationCommand.UndoCheckout());
            case CHECKED_IN -> new Refused("board.drop.waits-already");
            case NEW,
                    BOOKED,
                    ARRIVED,
                    WAITING_TREATMENT,
                    DEPARTED,
                    LEFT_UNSEEN,
                    CANCELLED,
                    NO_SHOW,
                    ENTERED_IN_ERROR ->
                    refusedFor(card, "board.drop.check-in-first");
        };
    }

    private static DropRule toTreatment(BoardCard card) {
        return switch (card.status()) {
            case CHECKED_IN, IN_CONSULTATION, WAITING_TREATMENT, READY_TO_LEAVE -> {
                Optional<NextStep.Run> start = NextStep.startTreatment(card);
                yield start.isPresent()
                        ? new Does(start.get().command())
                        : new Refused("board.drop.no-treatment-waits");
            }
            case NEW,
                    BOOKED,
                    ARRIVED,
                    IN_TREATMENT,
                    DEPARTED,
                    LEFT_UNSEEN,
                    CANCELLED,
                    NO_SHOW,
                    ENTERED_IN_ERROR ->
                    refusedFor(card, "board.drop.check-in-first");
        };
    }

    private static DropRule toReady(BoardCard card, Reference reference, StreamId actor) {
        return switch (card.status()) {
            case CHECKED_IN, WAITING_TREATMENT -> new Does(new ReservationCommand.StartCheckout());
            case IN_CONSULTATION ->
                    waiting(card)
                            ? new Does(new ReservationCommand.StartCheckout())
                            : new Does(new ReservationCommand.FinishConsultation());
            case IN_TREATMENT ->
                    waiting(card) ? new Refused("board.drop.treatments-wait") : finish(card);
            case DEPARTED ->
                    manages(reference, actor)
                            ? new Does(new ReservationCommand.ReopenVisit())
                            : new Refused("board.drop.manager-reopens");
            case NEW,
                    BOOKED,
                    ARRIVED,
                    READY_TO_LEAVE,
                    LEFT_UNSEEN,
                    CANCELLED,
                    NO_SHOW,
                    ENTERED_IN_ERROR ->
                    refusedFor(card, "board.drop.check-in-first");
        };
    }

    private static DropRule toDeparted(BoardCard card) {
        return switch (card.status()) {
            case READY_TO_LEAVE ->
                    card.balance().open() > 0
                            ? new AsksPayment()
                            : new Does(new ReservationCommand.Depart());
            case ARRIVED -> new Does(new ReservationCommand.LeaveUnseen());
            case CHECKED_IN, WAITING_TREATMENT ->
                    new Refused(
                            waiting(card)
                                    ? "board.drop.treatments-wait"
                                    : "board.drop.check-out-first");
            case IN_CONSULTATION -> new Refused("board.drop.check-out-first");
            case IN_TREATMENT -> new Refused("board.drop.treatment-runs");
            case NEW, BOOKED, DEPARTED, LEFT_UNSEEN, CANCELLED, NO_SHOW, ENTERED_IN_ERROR ->
                    refusedFor(card, "board.drop.arrive-first");
        };
    }

    private static DropRule finish(BoardCard card) {
        Optional<NextStep.Run> finish = NextStep.finishTreatment(card);
        return finish.isPresent()
                ? new Does(finish.get().command())
                : new Refused("board.drop.no-treatment-waits");
    }

    private static DropRule refusedFor(BoardCard card, String key) {
        return new Refused(card.status().ended() ? "board.drop.visit-is-over" : key);
    }

    private static boolean waiting(BoardCard card) {
        return card.tasks().stream().anyMatch(t -> t.status() == TaskStatus.WAITING);
    }

    private static boolean manages(Reference reference, StreamId actor) {
        return reference
                .staff(actor)
                .filter(s -> s.role() == Role.MANAGER || s.role() == Role.ADMIN)
                .isPresent();
    }
}
