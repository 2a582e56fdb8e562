package clinic.daybook.desk.local;

import clinic.daybook.codec.Json;
import clinic.daybook.event.Event;
import clinic.daybook.protocol.Commit;
import clinic.daybook.protocol.CommitEvent;
import clinic.daybook.sync.PendingCommit;
import clinic.daybook.sync.Replayed;
import clinic.daybook.sync.SealedPersonal;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A pending commit as it goes to the server. */
final class CommitWriter {

    private CommitWriter() {}

    static Commit wire(PendingCommit c) {
        if (c.command() instanceof Replayed replayed) {
            return wire(c, replayed);
        }
        List<CommitEvent> events = new ArrayList<>();
        for (PendingCommit.PendingEvent e : c.events()) {
            // What is personal belongs to the first event of a commit.
            SealedPersonal p = events.isEmpty() ? c.personal() : null;
            events.add(event(c, e, p));
        }
        return new Commit(
                c.commitId(),
                c.intentId(),
                c.streamId(),
                c.decidedOn(),
                c.basis(),
                c.basisPosition(),
                null,
                switch (c.outcome()) {
                    case AS_DECIDED -> null;
                    case UNCHANGED -> "unchanged";
                    case ADJUSTED -> "adjusted";
                },
                events);
    }

    /** As it was recorded before, under its own ids. */
    private static Commit wire(PendingCommit c, Replayed r) {
        Set<UUID> left = new HashSet<>();
        c.events().forEach(e -> left.add(e.eventId()));
        return new Commit(
                c.commitId(),
                c.intentId(),
                c.streamId(),
                c.decidedOn(),
                c.basis(),
                null,
                null,
                null,
                new Commit.Replay(r.storeId(), r.clinicId(), r.deskId(), r.version(), r.verifier()),
                r.events().stream().filter(e -> left.contains(e.eventId())).toList());
    }

    /** Length of the commit as compact UTF-8 JSON. */
    static int bytes(PendingCommit c) {
        return length(wire(c));
    }

    /** Length of an event's data and personal together, as the protocol counts them. */
    static int eventBytes(Event event, Map<String, String> personal) {
        return length(PendingJson.data(event)) + (personal.isEmpty() ? 0 : length(personal));
    }

    private static int length(Object value) {
        try {
            return Json.mapper().writeValueAsBytes(value).length;
        } catch (JsonProcessingException e) {
            throw new DeskFailure("DB-1014", "a commit cannot be written as JSON", e);
        }
    }

    private static CommitEvent event(
            PendingCommit c, PendingCommit.PendingEvent e, @Nullable SealedPersonal p) {
        return new CommitEvent(
                e.eventId(),
                e.event().typeName(),
                PendingJson.schema(e.event()),
                c.decidedAt(),
                c.clockOffsetMs(),
                c.actor(),
                c.reasonCode(),
                PendingJson.data(e.event()),
                p == null ? null : p.personal().subject(),
                p == null ? null : p.personal().fields(),
                p == null ? null : p.salt(),
                p == null ? null : p.commitment());
    }
}
