package clinic.daybook.event;

/** Who recorded an event: a member of staff. */
public record Actor(StreamId staffId) {

    /** Refuses what is no {@code staff-…} id. */
    public Actor {
        if (!staffId.is("staff")) {
            throw new IllegalArgumentException("an actor is a member of staff");
        }
    }
}
