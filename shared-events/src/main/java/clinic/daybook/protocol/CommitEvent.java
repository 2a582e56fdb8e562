package clinic.daybook.protocol;

import clinic.daybook.event.Actor;
import clinic.daybook.event.StreamId;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An event of a {@link Commit}, before it is recorded. Fields as in {@link RecordedEvent}. */
public record CommitEvent(
        UUID eventId,
        String type,
        int schema,
        Instant occurredAt,
        @Nullable Long clockOffsetMs,
        Actor actor,
        @Nullable String reasonCode,
        ObjectNode data,
        @Nullable StreamId subject,
        @Nullable Map<String, String> personal,
        @Nullable String salt,
        @Nullable String commitment) {}
