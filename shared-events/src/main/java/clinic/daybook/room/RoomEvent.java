package clinic.daybook.room;

import clinic.daybook.event.Event;
import clinic.daybook.event.Previous;
import clinic.daybook.reservation.Limits;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The facts of one room. */
public sealed interface RoomEvent extends Event {

    record RoomOpened(String name, RoomKind kind) implements RoomEvent {
        public RoomOpened {
            Limits.text(name, "name");
        }
    }

    record RoomRenamed(String name, @Nullable Previous<String> previous) implements RoomEvent {
        public RoomRenamed {
            Limits.text(name, "name");
        }
    }

    record RoomBlocked(Instant from, Instant until) implements RoomEvent {
        public RoomBlocked {
            if (!until.isAfter(from)) {
                throw new IllegalArgumentException("until must be after from");
            }
        }
    }

    record RoomClosed() implements RoomEvent {}
}
