package clinic.daybook.desk.local;

import clinic.daybook.codec.EventCodec;
import clinic.daybook.codec.EventLevels;
import clinic.daybook.event.Event;
import clinic.daybook.event.Occurred;
import clinic.daybook.protocol.RecordedEvent;
import java.util.Map;
import java.util.Optional;

/**
 * A recorded event with what could be read of it.
 *
 * @param event empty when this version does not know its type, or its data does not fit
 */
record StoredEvent(RecordedEvent recorded, Optional<Event> event) {

    /** Reads it as a program of this level does. */
    static StoredEvent of(RecordedEvent recorded, int level) {
        EventCodec.Decoded decoded =
                EventLevels.known()
                        .decode(level, recorded.type(), recorded.schema(), recorded.data());
        return new StoredEvent(
                recorded,
                switch (decoded) {
                    case EventCodec.Decoded.Known known -> Optional.of(known.event());
                    case EventCodec.Decoded.Unknown _, EventCodec.Decoded.Malformed _ ->
                            Optional.empty();
                });
    }

    Optional<Occurred<Event>> occurred() {
        return event.map(e -> new Occurred<>(recorded.eventId(), recorded.happenedAt(), e));
    }

    Map<String, String> personal() {
        Map<String, String> fields = recorded.personal();
        return fields == null ? Map.of() : fields;
    }
}
