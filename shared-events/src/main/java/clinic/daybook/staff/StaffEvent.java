package clinic.daybook.staff;

import clinic.daybook.event.Event;
import clinic.daybook.reservation.Limits;

/** The facts of one member of staff. Names of employees are no personal data of a customer. */
public sealed interface StaffEvent extends Event {

    record StaffHired(String name, Role role) implements StaffEvent {
        public StaffHired {
            Limits.text(name, "name");
        }
    }

    record StaffRoleChanged(Role role, Role previous) implements StaffEvent {}

    /** The verifier itself is a replaceable record beside the log, never an event. */
    record StaffPinChanged() implements StaffEvent {}

    record StaffLeft() implements StaffEvent {}
}
