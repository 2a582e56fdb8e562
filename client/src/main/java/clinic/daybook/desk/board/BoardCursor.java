package clinic.daybook.desk.board;

import clinic.daybook.desk.board.BoardLayout.Placed;
import clinic.daybook.desk.board.BoardLayout.Section;
import clinic.daybook.event.StreamId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the arrow keys lead on the board. */
final class BoardCursor {

    /** An arrow key. */
    enum Direction {
        UP,
        DOWN,
        LEFT,
        RIGHT
    }

    private BoardCursor() {}

    /**
     * The card to go to from {@code from}; the first one of the board where it is unknown; empty
     * where there is none in that direction.
     */
    static Optional<StreamId> move(
            BoardLayout layout, @Nullable StreamId from, Direction direction) {
        Optional<Placed> current = from == null ? Optional.empty() : layout.find(from);
        if (current.isEmpty()) {
            return layout.sections().stream()
                    .flatMap(section -> section.cards().stream())
                    .findFirst()
                    .map(Placed::id);
        }
        return switch (direction) {
            case UP -> inLane(layout, current.get(), false);
            case DOWN -> inLane(layout, current.get(), true);
            case LEFT -> sideways(layout, current.get(), -1);
            case RIGHT -> sideways(layout, current.get(), 1);
        };
    }

    private static Optional<StreamId> inLane(BoardLayout layout, Placed from, boolean down) {
        Comparator<Placed> byDistance =
                Comparator.comparingDouble(card -> Math.abs(card.y() - from.y()));
        return lane(layout, from.x()).stream()
                .filter(card -> down ? card.y() > from.y() : card.y() < from.y())
                .min(byDistance)
                .map(Placed::id);
    }

    private static Optional<StreamId> sideways(BoardLayout layout, Placed from, int step) {
        List<Double> lanes =
                layout.sections().stream().map(Section::x).distinct().sorted().toList();
        // An empty lane is stepped over: the arrow leads to the next card, not into nothing.
        for (int i = lanes.indexOf(from.x()) + step; i >= 0 && i < lanes.size(); i += step) {
            Optional<StreamId> nearest =
                    lane(layout, lanes.get(i)).stream()
                            .min(Comparator.comparingDouble(card -> Math.abs(card.y() - from.y())))
                            .map(Placed::id);
            if (nearest.isPresent()) {
                return nearest;
            }
        }
        return Optional.empty();
    }

    private static List<Placed> lane(BoardLayout layout, double x) {
        return layout.sections().stream()
                .filter(section -> section.x() == x)
                .flatMap(section -> section.cards().stream())
                .toList();
    }
}
