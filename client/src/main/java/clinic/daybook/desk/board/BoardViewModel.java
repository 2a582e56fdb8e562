package clinic.daybook.desk.board;

import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.BoardSnapshot;
import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.model.Receipts;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.model.Subscription;
import clinic.daybook.desk.model.SyncStatus;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.ReceiptWords;
import clinic.daybook.event.StreamId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/**
 * The board of one day: what is shown, by which filters, and what is selected. Listens to the desk
 * between {@link #activate} and {@link #deactivate}; everything here lives on the FX thread.
 */
final class BoardViewModel {

    /** The two ways of showing the day. */
    enum Mode {
        COLUMNS,
        LIST
    }

    private final DeskModel desk;
    private final FxThread fx;
    private final ObjectProperty<LocalDate> day;
    private final ObjectProperty<BoardFilter> filter =
            new SimpleObjectProperty<>(this, "filter", BoardFilter.ALL);
    private final ObjectProperty<Mode> mode =
            new SimpleObjectProperty<>(this, "mode", Mode.COLUMNS);
    private final ObjectProperty<@Nullable StreamId> selected =
            new SimpleObjectProperty<>(this, "selected");
    private final ReadOnlyObjectWrapper<@Nullable BoardView> view =
            new ReadOnlyObjectWrapper<>(this, "view");

    private final ReadOnlyObjectWrapper<@Nullable SyncStatus> sync =
            new ReadOnlyObjectWrapper<>(this, "sync");

    private @Nullable Reference reference;
    private @Nullable BoardSnapshot snapshot;
    private Map<StreamId, Long> versions = Map.of();
    private @Nullable Subscription referenceSubscription;
    private @Nullable Subscription boardSubscription;
    private @Nullable Subscription syncSubscription;

    /**
     * @param day of the board; the shell's date switcher owns it
     */
    BoardViewModel(DeskModel desk, FxThread fx, ObjectProperty<LocalDate> day) {
        this.desk = desk;
        this.fx = fx;
        this.day = day;
        filter.subscribe(() -> show(Set.of()));
        day.subscribe(this::switchDay);
    }

    /** Begins to listen. */
    void activate() {
        if (referenceSubscription == null) {
            referenceSubscription = desk.onReference(new Latest<>(fx::run, this::takeReference));
            syncSubscription = desk.onSync(new Latest<>(fx::run, sync::set));
            listenToDay();
        }
    }

    /** Stops listening; what was shown stays, for the next time. */
    void deactivate() {
        close(referenceSubscription);
        referenceSubscription = null;
        close(boardSubscription);
        boardSubscription = null;
        close(syncSubscription);
        syncSubscription = null;
    }

    /** Which desks have what a card shows, one a line; empty while nothing is known of any. */
    String receipts(BoardCard card, Instant now) {
        SyncStatus status = sync.get();
        Reference known = reference;
        if (status == null || known == null) {
            return "";
        }
        Formats formats = Formats.of(known);
        return ReceiptWords.lines(
                Receipts.of(card, status, desk.deskId()), formats, formats.day(now));
    }

    ObjectProperty<LocalDate> dayProperty() {
        return day;
    }

    ObjectProperty<BoardFilter> filterProperty() {
        return filter;
    }

    ObjectProperty<Mode> modeProperty() {
        return mode;
    }

    /** The selected reservation; survives updates, also while filters hide it. */
    ObjectProperty<@Nullable StreamId> selectedProperty() {
        return selected;
    }

    /** What is shown; {@code null} until the desk has told the clinic's own things and the day. */
    ReadOnlyObjectProperty<@Nullable BoardView> viewProperty() {
        return view.getReadOnlyProperty();
    }

    /** The selected card, if it is shown. */
    Optional<BoardCard> selectedCard() {
        BoardView shown = view.get();
        StreamId id = selected.get();
        return shown == null || id == null ? Optional.empty() : shown.card(id);
    }

    private void switchDay() {
        close(boardSubscription);
        boardSubscription = null;
        snapshot = null;
        versions = Map.of();
        view.set(null);
        if (referenceSubscription != null) {
            listenToDay();
        }
    }

    private void listenToDay() {
        boardSubscription = desk.onBoard(day.get(), new Latest<>(fx::run, this::takeSnapshot));
    }

    private void takeReference(Reference newReference) {
        reference = newReference;
        show(Set.of());
    }

    private void takeSnapshot(BoardSnapshot newSnapshot) {
        // A snapshot of the day before the switch may still have been on its way.
        if (!newSnapshot.day().equals(day.get())) {
            return;
        }
        Set<StreamId> changed = changedSince(newSnapshot.cards());
        snapshot = newSnapshot;
        show(changed);
    }

    private Set<StreamId> changedSince(List<BoardCard> cards) {
        boolean first = snapshot == null;
        Map<StreamId, Long> now = new HashMap<>();
        Set<StreamId> changed = new HashSet<>();
        for (BoardCard card : cards) {
            now.put(card.id(), card.version());
            Long before = versions.get(card.id());
            if (!first && (before == null || before != card.version())) {
                changed.add(card.id());
            }
        }
        versions = now;
        return changed;
    }

    private void show(Set<StreamId> changed) {
        if (reference != null && snapshot != null) {
            view.set(
                    BoardView.of(
                            snapshot.day(), reference, snapshot.cards(), filter.get(), changed));
        }
    }

    private static void close(@Nullable Subscription subscription) {
        if (subscription != null) {
            subscription.close();
        }
    }
}
