package clinic.daybook.desk.booking;

import clinic.daybook.desk.booking.SlotForm.Times;
import clinic.daybook.desk.model.AttentionItem;
import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.event.Refusal;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.Slot;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** Another time, practitioner or room for a booking; the old ones are what the person saw. */
final class RescheduleViewModel {

    private final BoardCard card;
    private final SlotForm slot;
    private final ReasonForm reason = new ReasonForm();
    private final Sender sender;
    private @Nullable UUID redoes;
    private final ReadOnlyObjectWrapper<@Nullable Refusal> refusal =
            new ReadOnlyObjectWrapper<>(this, "refusal");
    private final ReadOnlyObjectWrapper<Boolean> unchanged =
            new ReadOnlyObjectWrapper<>(this, "unchanged", false);

    /** Begins with the booking as it stands. */
    RescheduleViewModel(
            DeskModel desk,
            FxThread fx,
            Supplier<StreamId> actor,
            Reference reference,
            BoardCard card) {
        this.card = card;
        Formats formats = Formats.of(reference);
        slot =
                new SlotForm(
                        desk,
                        fx,
                        reference.zone(),
                        formats.day(desk.clock().instant()),
                        false,
                        List.of(card.id()));
        sender = new Sender(desk, fx, actor);
        slot.date().reset(formats.day(card.startsAt()).toString());
        slot.start().reset(formats.time(card.startsAt()));
        slot.minutes().reset(Integer.toString(card.minutes()));
        slot.practitionerProperty().set(card.practitionerId());
        slot.roomProperty().set(card.roomId());
    }

    /** Begins with what had been meant when it could not be taken; moving it is in its place. */
    void again(AttentionItem item, ReservationCommand.Reschedule meant) {
        redoes = item.commitId();
        reason.begin(item.reasonCode(), item.personal().getOrDefault("reason", ""));
        propose(
                new Times(
                        meant.startsAt(),
                        meant.minutes(),
                        meant.practitionerId() == null
                                ? card.practitionerId()
                                : meant.practitionerId(),
                        meant.roomId() == null ? card.roomId() : meant.roomId()));
    }

    /** Begins with this time. */
    void propose(Times times) {
        slot.propose(times);
    }

    /** The booking as it stood when the dialog was opened. */
    BoardCard card() {
        return card;
    }

    SlotForm slot() {
        return slot;
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

    /** Whether somebody tried to move it to where it stands. */
    ReadOnlyObjectProperty<Boolean> unchangedProperty() {
        return unchanged.getReadOnlyProperty();
    }

    /**
     * Moves it, if nothing is wrong and no overlap stands that the person has not seen.
     *
     * @param done called with the command when it is shown
     * @param notSaved called, also after {@code done}, when the desk could not save it
     */
    void confirm(Runnable done, Runnable notSaved) {
        refusal.set(null);
        boolean right = slot.touch() & reason.touch();
        Times times = slot.times().orElse(null);
        unchanged.set(times != null && same(times));
        if (sender.busyProperty().get() || !right || times == null || unchanged.get()) {
            return;
        }
        sender.begin();
        slot.confirmed(() -> record(times, done, notSaved), sender::giveUp);
    }

    private boolean same(Times times) {
        return times.startsAt().equals(card.startsAt())
                && times.minutes() == card.minutes()
                && Objects.equals(times.practitionerId(), card.practitionerId())
                && Objects.equals(times.roomId(), card.roomId());
    }

    private void record(Times times, Runnable done, Runnable notSaved) {
        Slot seen = new Slot(card.startsAt(), card.minutes(), card.practitionerId(), card.roomId());
        ReservationCommand move =
                new ReservationCommand.Reschedule(
                        times.startsAt(),
                        times.minutes(),
                        changed(times.practitionerId(), card.practitionerId()),
                        changed(times.roomId(), card.roomId()),
                        seen);
        Map<String, String> personal = reason.personal();
        Change change =
                new Change(
                        card.id(),
                        move,
                        null,
                        reason.code().orElse(null),
                        personal.isEmpty() ? null : card.customerId(),
                        personal,
                        redoes);
        sender.send(List.of(change), new SingleChange(done, refusal::set, notSaved));
    }

    private static @Nullable StreamId changed(@Nullable StreamId now, @Nullable StreamId before) {
        return Objects.equals(now, before) ? null : now;
    }
}
