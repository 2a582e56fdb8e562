package clinic.daybook.desk.local;

import clinic.daybook.sync.InvariantBroken;
import clinic.daybook.sync.PendingCommit;
import java.util.Collection;

/**
 * What must hold between the things that a desk keeps in memory, looked at where a unit touched
 * them: cheap enough for every change of a desk at work.
 */
final class Agreement {

    private Agreement() {}

    /**
     * Looks at the streams that this unit touches.
     *
     * @throws InvariantBroken when something is not as it must be
     */
    static void check(Unit unit, DeskState desk) {
        for (StreamModel model : unit.touched()) {
            Collection<PendingBook.Item> items = desk.pending().of(model.id());
            // A copy that only writes rows is not the one that changes are made on.
            if (desk.streams().inMemory(model.id()) == model) {
                InvariantBroken.unless(
                        items.size() == model.chain().size(),
                        "SY-3212",
                        "what is pending of a stream is not what is known to be pending");
                checkOrder(model.chain());
            }
            for (PendingBook.Item item : items) {
                InvariantBroken.unless(
                        item.status().onServer() || !desk.attention().asks(item.commitId()),
                        "SY-3213",
                        "a change waits for a person and is pending as well");
            }
        }
    }

    private static void checkOrder(Collection<PendingCommit> chain) {
        long last = Long.MIN_VALUE;
        for (PendingCommit commit : chain) {
            InvariantBroken.unless(
                    commit.order() > last, "SY-3215", "a change stands before one decided earlier");
            last = commit.order();
        }
    }
}
