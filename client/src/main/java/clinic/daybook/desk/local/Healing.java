package clinic.daybook.desk.local;

import clinic.daybook.event.StreamId;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * After an update: streams that an older program could not read are folded again from what is
 * stored, their rows written anew, and what is pending of them goes its way. Its outcomes count as
 * unknown, as those of everything pending do after a start: it is sent as it is, so that what the
 * server may have taken is not decided twice, and decided again once the server has answered.
 */
final class Healing {

    /** Streams of one transaction. */
    private static final int AT_ONCE = 64;

    private final DeskState desk;
    private final Keeper keeper;

    Healing(DeskState desk, Keeper keeper) {
        this.desk = desk;
        this.keeper = keeper;
    }

    void run() {
        Unit unit = new Unit();
        int healed = 0;
        Set<StreamId> concerned = new LinkedHashSet<>(desk.unreadable());
        int before = desk.meta().readLevel();
        if (before < desk.level()) {
            // Programs from before there was a list of them, and fields that were not seen.
            concerned.addAll(desk.knownSince(before));
        }
        for (StreamId id : concerned) {
            StreamModel model = desk.streams().anew(id);
            if (model.readable()) {
                if (ReferenceRow.typeOf(id.kind()) != null) {
                    unit.mark(id);
                }
                unit.write(Write.of("DELETE FROM unreadable_stream WHERE stream = ?", id));
                Projections.writes(model).forEach(unit::write);
                desk.pending().readable(id);
                healed++;
            }
            if (healed == AT_ONCE) {
                keeper.keep(unit);
                unit = new Unit();
                healed = 0;
            }
        }
        boolean otherProgram = before != desk.level();
        if (otherProgram) {
            unit.write(desk.meta().set("readLevel", Integer.toString(desk.level())));
        }
        if (healed > 0 || otherProgram) {
            keeper.keep(unit);
        }
    }
}
