package clinic.daybook.server.commit;

import clinic.daybook.event.Actor;
import clinic.daybook.event.Refusal;
import clinic.daybook.event.StreamId;
import clinic.daybook.server.access.Pins;
import clinic.daybook.staff.Role;
import clinic.daybook.staff.StaffEvent.StaffHired;
import clinic.daybook.staff.StaffEvent.StaffPinChanged;
import java.util.List;
import java.util.Optional;

/** What the administrator does with the list of staff at the server itself. */
public final class StaffAdmin {

    private final SystemCommits commits;
    private final Pins pins;

    /** Records through the given commits. */
    public StaffAdmin(SystemCommits commits, Pins pins) {
        this.commits = commits;
        this.pins = pins;
    }

    /**
     * Makes a member of staff known, with their PIN's verifier; who does it at the server has no
     * identity of their own there, so the event names the new member as its actor.
     *
     * @return their id
     * @throws IllegalArgumentException when the PIN or the name cannot be one
     */
    public StreamId hire(String name, Role role, String pin) {
        if (!Pins.plausible(pin)) {
            throw new IllegalArgumentException("a PIN is 4 to 12 digits");
        }
        StreamId staffId = new StreamId("staff", commits.newId());
        Optional<Refusal> refusal =
                commits.record(
                        staffId,
                        new Actor(staffId),
                        List.of(new StaffHired(name, role), new StaffPinChanged()),
                        pins.verifier(pin));
        if (refusal.isPresent()) {
            throw new IllegalArgumentException(refusal.get().code());
        }
        return staffId;
    }
}
