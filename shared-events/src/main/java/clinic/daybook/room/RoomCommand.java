package clinic.daybook.room;

import clinic.daybook.event.Command;
import java.time.Instant;

/** What managers do with rooms. */
public sealed interface RoomCommand extends Command {

    record Open(String name, RoomKind kind) implements RoomCommand {}

    record Rename(String name, String seen) implements RoomCommand {}

    record Block(Instant from, Instant until) implements RoomCommand {}

    record Close() implements RoomCommand {}
}
