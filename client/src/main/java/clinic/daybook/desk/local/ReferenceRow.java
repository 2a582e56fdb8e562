package clinic.daybook.desk.local;

import clinic.daybook.clinic.ClinicState;
import clinic.daybook.event.StreamId;
import clinic.daybook.procedure.Procedure;
import clinic.daybook.procedure.ProcedureKind;
import clinic.daybook.room.Room;
import clinic.daybook.room.RoomKind;
import clinic.daybook.staff.Role;
import clinic.daybook.staff.Staff;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One of the clinic's own things as its projection keeps it. */
sealed interface ReferenceRow {

    record Member(StreamId id, String name, Role role, boolean active) implements ReferenceRow {}

    record Place(StreamId id, String name, RoomKind kind, boolean usable) implements ReferenceRow {}

    record MenuEntry(
            StreamId id, String name, int minutes, long price, ProcedureKind kind, boolean onMenu)
            implements ReferenceRow {}

    /** What was never set is {@code null}; zone and times in their ISO forms. */
    record Settings(
            StreamId id,
            @Nullable String name,
            @Nullable String zone,
            @Nullable String currency,
            @Nullable String opens,
            @Nullable String closes,
            Map<String, Integer> alertMinutes)
            implements ReferenceRow {}

    StreamId id();

    /** The row of a stream's state; {@code null} where the stream has not begun or has no row. */
    static @Nullable ReferenceRow of(StreamId id, Object state) {
        return switch (state) {
            case Staff s ->
                    s.role() == null ? null : new Member(id, s.name(), s.role(), s.active());
            case Room r -> r.kind() == null ? null : new Place(id, r.name(), r.kind(), r.usable());
            case Procedure p ->
                    p.kind() == null
                            ? null
                            : new MenuEntry(
                                    id, p.name(), p.minutes(), p.price(), p.kind(), p.onMenu());
            case ClinicState c ->
                    new Settings(
                            id,
                            c.name(),
                            c.timeZone() == null ? null : c.timeZone().getId(),
                            c.currency() == null ? null : c.currency().getCurrencyCode(),
                            c.opens() == null ? null : c.opens().toString(),
                            c.closes() == null ? null : c.closes().toString(),
                            c.alertMinutes());
            default -> null;
        };
    }

    /** The type in which a row of this kind is kept. */
    static @Nullable Class<? extends ReferenceRow> typeOf(String kind) {
        return switch (kind) {
            case "staff" -> Member.class;
            case "room" -> Place.class;
            case "procedure" -> MenuEntry.class;
            case "clinic" -> Settings.class;
            default -> null;
        };
    }
}
