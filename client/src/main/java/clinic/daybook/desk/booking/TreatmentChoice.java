package clinic.daybook.desk.booking;

import clinic.daybook.desk.model.Reference.ProcedureItem;
import clinic.daybook.desk.ui.Hangul;
import clinic.daybook.procedure.ProcedureKind;
import clinic.daybook.reservation.ReservationCommand.TaskOrder;
import java.util.List;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** Which treatments are booked: searched in the menu, several. */
final class TreatmentChoice {

    /** Longest text that is searched for; a longer one finds nothing. */
    static final int MAX_QUERY = 100;

    private static final int MOST_FOUND = 6;
    private static final int MOST_CHOSEN = 20;

    private final List<ProcedureItem> menu;
    private final StringProperty query = new SimpleStringProperty(this, "query", "");
    private final ObservableList<ProcedureItem> found = FXCollections.observableArrayList();
    private final ObservableList<TreatmentLine> chosen = FXCollections.observableArrayList();

    TreatmentChoice(List<ProcedureItem> menu) {
        this.menu = List.copyOf(menu);
        query.subscribe(this::search);
    }

    StringProperty queryProperty() {
        return query;
    }

    /** What of the menu the text may mean. */
    ObservableList<ProcedureItem> found() {
        return found;
    }

    /** What was chosen, in this order. */
    ObservableList<TreatmentLine> chosen() {
        return chosen;
    }

    /** Adds a treatment; more than a visit can hold are not taken. */
    void add(ProcedureItem procedure) {
        if (chosen.size() < MOST_CHOSEN) {
            chosen.add(new TreatmentLine(procedure));
        }
        query.set("");
    }

    /** Adds what had been ordered before, at the price that it had then. */
    void add(TaskOrder order) {
        if (chosen.size() < MOST_CHOSEN) {
            chosen.add(
                    new TreatmentLine(
                            new ProcedureItem(
                                    order.procedureId(),
                                    order.name(),
                                    order.minutes(),
                                    order.price(),
                                    ProcedureKind.TREATMENT)));
        }
    }

    void remove(TreatmentLine line) {
        chosen.remove(line);
    }

    /** The sum of the planned minutes; 0 when nothing was chosen. */
    int minutes() {
        return chosen.stream().mapToInt(line -> line.procedure().minutes()).sum();
    }

    /** Shows what is wrong with the prices; whether nothing is. */
    boolean touch() {
        boolean right = true;
        for (TreatmentLine line : chosen) {
            right &= line.price().touch();
        }
        return right;
    }

    private void search(String text) {
        String wanted = text.strip();
        if (wanted.isEmpty() || wanted.length() > MAX_QUERY) {
            found.clear();
            return;
        }
        found.setAll(
                menu.stream()
                        .filter(procedure -> Hangul.matches(procedure.name(), wanted))
                        .limit(MOST_FOUND)
                        .toList());
    }
}
