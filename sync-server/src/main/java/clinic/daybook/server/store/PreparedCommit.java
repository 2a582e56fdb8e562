package clinic.daybook.server.store;

import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.Reservation;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A commit that passed every check which needs no lock.
 *
 * @param content the hash of what the commit says, by which a repeat is told from a reused id
 * @param expectedVersion the stream's version before the first event
 * @param place where the reservation stands after the commit; {@code null} for other streams
 * @param verifier replaces the member of staff's PIN verifier in the same transaction
 */
public record PreparedCommit(
        UUID commitId,
        ContentHash content,
        StreamId streamId,
        long expectedVersion,
        List<PreparedEvent> events,
        @Nullable Place place,
        @Nullable String verifier) {

    /** When and for whom a reservation is. */
    public record Place(Instant startsAt, StreamId customerId) {

        /** Where the reservation stands; null before it is booked. */
        public static @Nullable Place of(Reservation reservation) {
            Instant startsAt = reservation.startsAt();
            StreamId customerId = reservation.customerId();
            return startsAt == null || customerId == null ? null : new Place(startsAt, customerId);
        }
    }

    public PreparedCommit {
        events = List.copyOf(events);
        if (events.isEmpty()) {
            throw new IllegalArgumentException("a commit has at least one event");
        }
    }
}
