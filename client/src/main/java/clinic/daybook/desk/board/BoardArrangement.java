package clinic.daybook.desk.board;

import clinic.daybook.desk.board.BoardLayout.Section;
import clinic.daybook.desk.board.BoardLayout.Slotted;
import clinic.daybook.event.StreamId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps what a person points at in its place while the day goes on around it. A held card keeps its
 * slot, the others fill the slots around it; where a held card has left its column, its slot stays
 * empty, so that nothing else slides under the pointer. Without held cards the order is exact.
 */
final class BoardArrangement {

    private BoardLayout last = new BoardLayout(List.of(), 0, 0);

    /**
     * The board for this order of cards.
     *
     * @param order the ids of every column, in the order in which they should stand
     * @param held the cards under the pointer or with the focus
     */
    BoardLayout arrange(
            Map<BoardColumn, List<StreamId>> order,
            double width,
            double viewportHeight,
            Set<BoardColumn> expanded,
            Set<StreamId> held) {
        boolean sameSize = width == last.width();
        Map<BoardColumn, Map<StreamId, Integer>> heldSlots = new EnumMap<>(BoardColumn.class);
        Map<BoardColumn, Section> kept = new EnumMap<>(BoardColumn.class);
        if (sameSize) {
            for (Section section : last.sections()) {
                Map<StreamId, Integer> slots = heldIn(section, held);
                if (!slots.isEmpty()) {
                    heldSlots.put(section.column(), slots);
                    keepAbove(section, kept);
                }
            }
        }
        Map<BoardColumn, List<Slotted>> slots = new EnumMap<>(BoardColumn.class);
        order.forEach((column, ids) ->
                slots.put(column, fill(ids, heldSlots.getOrDefault(column, Map.of()))));
        last = BoardLayout.of(width, viewportHeight, slots, expanded, kept);
        return last;
    }

    /** What {@link #arrange} answered last. */
    BoardLayout last() {
        return last;
    }

    /**
     * Gives each id a slot: the held ones theirs, the others the free ones in order. The slot of a
     * held id that is not in {@code ids} stays free.
     */
    static List<Slotted> fill(List<StreamId> ids, Map<StreamId, Integer> heldSlots) {
        Set<Integer> taken = new HashSet<>(heldSlots.values());
        Map<StreamId, Integer> slots = new HashMap<>();
        int next = 0;
        for (StreamId id : ids) {
            Integer own = heldSlots.get(id);
            if (own != null) {
                slots.put(id, own);
                continue;
            }
            while (taken.contains(next)) {
                next++;
            }
            slots.put(id, next++);
        }
        List<Slotted> slotted = new ArrayList<>(ids.size());
        slots.forEach((id, slot) -> slotted.add(new Slotted(id, slot)));
        slotted.sort(Comparator.comparingInt(Slotted::slot));
        return slotted;
    }

    private static Map<StreamId, Integer> heldIn(Section section, Set<StreamId> held) {
        Map<StreamId, Integer> slots = new HashMap<>();
        for (BoardLayout.Placed card : section.cards()) {
            if (held.contains(card.id())) {
                slots.put(card.id(), card.slot());
            }
        }
        return slots;
    }

    /** The columns above in the same lane keep their height, or they would push the held card. */
    private void keepAbove(Section section, Map<BoardColumn, Section> kept) {
        for (Section other : last.sections()) {
            if (other.lane() == section.lane() && other.y() < section.y()) {
                kept.put(other.column(), other);
            }
        }
    }
}
