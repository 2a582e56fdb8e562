package clinic.daybook.server.store;

import clinic.daybook.codec.EventCodec;
import clinic.daybook.codec.EventCodec.Decoded;
import clinic.daybook.event.Occurred;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.reservation.Reservation;
import clinic.daybook.reservation.ReservationDecider;
import clinic.daybook.reservation.ReservationEvent;
import clinic.daybook.server.store.PreparedCommit.Place;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a reservation is kept for the board of the day on which its events put it (I7). */
final class PlaceCheck {

    private static final int PAGE_EVENTS = 500;
    private static final int PAGE_BYTES = 2 * 1024 * 1024;

    private final EventStore store;
    private final ReservationDecider decider = new ReservationDecider();

    PlaceCheck(EventStore store) {
        this.store = store;
    }

    /** What is wrong, empty when nothing is; right also while others append. */
    Optional<String> check(StreamId streamId) {
        while (true) {
            long version = store.version(streamId);
            Optional<Reservation> folded = fold(streamId, version);
            Place kept = store.place(streamId).orElse(null);
            if (store.version(streamId) != version) {
                continue;
            }
            boolean same = folded.isEmpty() || Objects.equals(kept, stored(folded.get()));
            return same
                    ? Optional.empty()
                    : Optional.of(streamId + ": kept for another day than its events say");
        }
    }

    /** Empty where this version of the program cannot read all of it. */
    private Optional<Reservation> fold(StreamId streamId, long upTo) {
        Reservation state = decider.initial();
        long version = 0;
        while (version < upTo) {
            StreamPage page = store.stream(streamId, version + 1, PAGE_EVENTS, PAGE_BYTES);
            if (page.events().isEmpty()) {
                return Optional.empty();
            }
            for (WireEvent wire : page.events()) {
                version = wire.version();
                if (version > upTo) {
                    break;
                }
                RecordedEvent event = wire.recorded();
                if (!(EventCodec.decode(event.type(), event.schema(), event.data())
                                instanceof Decoded.Known known)
                        || !(known.event() instanceof ReservationEvent of)) {
                    return Optional.empty();
                }
                state =
                        decider.evolve(
                                state, new Occurred<>(event.eventId(), event.happenedAt(), of));
            }
        }
        return Optional.of(state);
    }

    /** Places are kept to the second. */
    private static @Nullable Place stored(Reservation reservation) {
        Place place = Place.of(reservation);
        return place == null
                ? null
                : new Place(
                        Instant.ofEpochSecond(place.startsAt().getEpochSecond()),
                        place.customerId());
    }
}
