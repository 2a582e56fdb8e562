package clinic.daybook.desk.model;

import clinic.daybook.event.StreamId;
import clinic.daybook.procedure.ProcedureKind;
import clinic.daybook.reservation.ReservationStatus;
import clinic.daybook.room.RoomKind;
import clinic.daybook.staff.Role;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The clinic's own things: settings, staff, rooms, menu. Each list is ordered by name.
 *
 * @param staff active members only
 * @param alertMinutes until the first alert; the second comes after twice as long
 */
public record Reference(
        String clinicName,
        ZoneId zone,
        Currency currency,
        LocalTime opens,
        LocalTime closes,
        Map<ReservationStatus, Integer> alertMinutes,
        List<StaffItem> staff,
        List<RoomItem> rooms,
        List<ProcedureItem> procedures) {

    public Reference {
        alertMinutes = Map.copyOf(alertMinutes);
        staff = List.copyOf(staff);
        rooms = List.copyOf(rooms);
        procedures = List.copyOf(procedures);
    }

    /** {@code pinKnown}: whether this desk can check a PIN without the server. */
    public record StaffItem(StreamId id, String name, Role role, boolean pinKnown) {}

    public record RoomItem(StreamId id, String name, RoomKind kind) {}

    /** {@code price} in whole units of the currency. */
    public record ProcedureItem(
            StreamId id, String name, int minutes, long price, ProcedureKind kind) {}

    /** The member of staff with this id, if active. */
    public Optional<StaffItem> staff(StreamId id) {
        return staff.stream().filter(s -> s.id().equals(id)).findFirst();
    }
}
