package clinic.daybook.desk.local;

import clinic.daybook.event.Command;
import clinic.daybook.event.Event;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A stored command or event that this version of the program cannot read, kept as it was. Happens
 * where an older program is started on the data of a newer one.
 */
record Unreadable(String name, int schema, ObjectNode json) implements Command, Event {

    @Override
    public String typeName() {
        return name;
    }
}
