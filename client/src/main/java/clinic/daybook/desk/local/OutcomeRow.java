package clinic.daybook.desk.local;

import clinic.daybook.codec.EventCodec;
import clinic.daybook.event.StreamId;
import clinic.daybook.outcome.OutcomeEvent;
import clinic.daybook.outcome.OutcomeEvent.AboutChange;
import clinic.daybook.outcome.OutcomeEvent.ChangeNeedsPerson;
import clinic.daybook.outcome.OutcomeEvent.PromiseCalledBack;
import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.sync.PendingCommit;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event of a desk's own stream as its projection keeps it: what became of a change, by the
 * stream that the change was meant for.
 *
 * @param desk the desk in whose stream it stands, which is the desk of the change
 * @param position {@code null}: not yet on the server
 * @param staffId who meant the change, or who answered it
 * @param at by the server's clock
 */
record OutcomeRow(
        UUID eventId,
        StreamId desk,
        long version,
        @Nullable Long position,
        StreamId staffId,
        Instant at,
        OutcomeEvent event) {

    private record Body(
            UUID eventId,
            StreamId desk,
            long version,
            @Nullable Long position,
            StreamId staffId,
            Instant at,
            String type,
            int schema,
            ObjectNode data) {}

    static OutcomeRow recorded(RecordedEvent r, OutcomeEvent event) {
        return new OutcomeRow(
                r.eventId(),
                r.streamId(),
                r.version(),
                r.position(),
                r.actor().staffId(),
                r.happenedAt(),
                event);
    }

    static OutcomeRow pending(PendingCommit c, UUID eventId, long version, OutcomeEvent event) {
        return new OutcomeRow(
                eventId, c.streamId(), version, null, c.actor().staffId(), c.happenedAt(), event);
    }

    static OutcomeRow read(String json) {
        Body b = RowJson.read(json, Body.class);
        if (EventCodec.decode(b.type(), b.schema(), b.data())
                        instanceof EventCodec.Decoded.Known known
                && known.event() instanceof OutcomeEvent event) {
            return new OutcomeRow(
                    b.eventId(), b.desk(), b.version(), b.position(), b.staffId(), b.at(), event);
        }
        throw new DeskFailure("DB-1013", "a row of OutcomeRow is damaged");
    }

    /** The change that it is about. */
    UUID commitId() {
        return switch (event) {
            case AboutChange e -> e.commitId();
            case PromiseCalledBack e -> e.commitId();
        };
    }

    /** The stream that the change was meant for; {@code null}: the row does not tell. */
    @Nullable StreamId concerned() {
        return event instanceof AboutChange e ? e.streamId() : null;
    }

    Write write() {
        boolean promised = event instanceof ChangeNeedsPerson e && e.promise() != null;
        return Write.of(
                "REPLACE INTO outcome VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                eventId,
                desk,
                version,
                position,
                commitId(),
                concerned(),
                event.typeName(),
                promised ? 1L : 0L,
                RowJson.write(
                        new Body(
                                eventId,
                                desk,
                                version,
                                position,
                                staffId,
                                at,
                                event.typeName(),
                                EventCodec.schemaOf(event),
                                EventCodec.encode(event))));
    }
}
