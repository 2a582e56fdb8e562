package clinic.daybook.desk.reservation;

import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.ui.Input;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.staff.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** Says who treats and where; what is left as it was is not submitted. */
final class AssignViewModel extends Form {

    private final Submitter submitter;
    private final ReservationDetail seen;
    private final List<Reference.StaffItem> practitioners;
    private final List<Reference.RoomItem> rooms;
    private final ObjectProperty<Reference.@Nullable StaffItem> practitioner =
            new SimpleObjectProperty<>();
    private final ObjectProperty<Reference.@Nullable RoomItem> room = new SimpleObjectProperty<>();
    private final Input<Reason> reason = new Input<>(Reason::optional);

    AssignViewModel(Submitter submitter, ReservationDetail seen, Reference reference) {
        this.submitter = submitter;
        this.seen = seen;
        this.practitioners = practitioners(reference);
        this.rooms = reference.rooms();
        practitioners.stream()
                .filter(s -> s.id().equals(seen.state().practitionerId()))
                .findFirst()
                .ifPresent(practitioner::set);
        rooms.stream()
                .filter(r -> r.id().equals(seen.state().roomId()))
                .findFirst()
                .ifPresent(room::set);
    }

    /** Who may be asked to treat or consult. */
    static List<Reference.StaffItem> practitioners(Reference reference) {
        return reference.staff().stream().filter(s -> s.role() == Role.PRACTITIONER).toList();
    }

    List<Reference.StaffItem> practitioners() {
        return practitioners;
    }

    List<Reference.RoomItem> rooms() {
        return rooms;
    }

    ObjectProperty<Reference.@Nullable StaffItem> practitionerProperty() {
        return practitioner;
    }

    ObjectProperty<Reference.@Nullable RoomItem> roomProperty() {
        return room;
    }

    /** Optional here: most assignments explain themselves. */
    Input<Reason> reason() {
        return reason;
    }

    @Override
    void confirm() {
        if (!reason.touch()) {
            return;
        }
        List<ReservationCommand> commands = new ArrayList<>();
        StreamId who = practitioner.get() == null ? null : practitioner.get().id();
        StreamId where = room.get() == null ? null : room.get().id();
        if (who != null && !Objects.equals(who, seen.state().practitionerId())) {
            commands.add(
                    new ReservationCommand.AssignPractitioner(who, seen.state().practitionerId()));
        }
        if (where != null && !Objects.equals(where, seen.state().roomId())) {
            commands.add(new ReservationCommand.AssignRoom(where, seen.state().roomId()));
        }
        submit(commands);
    }

    private void submit(List<ReservationCommand> rest) {
        if (rest.isEmpty()) {
            finish();
            return;
        }
        submitter.submit(
                seen,
                rest.getFirst(),
                reason.value().orElse(Reason.NONE),
                taken(() -> submit(rest.subList(1, rest.size()))));
    }
}
