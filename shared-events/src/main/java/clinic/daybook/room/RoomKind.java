package clinic.daybook.room;

/** What a room is equipped for. */
public enum RoomKind {
    CONSULTATION,
    TREATMENT,
    LASER,
    CARE
}
