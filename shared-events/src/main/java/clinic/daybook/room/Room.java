package clinic.daybook.room;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A room as it stands now.
 *
 * @param name empty only before it is opened
 * @param kind {@code null} only before it is opened
 * @param blocks when it may not be used, in the order in which that was said
 * @param opened whether the stream has begun
 * @param closed whether it is closed for good
 */
public record Room(
        String name, @Nullable RoomKind kind, List<Block> blocks, boolean opened, boolean closed) {

    /** A time in which a room may not be used: {@code from} inclusive, {@code until} exclusive. */
    public record Block(Instant from, Instant until) {}

    /** Before the first event. */
    public static final Room NEW = new Room("", null, List.of(), false, false);

    public Room {
        blocks = List.copyOf(blocks);
    }

    /** Whether visits may take place in it, blocks aside. */
    public boolean usable() {
        return opened && !closed;
    }

    /** Whether any part of the time is blocked. */
    public boolean blocked(Instant from, Instant until) {
        return blocks.stream().anyMatch(b -> b.from().isBefore(until) && from.isBefore(b.until()));
    }

    /** The wire name of where it stands, for refusals. */
    String standing() {
        if (!opened) {
            return "new";
        }
        return closed ? "closed" : "open";
    }
}
