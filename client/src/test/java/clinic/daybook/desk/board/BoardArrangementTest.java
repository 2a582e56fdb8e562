package clinic.daybook.desk.board;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.desk.board.BoardLayout.Placed;
import clinic.daybook.desk.board.BoardLayout.Section;
import clinic.daybook.desk.board.BoardLayout.Slotted;
import clinic.daybook.event.StreamId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BoardArrangementTest {

    private static final double NARROW = 960;
    private static final double WIDE = 1368;

    private final BoardArrangement arrangement = new BoardArrangement();
    private final Map<BoardColumn, List<StreamId>> order = new EnumMap<>(BoardColumn.class);

    @Test
    @DisplayName("below 1200 px two short states share a lane, above it each has its own")
    void lanes() {
        assertThat(lanes(arrange(1199))).isEqualTo(5);
        assertThat(lanes(arrange(1200))).isEqualTo(8);
    }

    @Test
    @DisplayName("a held card keeps its place when others come in before it")
    void insertedBefore() {
        cards(BoardColumn.BOOKED, 1, 2, 3);
        Placed before = place(arrange(WIDE), 3);
        cards(BoardColumn.BOOKED, 9, 1, 8, 2, 3);
        Placed after = place(arrange(WIDE, 3), 3);
        assertThat(after).isEqualTo(before);
        assertThat(place(arrange(WIDE), 3).slot()).isEqualTo(4);
    }

    @Test
    @DisplayName("a held card keeps its place when those before it go")
    void removedBefore() {
        cards(BoardColumn.BOOKED, 1, 2, 3);
        Placed before = place(arrange(WIDE), 3);
        cards(BoardColumn.BOOKED, 3);
        assertThat(place(arrange(WIDE, 3), 3)).isEqualTo(before);
        assertThat(place(arrange(WIDE), 3).slot()).isZero();
    }

    @Test
    @DisplayName("where the held card itself has gone, nothing slides into its place")
    void heldGone() {
        cards(BoardColumn.ARRIVED, 1, 2, 3);
        arrange(WIDE);
        cards(BoardColumn.ARRIVED, 1, 3);
        cards(BoardColumn.CHECKED_IN, 2);
        BoardLayout layout = arrange(WIDE, 2);
        assertThat(place(layout, 3).slot()).isEqualTo(2);
        assertThat(layout.sectionOf(id(2)).orElseThrow().column())
                .isEqualTo(BoardColumn.CHECKED_IN);
    }

    @Test
    @DisplayName("a held card in a lower column stays while the column above it grows")
    void columnAboveGrows() {
        cards(BoardColumn.ARRIVED, 1);
        cards(BoardColumn.CHECKED_IN, 5, 6);
        Placed before = place(arrange(NARROW), 6);
        cards(BoardColumn.ARRIVED, 1, 2, 3);
        BoardLayout held = arrange(NARROW, 6);
        assertThat(place(held, 6)).isEqualTo(before);
        assertThat(section(held, BoardColumn.ARRIVED).hidden()).isEqualTo(2);
        BoardLayout settled = arrange(NARROW);
        assertThat(section(settled, BoardColumn.ARRIVED).hidden()).isZero();
        assertThat(place(settled, 6).y()).isGreaterThan(before.y());
    }

    @Test
    @DisplayName(
            "whatever comes and goes, a held card that stays never moves and no slot is taken twice")
    void neverMoves() {
        Random random = new Random(42);
        for (int round = 0; round < 300; round++) {
            List<StreamId> ids = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                if (random.nextInt(3) > 0) {
                    ids.add(id(i));
                }
            }
            java.util.Collections.shuffle(ids, random);
            int slot = random.nextInt(6);
            StreamId heldId = id(random.nextInt(12));
            List<Slotted> slotted = BoardArrangement.fill(ids, Map.of(heldId, slot));
            assertThat(slotted).extracting(Slotted::id).containsExactlyInAnyOrderElementsOf(ids);
            assertThat(slotted.stream().map(Slotted::slot).distinct()).hasSameSizeAs(ids);
            slotted.stream()
                    .filter(s -> s.id().equals(heldId))
                    .forEach(s -> assertThat(s.slot()).isEqualTo(slot));
            if (!ids.contains(heldId)) {
                assertThat(slotted).noneMatch(s -> s.slot() == slot);
            }
        }
    }

    @Test
    @DisplayName(
            "a long column shows what fits and how many more there are; expanded, it shows all")
    void more() {
        cards(BoardColumn.BOOKED, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14);
        Section collapsed = section(arrange(WIDE), BoardColumn.BOOKED);
        assertThat(collapsed.shown()).isEqualTo(6);
        assertThat(collapsed.hidden()).isEqualTo(8);
        BoardLayout all =
                arrangement.arrange(order, WIDE, 760, Set.of(BoardColumn.BOOKED), Set.of());
        assertThat(section(all, BoardColumn.BOOKED).hidden()).isZero();
        assertThat(section(all, BoardColumn.BOOKED).collapsible()).isTrue();
        assertThat(all.height()).isGreaterThan(760);
    }

    @Test
    @DisplayName("two columns of a lane share its height, and what one leaves free the other takes")
    void sharing() {
        cards(BoardColumn.READY, 1);
        cards(BoardColumn.DEPARTED, 11, 12, 13, 14, 15, 16, 17, 18);
        BoardLayout layout = arrange(NARROW);
        assertThat(section(layout, BoardColumn.READY).hidden()).isZero();
        assertThat(section(layout, BoardColumn.DEPARTED).shown()).isEqualTo(4);
        assertThat(layout.height()).isEqualTo(760);
    }

    @Test
    @DisplayName("arrows lead to the nearest card, over an empty lane, and stop at the edge")
    void arrows() {
        cards(BoardColumn.BOOKED, 1, 2);
        cards(BoardColumn.TREATMENT, 7, 8);
        BoardLayout layout = arrange(WIDE);
        assertThat(BoardCursor.move(layout, null, BoardCursor.Direction.DOWN)).contains(id(1));
        assertThat(BoardCursor.move(layout, id(1), BoardCursor.Direction.DOWN)).contains(id(2));
        assertThat(BoardCursor.move(layout, id(2), BoardCursor.Direction.DOWN)).isEmpty();
        assertThat(BoardCursor.move(layout, id(2), BoardCursor.Direction.RIGHT)).contains(id(8));
        assertThat(BoardCursor.move(layout, id(8), BoardCursor.Direction.LEFT)).contains(id(2));
        assertThat(BoardCursor.move(layout, id(8), BoardCursor.Direction.RIGHT)).isEmpty();
        assertThat(BoardCursor.move(layout, id(8), BoardCursor.Direction.UP)).contains(id(7));
    }

    @Test
    @DisplayName("down leads from an upper column of a lane into the lower one")
    void arrowsThroughALane() {
        cards(BoardColumn.ARRIVED, 1);
        cards(BoardColumn.CHECKED_IN, 2);
        assertThat(BoardCursor.move(arrange(NARROW), id(1), BoardCursor.Direction.DOWN))
                .contains(id(2));
    }

    private BoardLayout arrange(double width, int... held) {
        Set<StreamId> ids = new java.util.HashSet<>();
        for (int h : held) {
            ids.add(id(h));
        }
        return arrangement.arrange(order, width, 760, Set.of(), ids);
    }

    private void cards(BoardColumn column, int... numbers) {
        List<StreamId> ids = new ArrayList<>();
        for (int number : numbers) {
            ids.add(id(number));
        }
        order.put(column, ids);
    }

    private static Placed place(BoardLayout layout, int number) {
        return layout.find(id(number)).orElseThrow();
    }

    private static Section section(BoardLayout layout, BoardColumn column) {
        return layout.sections().get(column.ordinal());
    }

    private static long lanes(BoardLayout layout) {
        return layout.sections().stream().map(Section::lane).distinct().count();
    }

    private static StreamId id(int number) {
        return new StreamId("reservation", new UUID(0, number));
    }
}
