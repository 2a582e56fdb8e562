package clinic.daybook.desk.attention;

import clinic.daybook.customer.CustomerCommand.RedeemSession;
import clinic.daybook.customer.CustomerCommand.RestoreSession;
import clinic.daybook.desk.model.AttentionItem;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.Undo;
import clinic.daybook.event.Command;
import clinic.daybook.reservation.ReservationCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What takes back the parts of a question that got through while the rest of what they were meant
 * with did not. Pure.
 */
final class Reversal {

    private Reversal() {}

    /** The commands of those parts that got through. */
    static List<Command> taken(AttentionItem item) {
        List<Command> taken = new ArrayList<>();
        if (item.toReverse()) {
            taken.add(item.command());
        }
        item.others().stream()
                .filter(AttentionItem.Part::toReverse)
                .map(AttentionItem.Part::command)
                .forEach(taken::add);
        return taken;
    }

    /** The changes that take them back, as far as there are such; those are of one stream each. */
    static List<Change> of(AttentionItem item) {
        List<Change> changes = new ArrayList<>();
        if (item.toReverse()) {
            reverse(item.command()).map(c -> Change.of(item.streamId(), c)).ifPresent(changes::add);
        }
        for (AttentionItem.Part part : item.others()) {
            if (part.toReverse()) {
                reverse(part.command())
                        .map(c -> Change.of(part.streamId(), c))
                        .ifPresent(changes::add);
            }
        }
        return changes;
    }

    private static Optional<Command> reverse(Command taken) {
        return switch (taken) {
            case RedeemSession c ->
                    Optional.of(new RestoreSession(c.packageId(), c.reservationId(), c.taskId()));
            case ReservationCommand c -> Undo.of(c).map(Command.class::cast);
            default -> Optional.empty();
        };
    }
}
