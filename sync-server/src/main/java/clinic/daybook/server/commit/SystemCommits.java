package clinic.daybook.server.commit;

import clinic.daybook.codec.EventCodec;
import clinic.daybook.event.Actor;
import clinic.daybook.event.Event;
import clinic.daybook.event.Occurred;
import clinic.daybook.event.Refusal;
import clinic.daybook.event.StreamId;
import clinic.daybook.event.Uuid7;
import clinic.daybook.protocol.Commit;
import clinic.daybook.protocol.CommitEvent;
import clinic.daybook.server.store.AppendResult;
import clinic.daybook.server.store.ContentHash;
import clinic.daybook.server.store.EventStore;
import clinic.daybook.server.store.PreparedCommit;
import clinic.daybook.server.store.PreparedEvent;
import clinic.daybook.server.store.StorageException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Records what is done at the server itself, on its command line or in its console. Whoever may run
 * these may do everything, so roles are not asked; the rules of the stream hold all the same.
 */
public final class SystemCommits {

    private static final int TRIES = 5;

    private final EventStore store;
    private final StreamStates states;
    private final InstantSource clock;
    private final RandomGenerator random;

    /** Records in this store by this clock. */
    public SystemCommits(EventStore store, StreamStates states, InstantSource clock) {
        this(store, states, clock, new SecureRandom());
    }

    /** Records in this store by this clock; {@code random}: for ids. */
    public SystemCommits(
            EventStore store, StreamStates states, InstantSource clock, RandomGenerator random) {
        this.store = store;
        this.states = states;
        this.clock = clock;
        this.random = random;
    }

    /** A new id of version 7. */
    public UUID newId() {
        return Uuid7.of(clock.instant(), random);
    }

    /**
     * Appends events to a stream as it stands now.
     *
     * @param verifier stored together with them, where the stream is a member of staff's
     * @return why not; empty when they are stored
     */
    public Optional<Refusal> record(
            StreamId streamId, Actor actor, List<Event> events, @Nullable String verifier) {
        Commit head = new Commit(newId(), null, streamId, 0, null, null, null, null, List.of());
        for (int i = 0; i < TRIES; i++) {
            StreamState before = states.current(streamId);
            if (before == null || !before.readable()) {
                throw new StorageException("the stream holds what this version cannot read");
            }
            StreamState state = before;
            List<PreparedEvent> prepared = new ArrayList<>();
            for (Event event : events) {
                Optional<Refusal> refusal = state.legal(event);
                if (refusal.isPresent()) {
                    return refusal;
                }
                CommitEvent envelope = envelope(event, actor);
                state =
                        state.evolve(
                                new Occurred<>(envelope.eventId(), envelope.occurredAt(), event));
                prepared.add(
                        EventBody.prepare(
                                store.identity(),
                                store.identity().systemDesk(),
                                head,
                                envelope,
                                JsonTexts.compact(envelope.data()),
                                List.of()));
            }
            PreparedCommit commit =
                    new PreparedCommit(
                            head.commitId(),
                            ContentHash.of(
                                    head.commitId().toString().getBytes(StandardCharsets.UTF_8)),
                            streamId,
                            before.version(),
                            prepared,
                            null,
                            verifier);
            if (store.append(List.of(commit)).getFirst() instanceof AppendResult.Accepted) {
                states.stored(streamId, state);
                return Optional.empty();
            }
        }
        throw new StorageException("the stream kept changing");
    }

    private CommitEvent envelope(Event event, Actor actor) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        ObjectNode data = EventCodec.encode(event);
        return new CommitEvent(
                newId(),
                event.typeName(),
                EventCodec.schemaOf(event),
                now,
                0L,
                actor,
                null,
                data,
                null,
                null,
                null,
                null);
    }
}
