package clinic.daybook.desk.reservation;

import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.model.Submitted;
import clinic.daybook.desk.ui.FieldError;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.Input;
import clinic.daybook.desk.ui.Validation;
import clinic.daybook.event.Refusal;
import clinic.daybook.reservation.ReservationCommand;
import java.util.Map;
import java.util.UUID;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * The memo, edited in place. What others write meanwhile is not put over what is being typed;
 * saving then is refused, because this person has not seen it.
 */
final class MemoViewModel {

    /** A text this long is no memo but a slip of the clipboard; it is not even put in the field. */
    private static final int MAX_SHOWN = 2 * Validation.MAX_MEMO;

    private final Submitter submitter;
    private final Input<String> text = new Input<>(Validation::memo);
    private final ReadOnlyBooleanWrapper changed = new ReadOnlyBooleanWrapper(this, "changed");
    private final ReadOnlyObjectWrapper<@Nullable Refusal> refusal =
            new ReadOnlyObjectWrapper<>(this, "refusal");
    private @Nullable ReservationDetail latest;
    private @Nullable UUID seenEventId;
    private String seenMemo = "";

    MemoViewModel(Submitter submitter) {
        this.submitter = submitter;
        text.textProperty()
                .subscribe(now -> {
                    changed.set(!now.equals(seenMemo));
                    refusal.set(null);
                    if (now.length() > Validation.MAX_MEMO) {
                        text.touch();
                    }
                });
    }

    Input<String> text() {
        return text;
    }

    /** Whether what is typed differs from what was seen. */
    ReadOnlyBooleanProperty changedProperty() {
        return changed.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Refusal> refusalProperty() {
        return refusal.getReadOnlyProperty();
    }

    /** The reservation as it is now; typed text is kept. */
    void show(ReservationDetail detail) {
        boolean another = latest == null || !latest.card().id().equals(detail.card().id());
        latest = detail;
        if (another || !changed.get()) {
            see(detail);
        }
    }

    /** Whether a text of this length may go into the field; says why where it may not. */
    boolean accepts(int length) {
        if (length <= MAX_SHOWN) {
            return true;
        }
        text.reject(
                FieldError.of(
                        "ui.error.too-long",
                        Formats.amount(Validation.MAX_MEMO),
                        Formats.amount(length)));
        return false;
    }

    /** Throws away what was typed and shows what stands. */
    void reset() {
        if (latest != null) {
            see(latest);
        }
    }

    /** Saves what was typed, if anything was. */
    void save() {
        ReservationDetail detail = latest;
        if (detail == null || !changed.get() || !text.touch()) {
            return;
        }
        String typed = text.value().orElseThrow();
        submitter.submit(
                detail,
                new ReservationCommand.ChangeMemo(seenEventId),
                Reason.NONE,
                Map.of("memo", typed),
                submitted -> {
                    switch (submitted) {
                        case Submitted.Shown _, Submitted.AlreadySo _ -> {
                            seenMemo = text.textProperty().get();
                            changed.set(false);
                        }
                        case Submitted.Refused(Refusal why) -> refusal.set(why);
                    }
                },
                () -> {});
    }

    private void see(ReservationDetail detail) {
        seenMemo = detail.memo();
        seenEventId = detail.state().memoEventId();
        text.reset(seenMemo);
        changed.set(false);
        refusal.set(null);
    }
}
