package clinic.daybook.desk.booking;

import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.model.Submitted;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.event.Refusal;
import clinic.daybook.event.StreamId;
import java.util.List;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;

/**
 * Submits the changes of a dialog, one after the other, and tells what became of them. While they
 * are under way the dialog cannot be confirmed again.
 */
final class Sender {

    /** Hears what became of the changes; on the FX thread. */
    interface Listener {
        /** All were decided and are shown. */
        void shown();

        /** The change at {@code index} is not possible; those before it are shown. */
        void refused(int index, Refusal refusal);

        /** One of them could not be saved; told also after {@link #shown}. */
        void notSaved();
    }

    private final DeskModel desk;
    private final FxThread fx;
    private final Supplier<StreamId> actor;
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy");

    Sender(DeskModel desk, FxThread fx, Supplier<StreamId> actor) {
        this.desk = desk;
        this.fx = fx;
        this.actor = actor;
    }

    /** Whether changes are under way. */
    ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /** Marks that something precedes the changes, such as a look for overlaps. */
    void begin() {
        busy.set(true);
    }

    /** Nothing is sent after all. */
    void giveUp() {
        busy.set(false);
    }

    void send(List<Change> changes, Listener listener) {
        busy.set(true);
        send(changes, 0, listener);
    }

    private void send(List<Change> changes, int index, Listener listener) {
        if (index == changes.size()) {
            busy.set(false);
            listener.shown();
            return;
        }
        fx.whenDone(
                desk.submit(actor.get(), changes.get(index)),
                submitted -> {
                    switch (submitted) {
                        case Submitted.Shown shown -> {
                            fx.whenDone(shown.saved(), _ -> {}, _ -> listener.notSaved());
                            send(changes, index + 1, listener);
                        }
                        case Submitted.AlreadySo _ -> send(changes, index + 1, listener);
                        case Submitted.Refused refused -> {
                            busy.set(false);
                            listener.refused(index, refused.refusal());
                        }
                    }
                },
                _ -> {
                    busy.set(false);
                    listener.notSaved();
                });
    }
}
