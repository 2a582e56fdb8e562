package clinic.daybook.server.commit;

import clinic.daybook.codec.EventCodec;
import clinic.daybook.codec.EventCodec.Decoded;
import clinic.daybook.event.Occurred;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.server.store.EventStore;
import clinic.daybook.server.store.StreamPage;
import clinic.daybook.server.store.WireEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The states of the streams used last. What is in here was stored before it came here. */
public final class StreamStates {

    private static final int STREAMS = 4_096;
    private static final int PAGE_EVENTS = 500;
    private static final int PAGE_BYTES = 2 * 1024 * 1024;

    private final EventStore store;
    private final Map<StreamId, StreamState> latest;

    /** Folds what the store holds. */
    public StreamStates(EventStore store) {
        this.store = store;
        this.latest =
                new LinkedHashMap<>(64, 0.75f, true) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<StreamId, StreamState> eldest) {
                        return size() > STREAMS;
                    }
                };
    }

    /** The aggregate's state as it is stored now; empty when it is of another type. */
    public <T> Optional<T> stateOf(StreamId streamId, Class<T> type) {
        return Optional.ofNullable(current(streamId)).flatMap(state -> state.as(type));
    }

    /** The state of the stream as it is stored now; null for a kind that is not known. */
    @Nullable StreamState current(StreamId streamId) {
        StreamState state = remembered(streamId);
        if (state == null) {
            state = StreamState.initial(streamId);
        }
        if (state == null) {
            return null;
        }
        StreamPage page;
        do {
            page = store.stream(streamId, state.version() + 1, PAGE_EVENTS, PAGE_BYTES);
            for (WireEvent event : page.events()) {
                state = after(state, event.recorded());
            }
        } while (state.version() < page.currentVersion());
        stored(streamId, state);
        return state;
    }

    /** Remembers a state whose events have been stored. */
    void stored(StreamId streamId, StreamState state) {
        synchronized (latest) {
            StreamState before = latest.get(streamId);
            if (before == null || before.version() < state.version()) {
                latest.put(streamId, state);
            }
        }
    }

    /** The state as it was stored when it was last looked at; null when that is not remembered. */
    @Nullable StreamState remembered(StreamId streamId) {
        synchronized (latest) {
            return latest.get(streamId);
        }
    }

    private static StreamState after(StreamState state, RecordedEvent event) {
        return switch (EventCodec.decode(event.type(), event.schema(), event.data())) {
            case Decoded.Known known ->
                    state.evolve(
                            new Occurred<>(event.eventId(), event.happenedAt(), known.event()));
            case Decoded.Unknown _, Decoded.Malformed _ -> state.unreadable();
        };
    }
}
