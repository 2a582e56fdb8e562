package clinic.daybook.installer.sample;

import clinic.daybook.codec.Commitment;
import clinic.daybook.codec.EventCodec;
import clinic.daybook.event.Actor;
import clinic.daybook.event.Command;
import clinic.daybook.event.Decider;
import clinic.daybook.event.Decision;
import clinic.daybook.event.Event;
import clinic.daybook.event.Occurred;
import clinic.daybook.event.StreamId;
import clinic.daybook.event.Uuid7;
import clinic.daybook.protocol.Commit;
import clinic.daybook.protocol.CommitEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One stream of the sample as it grows: decides commands and makes the commits a desk would. */
final class StreamWriter<C extends Command, E extends Event, S> {

    private final Decider<C, E, S> decider;
    private final StreamId streamId;
    private final RandomGenerator random;
    private S state;
    private long version;

    StreamWriter(Decider<C, E, S> decider, StreamId streamId, RandomGenerator random) {
        this.decider = decider;
        this.streamId = streamId;
        this.random = random;
        this.state = decider.initial();
    }

    S state() {
        return state;
    }

    StreamId streamId() {
        return streamId;
    }

    /**
     * The commit of a command.
     *
     * @param subject whom {@code personal} belongs to; {@code null} where there is none
     * @throws IllegalStateException when the sample's day asks for what the domain refuses
     */
    Commit write(
            C command,
            Instant at,
            StreamId staffId,
            @Nullable StreamId subject,
            Map<String, String> personal) {
        Decision<E> decision = decider.decide(command, state);
        List<E> events =
                switch (decision) {
                    case Decision.Accepted<E> accepted -> accepted.events();
                    case Decision.Refused<E> refused ->
                            throw new IllegalStateException(
                                    "the sample's day is not legal: "
                                            + command.typeName()
                                            + " on "
                                            + streamId
                                            + ": "
                                            + refused.refusal());
                };
        if (events.isEmpty()) {
            throw new IllegalStateException(
                    "the sample's day changes nothing: " + command.typeName() + " on " + streamId);
        }
        long before = version;
        List<CommitEvent> written = new ArrayList<>();
        for (E event : events) {
            UUID eventId = Uuid7.of(at, random);
            // Personal data goes with the first event, as at a desk.
            Map<String, String> beside = written.isEmpty() ? personal : Map.of();
            written.add(commitEvent(event, eventId, at, staffId, subject, beside));
            state = decider.evolve(state, new Occurred<>(eventId, at, event));
            version++;
        }
        return new Commit(
                Uuid7.of(at, random), null, streamId, before, before, null, null, null, written);
    }

    private CommitEvent commitEvent(
            E event,
            UUID eventId,
            Instant at,
            StreamId staffId,
            @Nullable StreamId subject,
            Map<String, String> personal) {
        boolean none = personal.isEmpty();
        String salt = none ? null : salt();
        return new CommitEvent(
                eventId,
                event.typeName(),
                EventCodec.schemaOf(event),
                at,
                0L,
                new Actor(staffId),
                null,
                EventCodec.encode(event),
                none ? null : subject,
                none ? null : personal,
                salt,
                salt == null ? null : Commitment.of(salt, personal));
    }

    private String salt() {
        byte[] salt = new byte[Commitment.SALT_BYTES];
        random.nextBytes(salt);
        return Base64.getEncoder().encodeToString(salt);
    }
}
