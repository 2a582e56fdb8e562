package clinic.daybook.desk.local;

import clinic.daybook.event.StreamId;

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
        for (StreamId id : desk.unreadable()) {
            StreamModel model = desk.streams().anew(id);
            if (model.readable()) {
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
        if (healed > 0) {
            keeper.keep(unit);
        }
    }
}
