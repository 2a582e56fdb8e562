package clinic.daybook.desk.reservation;

import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.model.Reference.ProcedureItem;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.model.Submitted;
import clinic.daybook.desk.ui.FieldError;
import clinic.daybook.desk.ui.Hangul;
import clinic.daybook.event.Refusal;
import clinic.daybook.reservation.Limits;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.ReservationCommand.TaskOrder;
import clinic.daybook.reservation.ReservationRefusals;
import clinic.daybook.reservation.TaskOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * Adds treatments from the menu. Each one is a change of its own, so that one that two desks added
 * at once does not hold up the others. One that is on the visit already, without this person having
 * seen it, is asked about: once more on purpose?
 */
final class AddTreatmentViewModel extends Form {

    /** More treatments in one go are a slip. */
    static final int MAX_CHOSEN = 20;

    /** One treatment chosen; its task's id stays the same however often it is submitted. */
    record Chosen(UUID taskId, ProcedureItem procedure) {}

    private final Submitter submitter;
    private final ReservationDetail seen;
    private final List<ProcedureItem> menu;
    private final List<Reference.StaffItem> sellers;
    private final List<UUID> seenTasks;
    private final List<UUID> added = new ArrayList<>();
    private final StringProperty search = new SimpleStringProperty("");
    private final ObservableList<ProcedureItem> found = FXCollections.observableArrayList();
    private final ObservableList<Chosen> chosen = FXCollections.observableArrayList();

    // Kept, because they hear of changes only as long as somebody does: who listens does not.
    private final ObservableList<ProcedureItem> shownFound =
            FXCollections.unmodifiableObservableList(found);
    private final ObservableList<Chosen> shownChosen =
            FXCollections.unmodifiableObservableList(chosen);

    private final ObjectProperty<TaskOrigin> origin = new SimpleObjectProperty<>(TaskOrigin.UPSELL);
    private final ObjectProperty<Reference.@Nullable StaffItem> seller =
            new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable FieldError> error = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable Chosen> onceMore = new SimpleObjectProperty<>();

    AddTreatmentViewModel(Submitter submitter, ReservationDetail seen, Reference reference) {
        this.submitter = submitter;
        this.seen = seen;
        this.menu = reference.procedures();
        this.sellers = reference.staff();
        this.seenTasks = seen.state().tasks().stream().map(t -> t.task().taskId()).toList();
        seller.set(reference.staff(submitter.staffId()).orElse(null));
        found.setAll(menu);
        search.addListener((_, _, text) -> found.setAll(matching(text)));
    }

    StringProperty searchProperty() {
        return search;
    }

    /** The entries of the menu that fit what is searched for. */
    ObservableList<ProcedureItem> found() {
        return shownFound;
    }

    ObservableList<Chosen> chosen() {
        return shownChosen;
    }

    List<Reference.StaffItem> sellers() {
        return sellers;
    }

    ObjectProperty<TaskOrigin> originProperty() {
        return origin;
    }

    ObjectProperty<Reference.@Nullable StaffItem> sellerProperty() {
        return seller;
    }

    ReadOnlyObjectProperty<@Nullable FieldError> errorProperty() {
        return error;
    }

    /** The treatment that is asked about: once more on purpose? {@code null}: none is. */
    ReadOnlyObjectProperty<@Nullable Chosen> onceMoreProperty() {
        return onceMore;
    }

    /** Sum of what is chosen: minutes. */
    int minutes() {
        return chosen.stream().mapToInt(c -> c.procedure().minutes()).sum();
    }

    /** Sum of what is chosen: whole units of the currency. */
    long price() {
        return chosen.stream().mapToLong(c -> c.procedure().price()).sum();
    }

    void choose(ProcedureItem procedure) {
        if (chosen.size() < MAX_CHOSEN) {
            chosen.add(new Chosen(submitter.newId(), procedure));
            error.set(null);
        }
    }

    void remove(Chosen one) {
        chosen.remove(one);
    }

    @Override
    void confirm() {
        if (chosen.isEmpty()) {
            error.set(FieldError.of("reservation.error.nothing-chosen"));
            return;
        }
        submitNext(false);
    }

    /** Answers the question: a second one is meant. */
    void repeat() {
        onceMore.set(null);
        submitNext(true);
    }

    /** Answers the question: it is there already, so this one is dropped. */
    void dropRepeated() {
        Chosen twin = onceMore.get();
        onceMore.set(null);
        if (twin != null) {
            chosen.remove(twin);
        }
        submitNext(false);
    }

    private void submitNext(boolean repeat) {
        if (chosen.isEmpty()) {
            finish();
            return;
        }
        Chosen next = chosen.getFirst();
        ProcedureItem p = next.procedure();
        ReservationCommand command =
                new ReservationCommand.AddTreatment(
                        new TaskOrder(next.taskId(), p.id(), p.name(), p.minutes(), p.price()),
                        origin.get(),
                        seller.get() == null ? null : seller.get().id(),
                        seenAndOwn(next),
                        repeat);
        submitter.submit(
                seen,
                command,
                Reason.NONE,
                submitted -> {
                    switch (submitted) {
                        case Submitted.Shown _, Submitted.AlreadySo _ -> {
                            added.add(next.taskId());
                            chosen.remove(next);
                            submitNext(false);
                        }
                        case Submitted.Refused(Refusal why) -> refused(next, why);
                    }
                });
    }

    /** What was added a moment ago from here was seen, too: choosing twice is meant. */
    private List<UUID> seenAndOwn(Chosen next) {
        List<UUID> ids = new ArrayList<>(seenTasks);
        ids.addAll(added);
        ids.remove(next.taskId());
        return ids;
    }

    private void refused(Chosen one, Refusal why) {
        if (why.code().equals(ReservationRefusals.SAME_TREATMENT)) {
            onceMore.set(one);
        } else {
            refuse(why);
        }
    }

    private List<ProcedureItem> matching(String text) {
        return text.length() > Limits.MAX_TEXT
                ? List.of()
                : menu.stream().filter(p -> Hangul.matches(p.name(), text)).toList();
    }
}
