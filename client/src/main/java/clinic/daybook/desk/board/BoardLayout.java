package clinic.daybook.desk.board;

import clinic.daybook.event.StreamId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where everything on the board stands, in pixels of the board. All cards are equally high, so that
 * the place of each is known without asking any control, and only those in sight need one.
 *
 * @param sections one for every column, in the order of a visit
 * @param width of the board
 * @param height of everything, at least that of the viewport
 */
record BoardLayout(List<Section> sections, double width, double height) {

    static final double CARD_HEIGHT = 100;
    static final double CARD_GAP = 8;
    static final double HEAD_HEIGHT = 40;
    static final double MORE_HEIGHT = 32;
    private static final double LANE_GAP = 12;
    private static final double SECTION_GAP = 8;
    private static final double PITCH = CARD_HEIGHT + CARD_GAP;
    private static final int FEWEST_SHOWN = 2;

    BoardLayout {
        sections = List.copyOf(sections);
    }

    /** A card in the slot that it holds; slots are counted from 0 within a column. */
    record Slotted(StreamId id, int slot) {}

    /** A card in its place. */
    record Placed(StreamId id, int slot, double x, double y, double width, double height) {}

    /**
     * A column in its place.
     *
     * @param lane counted from 0 at the left
     * @param shown how many slots are shown
     * @param hidden how many cards are behind "more"
     * @param collapsible whether all are shown only because a person asked for it
     */
    record Section(
            BoardColumn column,
            int lane,
            double x,
            double y,
            double width,
            double height,
            int shown,
            int hidden,
            boolean collapsible,
            List<Placed> cards) {
        Section {
            cards = List.copyOf(cards);
        }

        /** Where the row stands that shows or hides the rest. */
        double moreY() {
            return y + HEAD_HEIGHT + shown * PITCH;
        }

        boolean contains(double px, double py) {
            return px >= x && px < x + width && py >= y && py < y + height;
        }
    }

    /**
     * Lays the board out.
     *
     * @param slots of every column, by slot
     * @param expanded the columns that a person wants to see whole
     * @param kept columns whose shown slots and height stay as they were, because something below
     *     or among them is being pointed at
     */
    static BoardLayout of(
            double width,
            double viewportHeight,
            Map<BoardColumn, List<Slotted>> slots,
            Set<BoardColumn> expanded,
            Map<BoardColumn, Section> kept) {
        List<List<BoardColumn>> lanes = BoardColumn.lanes(width);
        double laneWidth = Math.floor((width - LANE_GAP * (lanes.size() - 1)) / lanes.size());
        List<Section> sections = new ArrayList<>();
        double bottom = 0;
        for (int lane = 0; lane < lanes.size(); lane++) {
            double x = lane * (laneWidth + LANE_GAP);
            double y = 0;
            Map<BoardColumn, Integer> limits = limits(lanes.get(lane), slots, viewportHeight);
            for (BoardColumn column : lanes.get(lane)) {
                Section section =
                        section(
                                column,
                                lane,
                                x,
                                y,
                                laneWidth,
                                slots.getOrDefault(column, List.of()),
                                limits.getOrDefault(column, 0),
                                expanded.contains(column),
                                Optional.ofNullable(kept.get(column)));
                sections.add(section);
                y += section.height() + SECTION_GAP;
            }
            bottom = Math.max(bottom, y);
        }
        sections.sort(Comparator.comparing(Section::column));
        return new BoardLayout(sections, width, Math.max(bottom, viewportHeight));
    }

    /** The place of a card, if it is shown. */
    Optional<Placed> find(StreamId id) {
        for (Section section : sections) {
            for (Placed placed : section.cards()) {
                if (placed.id().equals(id)) {
                    return Optional.of(placed);
                }
            }
        }
        return Optional.empty();
    }

    /** The column that shows a card. */
    Optional<Section> sectionOf(StreamId id) {
        return sections.stream()
                .filter(s -> s.cards().stream().anyMatch(c -> c.id().equals(id)))
                .findFirst();
    }

    /** The column at a point of the board; a lane's last column reaches down to the board's end. */
    Optional<Section> at(double x, double y) {
        Optional<Section> exact =
                sections.stream().filter(section -> section.contains(x, y)).findFirst();
        return exact.isPresent()
                ? exact
                : sections.stream()
                        .filter(s -> x >= s.x() && x < s.x() + s.width() && y >= s.y())
                        .max(Comparator.comparingDouble(Section::y));
    }

    private static Section section(
            BoardColumn column,
            int lane,
            double x,
            double y,
            double width,
            List<Slotted> slots,
            int limit,
            boolean expanded,
            Optional<Section> kept) {
        int all = slots.isEmpty() ? 0 : slots.getLast().slot() + 1;
        int shown = kept.map(Section::shown).orElse(expanded ? all : Math.min(all, limit));
        List<Placed> cards = new ArrayList<>();
        for (Slotted slotted : slots) {
            if (slotted.slot() < shown) {
                cards.add(
                        new Placed(
                                slotted.id(),
                                slotted.slot(),
                                x,
                                y + HEAD_HEIGHT + slotted.slot() * PITCH,
                                width,
                                CARD_HEIGHT));
            }
        }
        int hidden = slots.size() - cards.size();
        boolean collapsible = expanded && shown > limit;
        double height =
                kept.map(Section::height)
                        .orElse(
                                HEAD_HEIGHT
                                        + shown * PITCH
                                        + (hidden > 0 || collapsible ? MORE_HEIGHT : 0));
        return new Section(column, lane, x, y, width, height, shown, hidden, collapsible, cards);
    }

    /** How many cards each column of a lane shows, so that the lane fits the viewport. */
    private static Map<BoardColumn, Integer> limits(
            List<BoardColumn> lane, Map<BoardColumn, List<Slotted>> slots, double viewportHeight) {
        double room = viewportHeight - lane.size() * HEAD_HEIGHT - (lane.size() - 1) * SECTION_GAP;
        Map<BoardColumn, Integer> wanted = new EnumMap<>(BoardColumn.class);
        for (BoardColumn column : lane) {
            List<Slotted> own = slots.getOrDefault(column, List.of());
            wanted.put(column, own.isEmpty() ? 0 : own.getLast().slot() + 1);
        }
        int sum = wanted.values().stream().mapToInt(Integer::intValue).sum();
        if (sum * PITCH <= room + CARD_GAP) {
            return wanted;
        }
        int all = (int) Math.floor((room - lane.size() * MORE_HEIGHT) / PITCH);
        Map<BoardColumn, Integer> limits = new EnumMap<>(BoardColumn.class);
        int columnsLeft = lane.size();
        int slotsLeft = all;
        for (BoardColumn column : lane) {
            int others =
                    lane.stream()
                            .filter(c -> !limits.containsKey(c) && c != column)
                            .mapToInt(c -> wanted.getOrDefault(c, 0))
                            .sum();
            // Who has left may be hidden; who is about to leave may not, as long as there is room.
            boolean beforeDeparted = columnsLeft == 2 && lane.getLast() == BoardColumn.DEPARTED;
            int fair = beforeDeparted ? slotsLeft - FEWEST_SHOWN : slotsLeft / columnsLeft;
            int share = Math.max(fair, slotsLeft - others);
            int own = Math.min(wanted.getOrDefault(column, 0), Math.max(FEWEST_SHOWN, share));
            limits.put(column, own);
            columnsLeft--;
            slotsLeft -= own;
        }
        return limits;
    }
}
