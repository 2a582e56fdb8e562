package clinic.daybook.desk.shell;

import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.BoardSnapshot;
import clinic.daybook.desk.model.CustomerItem;
import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.model.SyncStatus;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.Hangul;
import clinic.daybook.event.StreamId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds customers and the reservations of the day that is shown. Reservations come first and at
 * once; customers when the desk has found them.
 */
final class SearchViewModel {

    private static final int MOST_RESERVATIONS = 6;
    private static final int MOST_CUSTOMERS = 6;
    private static final int LONGEST = 100;
    private static final Logger LOG = LoggerFactory.getLogger(SearchViewModel.class);

    private final DeskModel model;
    private final FxThread fx;
    private final StringProperty text = new SimpleStringProperty(this, "text", "");
    private final ObservableList<SearchHit> hits = FXCollections.observableArrayList();
    private final ReadOnlyStringWrapper older = new ReadOnlyStringWrapper("");
    private final ReadOnlyIntegerWrapper chosen = new ReadOnlyIntegerWrapper(-1);
    private final ReadOnlyBooleanWrapper answered = new ReadOnlyBooleanWrapper(false);
    private Consumer<StreamId> openReservation = _ -> {};
    private Consumer<CustomerItem> openCustomer = _ -> {};
    private List<BoardCard> cards = List.of();
    private long question;

    SearchViewModel(DeskModel model, FxThread fx) {
        this.model = model;
        this.fx = fx;
        text.subscribe(this::ask);
    }

    void onReservation(Consumer<StreamId> action) {
        openReservation = action;
    }

    void onCustomer(Consumer<CustomerItem> action) {
        openCustomer = action;
    }

    StringProperty textProperty() {
        return text;
    }

    ObservableList<SearchHit> hits() {
        return hits;
    }

    /** Index of the hit that Enter opens; -1: none. */
    ReadOnlyIntegerProperty chosenProperty() {
        return chosen.getReadOnlyProperty();
    }

    /** Whether the desk has said who it knows for this text. */
    ReadOnlyBooleanProperty answeredProperty() {
        return answered.getReadOnlyProperty();
    }

    /** How much of older customers is here, where some are still to come; otherwise empty. */
    ReadOnlyStringProperty olderProperty() {
        return older.getReadOnlyProperty();
    }

    void syncChanged(SyncStatus status) {
        SyncStatus.Progress progress = status.progress();
        older.set(progress != null && progress.older() ? progress.percent() + "%" : "");
    }

    void boardChanged(BoardSnapshot board) {
        cards = board.cards();
    }

    void move(int step) {
        if (!hits.isEmpty()) {
            chosen.set(Math.clamp(chosen.get() + step, 0, hits.size() - 1));
        }
    }

    void clear() {
        text.set("");
    }

    /** Opens the chosen hit. */
    void open() {
        if (chosen.get() >= 0 && chosen.get() < hits.size()) {
            open(hits.get(chosen.get()));
        }
    }

    void open(SearchHit hit) {
        clear();
        switch (hit) {
            case SearchHit.OfReservation(BoardCard card) -> openReservation.accept(card.id());
            case SearchHit.OfCustomer(CustomerItem customer) -> openCustomer.accept(customer);
        }
    }

    private void ask(String typed) {
        question++;
        answered.set(false);
        String wanted = typed.strip();
        if (wanted.isEmpty() || wanted.length() > LONGEST) {
            hits.clear();
            chosen.set(-1);
            return;
        }
        List<SearchHit> reservations =
                cards.stream()
                        .filter(c -> Hangul.matches(c.customerName(), wanted))
                        .limit(MOST_RESERVATIONS)
                        .<SearchHit>map(SearchHit.OfReservation::new)
                        .toList();
        show(reservations);
        long asked = question;
        fx.whenDone(
                model.findCustomers(wanted, MOST_CUSTOMERS),
                found -> {
                    // An answer to what was typed before is no answer to what stands now.
                    if (asked == question) {
                        show(withCustomers(reservations, found));
                        answered.set(true);
                    }
                },
                error -> LOG.error("UI-1301 customers could not be searched", error));
    }

    /** A customer found by number has reservations that the name alone did not find. */
    private List<SearchHit> withCustomers(List<SearchHit> reservations, List<CustomerItem> found) {
        List<SearchHit> all = new ArrayList<>(reservations);
        Set<StreamId> there = new HashSet<>();
        for (SearchHit hit : reservations) {
            if (hit instanceof SearchHit.OfReservation(BoardCard card)) {
                there.add(card.customerId());
            }
        }
        for (CustomerItem customer : found) {
            if (there.add(customer.id())) {
                List<SearchHit> theirs =
                        cards.stream()
                                .filter(c -> c.customerId().equals(customer.id()))
                                .<SearchHit>map(SearchHit.OfReservation::new)
                                .toList();
                all.addAll(theirs.isEmpty() ? List.of(new SearchHit.OfCustomer(customer)) : theirs);
            }
        }
        return all;
    }

    private void show(List<SearchHit> next) {
        hits.setAll(next);
        chosen.set(next.isEmpty() ? -1 : 0);
    }
}
