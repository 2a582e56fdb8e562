package clinic.daybook.desk.local;

import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.BoardSnapshot;
import clinic.daybook.desk.model.SyncMark;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.ReservationStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The boards that screens look at. A board is read from the card rows when it is opened; after that
 * it changes with the streams in memory, before anything is written.
 */
final class Boards {

    private static final class Board {
        final LocalDate day;
        final Channel<BoardSnapshot> channel;
        final Map<StreamId, BoardCard> cards = new HashMap<>();
        final Map<StreamId, CardRow> rows = new HashMap<>();

        Board(LocalDate day, Channel<BoardSnapshot> channel) {
            this.day = day;
            this.channel = channel;
        }

        BoardSnapshot snapshot() {
            return new BoardSnapshot(
                    day,
                    cards.values().stream()
                            .sorted(
                                    Comparator.comparing(BoardCard::startsAt)
                                            .thenComparing(BoardCard::id))
                            .toList());
        }
    }

    private final Reader reader;
    private final Streams streams;
    private final OlderEvents older;
    private final Presenter presenter;
    private final Supplier<ZoneId> zone;
    private final Function<StreamId, SyncMark> marks;
    private final Map<LocalDate, Board> boards = new HashMap<>();

    Boards(
            Reader reader,
            Streams streams,
            OlderEvents older,
            Presenter presenter,
            Supplier<ZoneId> zone,
            Function<StreamId, SyncMark> marks) {
        this.reader = reader;
        this.streams = streams;
        this.older = older;
        this.presenter = presenter;
        this.zone = zone;
        this.marks = marks;
    }

    /** The channel of a day, and what stands on it now. */
    record Opened(Channel<BoardSnapshot> channel, BoardSnapshot now) {}

    Opened open(LocalDate day, Supplier<Channel<BoardSnapshot>> newChannel) {
        boards.values().removeIf(b -> b.channel.unused() && !b.day.equals(day));
        Board board = boards.get(day);
        if (board == null) {
            board = new Board(day, newChannel.get());
            boards.put(day, board);
            fill(board);
        }
        older.lookAt(day);
        return new Opened(board.channel, board.snapshot());
    }

    /** Reads every open board again: names or the time zone have changed. */
    void refill() {
        for (Board board : boards.values()) {
            older.lookAt(board.day);
            fill(board);
            board.channel.publish(board.snapshot());
        }
    }

    /** Takes over what these streams show now, and tells who looks. */
    void update(Collection<StreamModel> touched) {
        for (Board board : boards.values()) {
            boolean changed = false;
            for (StreamModel model : touched) {
                if (model.id().is("reservation")) {
                    changed |= put(board, model);
                } else if (model.id().is("customer")) {
                    changed |= present(board, r -> r.customerId().equals(model.id()));
                }
            }
            if (changed) {
                board.channel.publish(board.snapshot());
            }
        }
    }

    /** Looks again who comes for the first time, among the cards of these customers. */
    void visitsChanged(Collection<StreamId> customers) {
        for (Board board : boards.values()) {
            if (present(board, r -> customers.contains(r.customerId()))) {
                board.channel.publish(board.snapshot());
            }
        }
    }

    /** Of these streams the marks may have changed. */
    void marked(Set<StreamId> streams) {
        for (Board board : boards.values()) {
            boolean changed = false;
            for (StreamId id : streams) {
                CardRow row = board.rows.get(id);
                BoardCard before = board.cards.get(id);
                if (row != null && before != null) {
                    BoardCard card = card(row, before.firstVisit());
                    board.cards.put(id, card);
                    changed |= !card.equals(before);
                }
            }
            if (changed) {
                board.channel.publish(board.snapshot());
            }
        }
    }

    private boolean present(Board board, Predicate<CardRow> which) {
        boolean changed = false;
        for (CardRow row : board.rows.values()) {
            if (which.test(row)) {
                BoardCard card = card(row, firstVisit(row));
                changed |= !card.equals(board.cards.put(row.id(), card));
            }
        }
        return changed;
    }

    private boolean put(Board board, StreamModel model) {
        CardRow row = Projections.card(model);
        if (row == null || !onDay(board.day, row)) {
            board.rows.remove(model.id());
            return board.cards.remove(model.id()) != null;
        }
        BoardCard before = board.cards.get(model.id());
        boolean sameVisit =
                before != null
                        && before.customerId().equals(row.customerId())
                        && before.startsAt().equals(row.startsAt());
        boolean firstVisit = (before != null && sameVisit) ? before.firstVisit() : firstVisit(row);
        BoardCard card = card(row, firstVisit);
        board.rows.put(row.id(), row);
        board.cards.put(row.id(), card);
        return !card.equals(before);
    }

    private boolean onDay(LocalDate day, CardRow row) {
        return row.status() != ReservationStatus.ENTERED_IN_ERROR
                && LocalDate.ofInstant(row.startsAt(), zone.get()).equals(day);
    }

    private void fill(Board board) {
        board.cards.clear();
        board.rows.clear();
        Instant from = board.day.atStartOfDay(zone.get()).toInstant();
        Instant until = board.day.plusDays(1).atStartOfDay(zone.get()).toInstant();
        reader.list(
                "SELECT k.body, NOT EXISTS (SELECT 1 FROM card d WHERE d.customer = k.customer AND"
                        + " d.starts_at < k.starts_at AND d.status = 'departed')"
                        + " FROM card k WHERE k.starts_at >= ? AND k.starts_at < ?"
                        + " AND k.status <> 'entered-in-error'",
                row -> {
                    CardRow card = RowJson.read(row.getString(1), CardRow.class);
                    board.rows.put(card.id(), card);
                    boolean first = row.getBoolean(2) && !older.coming();
                    board.cards.put(card.id(), card(card, first));
                    return card;
                },
                from,
                until);
        streams.pinned().stream().filter(m -> m.id().is("reservation")).forEach(m -> put(board, m));
    }

    /** By what is durable; a departure that is not yet is looked at again when it is. */
    private boolean firstVisit(CardRow row) {
        // While visits of the past may still be coming, nobody is called a new customer.
        if (older.coming()) {
            return false;
        }
        return reader.first(
                        "SELECT 1 FROM card WHERE customer = ? AND starts_at < ?"
                                + " AND status = 'departed'",
                        r -> true,
                        row.customerId(),
                        row.startsAt())
                .isEmpty();
    }

    private BoardCard card(CardRow row, boolean firstVisit) {
        StreamModel model = streams.inMemory(row.id());
        return presenter.card(row, firstVisit, marks.apply(row.id()), position(row.id(), model));
    }

    private @Nullable Long position(StreamId id, @Nullable StreamModel model) {
        // The fold stops where this version cannot read on; the log does not.
        if (model == null || !model.readable()) {
            return position(id);
        }
        return model.lastPosition() == 0 ? null : (Long) model.lastPosition();
    }

    private @Nullable Long position(StreamId id) {
        return reader.first(
                        "SELECT position FROM event WHERE stream = ? ORDER BY version DESC LIMIT 1",
                        row -> row.getLong(1),
                        id)
                .orElse(null);
    }

    /** A card of any day as it is shown; {@code null} when there is none. */
    @Nullable BoardCard card(StreamModel model) {
        CardRow row = Projections.card(model);
        return row == null ? null : card(row, firstVisit(row));
    }

    /** Reservations that overlap, of the same practitioner or room, by planned start. */
    List<BoardCard> overlapping(
            Instant from,
            Instant until,
            List<StreamId> practitionerAndRoom,
            List<StreamId> except) {
        Map<StreamId, CardRow> rows = new HashMap<>();
        older.lookAt(LocalDate.ofInstant(from, zone.get()));
        // Nothing is planned to last longer than a day, so that an earlier start cannot overlap.
        Instant earliest = from.minus(Duration.ofDays(1));
        reader.list(
                        "SELECT body FROM card WHERE starts_at > ? AND starts_at < ?"
                                + " AND ends_at > ?",
                        row -> RowJson.read(row.getString(1), CardRow.class),
                        earliest,
                        until,
                        from)
                .forEach(r -> rows.put(r.id(), r));
        for (StreamModel model : streams.pinned()) {
            CardRow row = Projections.card(model);
            if (row == null) {
                rows.remove(model.id());
            } else {
                rows.put(row.id(), row);
            }
        }
        return rows.values().stream()
                .filter(r -> !except.contains(r.id()))
                .filter(r -> r.clashes(from, until, practitionerAndRoom))
                .sorted(Comparator.comparing(CardRow::startsAt).thenComparing(CardRow::id))
                .map(r -> card(r, firstVisit(r)))
                .toList();
    }
}
