package clinic.daybook.desk.reservation;

import clinic.daybook.customer.CustomerCommand;
import clinic.daybook.customer.SoldPackage;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.Input;
import clinic.daybook.desk.ui.Validation;
import clinic.daybook.event.Refusal;
import clinic.daybook.event.Refusals;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/**
 * Sells the customer of the visit a package of sessions. Until a person types one, the price is
 * that of the sessions one by one: what a package costs less is agreed with the customer.
 */
final class SellPackageViewModel extends Form {

    /** What clinics sell most. */
    private static final int USUAL_SESSIONS = 10;

    private final Submitter submitter;
    private final ReservationDetail seen;
    private final UUID packageId;
    private final List<Reference.ProcedureItem> procedures;
    private final ObjectProperty<Reference.@Nullable ProcedureItem> procedure =
            new SimpleObjectProperty<>();
    private final Input<Long> sessions =
            new Input<>(text -> Validation.amount(text, SoldPackage.MAX_SESSIONS));
    private final Input<Long> price = new Input<>(Validation::amount);
    private String proposed = "";

    SellPackageViewModel(Submitter submitter, ReservationDetail seen, Reference reference) {
        this.submitter = submitter;
        this.seen = seen;
        this.packageId = submitter.newId();
        this.procedures = reference.procedures();
        // Of what the customer is here for, the dearest is the likeliest to be bought again.
        procedure.set(
                procedures.stream()
                        .max(
                                Comparator.<Reference.ProcedureItem, Boolean>comparing(this::given)
                                        .thenComparing(Reference.ProcedureItem::price))
                        .orElse(null));
        sessions.reset(Integer.toString(USUAL_SESSIONS));
        procedure.subscribe(this::propose);
        sessions.textProperty().subscribe(this::propose);
        propose();
    }

    private boolean given(Reference.ProcedureItem item) {
        return seen.state().tasks().stream()
                .anyMatch(t -> t.task().procedureId().equals(item.id()));
    }

    /** What is on the menu. */
    List<Reference.ProcedureItem> procedures() {
        return procedures;
    }

    ObjectProperty<Reference.@Nullable ProcedureItem> procedureProperty() {
        return procedure;
    }

    Input<Long> sessions() {
        return sessions;
    }

    /** Of all sessions together. */
    Input<Long> price() {
        return price;
    }

    private void propose() {
        Reference.ProcedureItem chosen = procedure.get();
        boolean typed = !price.textProperty().get().equals(proposed);
        if (chosen != null && !typed) {
            proposed =
                    sessions.value()
                            .map(count -> Formats.amount(count * chosen.price()))
                            .orElse(proposed);
            price.reset(proposed);
        }
    }

    @Override
    void confirm() {
        boolean right = sessions.touch() & price.touch();
        Reference.ProcedureItem chosen = procedure.get();
        if (chosen == null) {
            refuse(Refusal.of(Refusals.INVALID_VALUE));
        } else if (right) {
            submitter.submit(
                    seen.card().customerId(),
                    new CustomerCommand.SellPackage(
                            packageId,
                            chosen.id(),
                            sessions.value().orElseThrow().intValue(),
                            price.value().orElseThrow()),
                    finishing());
        }
    }
}
