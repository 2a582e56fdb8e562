package clinic.daybook.room;

import clinic.daybook.event.Event;
import clinic.daybook.event.Previous;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The facts of one room. */
public sealed interface RoomEvent extends Event {

    record RoomOpened(String name, RoomKind kind) implements RoomEvent {}

    record RoomRenamed(String name, @Nullable Previous<String> previous) implements RoomEvent {}

    record RoomBlocked(Instant from, Instant until) implements RoomEvent {}

    record RoomClosed() implements RoomEvent {}
}
