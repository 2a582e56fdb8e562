package clinic.daybook.desk.booking;

import clinic.daybook.desk.model.AttentionItem;
import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.event.Refusal;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.CancelledBy;
import clinic.daybook.reservation.ReservationCommand;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** Calls a booking off: by whom, and why. */
final class CancelViewModel {

    private final BoardCard card;
    private final ObjectProperty<CancelledBy> by =
            new SimpleObjectProperty<>(this, "by", CancelledBy.CUSTOMER);
    private final ReasonForm reason = new ReasonForm();
    private final Sender sender;
    private @Nullable UUID redoes;
    private final ReadOnlyObjectWrapper<@Nullable Refusal> refusal =
            new ReadOnlyObjectWrapper<>(this, "refusal");

    CancelViewModel(DeskModel desk, FxThread fx, Supplier<StreamId> actor, BoardCard card) {
        this.card = card;
        sender = new Sender(desk, fx, actor);
    }

    /** Begins with what had been meant when it could not be taken; calling off is in its place. */
    void again(AttentionItem item, ReservationCommand.Cancel meant) {
        redoes = item.commitId();
        by.set(meant.by());
        reason.begin(item.reasonCode(), item.personal().getOrDefault("reason", ""));
    }

    /** The booking as it stood when the dialog was opened. */
    BoardCard card() {
        return card;
    }

    ObjectProperty<CancelledBy> byProperty() {
        return by;
    }

    ReasonForm reason() {
        return reason;
    }

    ReadOnlyBooleanProperty busyProperty() {
        return sender.busyProperty();
    }

    /** Why it was not possible; {@code null}: nothing was refused. */
    ReadOnlyObjectProperty<@Nullable Refusal> refusalProperty() {
        return refusal.getReadOnlyProperty();
    }

    /** Cancels, if a reason is given. */
    void cancel(Runnable done, Runnable notSaved) {
        refusal.set(null);
        if (!sender.busyProperty().get() && reason.touch()) {
            submit(new ReservationCommand.Cancel(by.get()), done, notSaved);
        }
    }

    /** Records that the customer did not come; no reason is needed. */
    void noShow(Runnable done, Runnable notSaved) {
        refusal.set(null);
        if (!sender.busyProperty().get()) {
            submit(new ReservationCommand.RecordNoShow(), done, notSaved);
        }
    }

    private void submit(ReservationCommand command, Runnable done, Runnable notSaved) {
        Map<String, String> personal = reason.personal();
        Change change =
                new Change(
                        card.id(),
                        command,
                        null,
                        reason.code().orElse(null),
                        personal.isEmpty() ? null : card.customerId(),
                        personal,
                        redoes);
        sender.send(List.of(change), new SingleChange(done, refusal::set, notSaved));
    }
}
