package clinic.daybook.desk.board;

import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.model.NextStep;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.model.Submitted;
import clinic.daybook.desk.model.Undo;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.event.Refusal;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.ReservationCommand;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Does with a card what a person asked for, and tells what became of it. While a step of a card is
 * under way a second one is not taken: the key that was hit twice must not do two steps.
 */
final class BoardActions {

    /** Hears what became of a step; on the FX thread. */
    interface Listener {
        /** A step of this card is about to be decided. */
        void begins(StreamId id);

        /**
         * The step was decided and is shown.
         *
         * @param before the card as it stood
         * @param undo takes it back; empty where nothing does
         */
        void done(BoardCard before, ReservationCommand command, Optional<ReservationCommand> undo);

        /** The step is not possible. */
        void refused(StreamId id, Refusal refusal);

        /** The step could not be saved and was taken back. */
        void notSaved(StreamId id);

        /** Somebody has to say first who consults. */
        void choosePractitioner(BoardCard card, NextStep.ChoosePractitioner choice);

        /** The bill comes first. */
        void takePayment(BoardCard card, long open);
    }

    private final DeskModel desk;
    private final Supplier<StreamId> actor;
    private final FxThread fx;
    private final Listener listener;

    /** Cards with a step under way: the version on which it was decided. */
    private final Map<StreamId, Long> underWay = new HashMap<>();

    BoardActions(DeskModel desk, Supplier<StreamId> actor, FxThread fx, Listener listener) {
        this.desk = desk;
        this.actor = actor;
        this.fx = fx;
        this.listener = listener;
    }

    /** Does the step that usually follows. */
    void next(BoardCard card, Reference reference) {
        switch (NextStep.of(card, reference, actor.get())) {
            case NextStep.Run run -> submit(card, run.command());
            case NextStep.ChoosePractitioner choice -> listener.choosePractitioner(card, choice);
            case NextStep.TakePayment payment -> listener.takePayment(card, payment.open());
            case NextStep.None _ -> {}
        }
    }

    /** Does what dropping the card onto a column means; answers the rule that was applied. */
    DropRule drop(BoardCard card, BoardColumn target, Reference reference) {
        DropRule rule = DropRule.of(card, target, reference, actor.get());
        switch (rule) {
            case DropRule.Does does -> submit(card, does.command());
            case DropRule.AsksPractitioner _ ->
                    listener.choosePractitioner(card, new NextStep.ChoosePractitioner());
            case DropRule.AsksPayment _ -> listener.takePayment(card, card.balance().open());
            case DropRule.Nothing _, DropRule.Refused _ -> {}
        }
        return rule;
    }

    /** Submits a command on the card's stream. */
    void submit(BoardCard card, ReservationCommand command) {
        Long decidedOn = underWay.get(card.id());
        if (decidedOn != null && decidedOn >= card.version()) {
            return;
        }
        underWay.put(card.id(), card.version());
        listener.begins(card.id());
        fx.whenDone(
                desk.submit(actor.get(), Change.of(card.id(), command)),
                submitted -> ended(card, command, submitted),
                _ -> {
                    underWay.remove(card.id());
                    listener.notSaved(card.id());
                });
    }

    private void ended(BoardCard card, ReservationCommand command, Submitted submitted) {
        switch (submitted) {
            case Submitted.Shown shown -> {
                listener.done(card, command, Undo.of(command));
                fx.whenDone(
                        shown.saved(),
                        _ -> {},
                        _ -> {
                            underWay.remove(card.id());
                            listener.notSaved(card.id());
                        });
            }
            case Submitted.AlreadySo _ -> underWay.remove(card.id());
            case Submitted.Refused refused -> {
                underWay.remove(card.id());
                listener.refused(card.id(), refused.refusal());
            }
        }
    }
}
