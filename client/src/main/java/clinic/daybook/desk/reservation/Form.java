package clinic.daybook.desk.reservation;

import clinic.daybook.desk.model.Submitted;
import clinic.daybook.event.Refusal;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * What the view models of all dialogs have in common: whether they are done, and why the last
 * answer was not taken. A refused change keeps the dialog open with everything that was typed.
 */
abstract class Form {

    private final ReadOnlyBooleanWrapper done = new ReadOnlyBooleanWrapper(this, "done");
    private final ReadOnlyObjectWrapper<@Nullable Refusal> refusal =
            new ReadOnlyObjectWrapper<>(this, "refusal");

    /** Whether everything was taken, so that the dialog closes. */
    final ReadOnlyBooleanProperty doneProperty() {
        return done.getReadOnlyProperty();
    }

    /** Why the last change was refused; {@code null}: it was not. */
    final ReadOnlyObjectProperty<@Nullable Refusal> refusalProperty() {
        return refusal.getReadOnlyProperty();
    }

    /** Checks every field and, where all are right, submits. */
    abstract void confirm();

    final void finish() {
        refusal.set(null);
        done.set(true);
    }

    final void refuse(Refusal why) {
        refusal.set(why);
    }

    /** Closes on success, shows the refusal otherwise. */
    final Consumer<Submitted> finishing() {
        return taken(this::finish);
    }

    /** Goes on on success, shows the refusal otherwise. */
    final Consumer<Submitted> taken(Runnable next) {
        return submitted -> {
            switch (submitted) {
                case Submitted.Shown _, Submitted.AlreadySo _ -> next.run();
                case Submitted.Refused(Refusal why) -> refuse(why);
            }
        };
    }
}
