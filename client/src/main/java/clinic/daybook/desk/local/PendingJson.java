package clinic.daybook.desk.local;

import clinic.daybook.codec.CommandCodec;
import clinic.daybook.codec.EventCodec;
import clinic.daybook.codec.Json;
import clinic.daybook.event.Actor;
import clinic.daybook.event.Command;
import clinic.daybook.event.Event;
import clinic.daybook.event.Personal;
import clinic.daybook.event.StreamId;
import clinic.daybook.sync.PendingCommit;
import clinic.daybook.sync.PendingCommit.Outcome;
import clinic.daybook.sync.PendingCommit.PendingEvent;
import clinic.daybook.sync.PendingCommit.Status;
import clinic.daybook.sync.Replayed;
import clinic.daybook.sync.SealedPersonal;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A pending commit as JSON. Commands and events in it have their schema numbers. */
final class PendingJson {

    private record Body(
            UUID commitId,
            @Nullable UUID intentId,
            StreamId streamId,
            Typed command,
            long order,
            StreamId staffId,
            @Nullable String reasonCode,
            long basis,
            long basisPosition,
            Instant decidedAt,
            @Nullable Long clockOffsetMs,
            List<String> remarks,
            long decidedOn,
            List<TypedEvent> events,
            @Nullable PersonalBody personal,
            Outcome outcome) {}

    private record Typed(String type, int schema, ObjectNode fields) {}

    private record TypedEvent(UUID eventId, String type, int schema, ObjectNode data) {}

    private record PersonalBody(
            StreamId subject, Map<String, String> fields, String salt, String commitment) {}

    private PendingJson() {}

    /** Everything but the status, which is a column of its own. */
    static String write(PendingCommit c) {
        SealedPersonal p = c.personal();
        return RowJson.write(
                new Body(
                        c.commitId(),
                        c.intentId(),
                        c.streamId(),
                        typed(c.streamId().kind(), c.command()),
                        c.order(),
                        c.actor().staffId(),
                        c.reasonCode(),
                        c.basis(),
                        c.basisPosition(),
                        c.decidedAt(),
                        c.clockOffsetMs(),
                        c.remarks(),
                        c.decidedOn(),
                        c.events().stream().map(PendingJson::typed).toList(),
                        p == null
                                ? null
                                : new PersonalBody(
                                        p.personal().subject(),
                                        p.personal().fields(),
                                        p.salt(),
                                        p.commitment()),
                        c.outcome()));
    }

    static PendingCommit read(String json, Status status) {
        Body b = RowJson.read(json, Body.class);
        PersonalBody p = b.personal();
        List<PendingEvent> events = new ArrayList<>();
        for (TypedEvent e : b.events()) {
            events.add(new PendingEvent(e.eventId(), event(e)));
        }
        return new PendingCommit(
                b.commitId(),
                b.intentId(),
                b.streamId(),
                command(b.streamId().kind(), b.command()),
                b.order(),
                new Actor(b.staffId()),
                b.reasonCode(),
                b.basis(),
                b.basisPosition(),
                b.decidedAt(),
                b.clockOffsetMs(),
                b.remarks(),
                b.decidedOn(),
                events,
                p == null
                        ? null
                        : new SealedPersonal(
                                new Personal(p.subject(), p.fields()), p.salt(), p.commitment()),
                b.outcome(),
                status);
    }

    /** An event's data as it is stored and sent. */
    static ObjectNode data(Event event) {
        return event instanceof Unreadable u ? u.json() : EventCodec.encode(event);
    }

    static int schema(Event event) {
        return event instanceof Unreadable u ? u.schema() : EventCodec.schemaOf(event);
    }

    private static Typed typed(String kind, Command command) {
        if (command instanceof Replayed replayed) {
            return new Typed(
                    Replayed.TYPE, 1, RowJson.read(RowJson.write(replayed), ObjectNode.class));
        }
        return command instanceof Unreadable u
                ? new Typed(u.name(), u.schema(), u.json())
                : new Typed(
                        command.typeName(),
                        CommandCodec.schemaOf(kind, command),
                        CommandCodec.encode(command));
    }

    private static TypedEvent typed(PendingEvent e) {
        return new TypedEvent(
                e.eventId(), e.event().typeName(), schema(e.event()), data(e.event()));
    }

    private static Command command(String kind, Typed t) {
        if (t.type().equals(Replayed.TYPE)) {
            return RowJson.read(RowJson.write(t.fields()), Replayed.class);
        }
        return CommandCodec.decode(kind, t.type(), t.schema(), t.fields())
                .orElseGet(() -> new Unreadable(t.type(), t.schema(), t.fields()));
    }

    private static Event event(TypedEvent e) {
        return event(e.type(), e.schema(), e.data());
    }

    /** An event; kept as it is where this version does not know it. */
    static Event event(String type, int schema, ObjectNode data) {
        return switch (EventCodec.decode(type, schema, data)) {
            case EventCodec.Decoded.Known known -> known.event();
            case EventCodec.Decoded.Unknown _, EventCodec.Decoded.Malformed _ ->
                    new Unreadable(type, schema, data);
        };
    }

    /** The same fields, readable by {@link Json}. */
    static ObjectNode node(PendingCommit c) {
        return RowJson.read(write(c), ObjectNode.class);
    }
}
