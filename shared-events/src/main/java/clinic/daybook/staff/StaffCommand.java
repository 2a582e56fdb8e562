package clinic.daybook.staff;

import clinic.daybook.event.Command;

/** What managers do with the list of staff. */
public sealed interface StaffCommand extends Command {

    record Hire(String name, Role role) implements StaffCommand {}

    record ChangeRole(Role role, Role seen) implements StaffCommand {}

    record ChangePin() implements StaffCommand {}

    record Leave() implements StaffCommand {}
}
