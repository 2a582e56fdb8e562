package clinic.daybook.desk.booking;

import clinic.daybook.desk.model.CustomerItem;
import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.ui.Checked;
import clinic.daybook.desk.ui.FieldError;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.Input;
import clinic.daybook.desk.ui.Validation;
import java.time.LocalDate;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * Who the booking is for: somebody found while typing, somebody new, or, for a walk-in, nobody in
 * particular.
 */
final class CustomerChoice {

    /** What of the three is being done. */
    enum Way {
        SEARCH,
        KNOWN,
        NEW
    }

    /** Longest text that is searched for; a longer one finds nobody. */
    static final int MAX_QUERY = 100;

    private static final int MOST_FOUND = 5;

    private final DeskModel desk;
    private final FxThread fx;
    private final LocalDate today;
    private final boolean optional;
    private final ObjectProperty<Way> way = new SimpleObjectProperty<>(this, "way", Way.SEARCH);
    private final ReadOnlyObjectWrapper<@Nullable CustomerItem> known =
            new ReadOnlyObjectWrapper<>(this, "known");
    private final ObservableList<CustomerItem> found = FXCollections.observableArrayList();
    private final Input<String> query;
    private final Input<String> name = new Input<>(Validation::name);
    private final Input<String> phone = new Input<>(Validation::optionalPhone);
    private final Input<String> birthDate;
    private @Nullable String searching;

    /**
     * @param today later birth dates are refused
     * @param optional whether nobody in particular will do
     */
    CustomerChoice(DeskModel desk, FxThread fx, LocalDate today, boolean optional) {
        this.desk = desk;
        this.fx = fx;
        this.today = today;
        this.optional = optional;
        query = new Input<>(this::checkQuery);
        birthDate = new Input<>(this::checkBirthDate);
        query.textProperty().subscribe(this::search);
    }

    ObjectProperty<Way> wayProperty() {
        return way;
    }

    /** Who was found and chosen, while {@link Way#KNOWN}. */
    ReadOnlyObjectProperty<@Nullable CustomerItem> knownProperty() {
        return known.getReadOnlyProperty();
    }

    /** Whom the text being typed may mean. */
    ObservableList<CustomerItem> found() {
        return found;
    }

    Input<String> query() {
        return query;
    }

    Input<String> name() {
        return name;
    }

    Input<String> phone() {
        return phone;
    }

    Input<String> birthDate() {
        return birthDate;
    }

    /** Chooses somebody who was found. */
    void choose(CustomerItem customer) {
        known.set(customer);
        way.set(Way.KNOWN);
        found.clear();
    }

    /** Begins to write down somebody new, with what was typed as the name or the number. */
    void beginNew() {
        String typed = query.textProperty().get().strip();
        boolean number =
                !typed.isEmpty() && Validation.optionalPhone(typed) instanceof Checked.Valid<?>;
        name.reset(number ? "" : typed);
        phone.reset(number ? typed : "");
        birthDate.reset("");
        known.set(null);
        found.clear();
        way.set(Way.NEW);
    }

    /** Goes back to searching. */
    void searchAgain() {
        known.set(null);
        query.reset("");
        way.set(Way.SEARCH);
    }

    /** Shows what is wrong; whether nothing is. */
    boolean touch() {
        return switch (way.get()) {
            case KNOWN -> true;
            case SEARCH -> query.touch();
            case NEW -> name.touch() & phone.touch() & birthDate.touch();
        };
    }

    /**
     * Whom the desk does not know yet, when nothing is wrong; empty text where nothing was given.
     */
    NewCustomer newCustomer(String nameOfNobody) {
        String typed = way.get() == Way.NEW ? name.value().orElse("") : query.value().orElse("");
        return way.get() == Way.NEW
                ? new NewCustomer(typed, phone.value().orElse(""), birthDate.value().orElse(""))
                : new NewCustomer(typed.isEmpty() ? nameOfNobody : typed, "", "");
    }

    /** What is written down of somebody new; empty texts are left out. */
    record NewCustomer(String name, String phone, String birthDate) {}

    private void search(String text) {
        String wanted = text.strip();
        if (wanted.isEmpty() || wanted.length() > MAX_QUERY || way.get() != Way.SEARCH) {
            found.clear();
            return;
        }
        // One search at a time: its end begins the next one if the text has moved on by then.
        if (searching == null) {
            searching = wanted;
            fx.whenDone(desk.findCustomers(wanted, MOST_FOUND), this::take, _ -> take(List.of()));
        }
    }

    private void take(List<CustomerItem> customers) {
        String asked = searching;
        searching = null;
        String text = query.textProperty().get();
        if (!text.strip().equals(asked)) {
            search(text);
        } else if (way.get() == Way.SEARCH) {
            found.setAll(customers);
        }
    }

    private Checked<String> checkQuery(String text) {
        if (optional) {
            return Validation.optionalText(text, MAX_QUERY);
        }
        return new Checked.Invalid<>(FieldError.of("booking.error.choose-customer"));
    }

    private Checked<String> checkBirthDate(String text) {
        return text.isBlank()
                ? Checked.valid("")
                : Validation.date(text)
                        .then(date ->
                                date.isAfter(today)
                                        ? Checked.invalid("ui.error.future")
                                        : Checked.valid(date.toString()));
    }
}
