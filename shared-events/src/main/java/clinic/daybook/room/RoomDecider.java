package clinic.daybook.room;

import clinic.daybook.event.Decider;
import clinic.daybook.event.Decision;
import clinic.daybook.event.LawfulDecision;
import clinic.daybook.event.Occurred;
import clinic.daybook.event.Previous;
import clinic.daybook.event.Refusal;
import clinic.daybook.event.Refusals;
import clinic.daybook.room.RoomCommand.Block;
import clinic.daybook.room.RoomCommand.Close;
import clinic.daybook.room.RoomCommand.Open;
import clinic.daybook.room.RoomCommand.Rename;
import clinic.daybook.room.RoomEvent.RoomBlocked;
import clinic.daybook.room.RoomEvent.RoomClosed;
import clinic.daybook.room.RoomEvent.RoomOpened;
import clinic.daybook.room.RoomEvent.RoomRenamed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rules of a room: opened once, nothing after it is closed. */
public final class RoomDecider implements Decider<RoomCommand, RoomEvent, Room> {

    @Override
    public String kind() {
        return "room";
    }

    @Override
    public Room initial() {
        return Room.NEW;
    }

    @Override
    public Decision<RoomEvent> decide(RoomCommand command, Room state) {
        return LawfulDecision.of(
                this,
                state,
                () -> alreadySo(command, state) ? Decision.nothing() : wanted(command));
    }

    @Override
    public Optional<Refusal> legal(Room state, RoomEvent event) {
        return Optional.ofNullable(
                switch (event) {
                    case RoomOpened e -> state.opened() ? Refusals.alreadyExists(e) : null;
                    case RoomRenamed e -> renaming(state, e);
                    case RoomBlocked e -> unusable(state, e);
                    case RoomClosed e -> unusable(state, e);
                });
    }

    @Override
    public Room evolve(Room state, Occurred<RoomEvent> occurred) {
        return switch (occurred.event()) {
            case RoomOpened e -> new Room(e.name(), e.kind(), List.of(), true, false);
            case RoomRenamed e -> new Room(e.name(), state.kind(), state.blocks(), true, false);
            case RoomBlocked e -> {
                List<Room.Block> blocks = new ArrayList<>(state.blocks());
                blocks.add(new Room.Block(e.from(), e.until()));
                yield new Room(state.name(), state.kind(), blocks, true, false);
            }
            case RoomClosed _ -> new Room(state.name(), state.kind(), state.blocks(), true, true);
        };
    }

    @Override
    public Class<RoomCommand> commandType() {
        return RoomCommand.class;
    }

    @Override
    public Class<RoomEvent> eventType() {
        return RoomEvent.class;
    }

    private static boolean alreadySo(RoomCommand command, Room state) {
        return switch (command) {
            case Open c ->
                    state.usable() && state.name().equals(c.name()) && state.kind() == c.kind();
            case Rename c -> state.usable() && state.name().equals(c.name());
            case Block c ->
                    state.usable() && state.blocks().contains(new Room.Block(c.from(), c.until()));
            case Close _ -> state.closed();
        };
    }

    private static Decision<RoomEvent> wanted(RoomCommand command) {
        return switch (command) {
            case Open c -> Decision.accept(new RoomOpened(c.name(), c.kind()));
            case Rename c -> Decision.accept(new RoomRenamed(c.name(), new Previous<>(c.seen())));
            case Block c -> Decision.accept(new RoomBlocked(c.from(), c.until()));
            case Close _ -> Decision.accept(new RoomClosed());
        };
    }

    private static @Nullable Refusal renaming(Room state, RoomRenamed e) {
        Refusal refusal = unusable(state, e);
        if (refusal != null || e.previous() == null) {
            return refusal;
        }
        return state.name().equals(e.previous().value()) ? null : Refusals.changedSince("name");
    }

    private static @Nullable Refusal unusable(Room state, RoomEvent event) {
        return state.usable() ? null : Refusals.illegalInState(state.standing(), event);
    }
}
