package clinic.daybook.desk.local;

import clinic.daybook.event.Event;
import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.reservation.Reservation;
import clinic.daybook.reservation.ReservationEvent;
import clinic.daybook.sync.PendingCommit;
import java.util.List;
import java.util.UUID;

/** Makes the audit row of an event out of the states before and after it. */
final class AuditRows {

    private AuditRows() {}

    /** Of an event that the server has recorded. */
    static AuditRow recorded(RecordedEvent r, Event event, Fold before, Fold after) {
        return new AuditRow(
                r.eventId(),
                r.commitId(),
                r.streamId(),
                r.version(),
                r.type(),
                subject(event, after),
                r.happenedAt(),
                r.occurredAt(),
                r.recordedAt(),
                r.position(),
                r.actor().staffId(),
                r.deskId(),
                r.reasonCode(),
                r.basis(),
                r.flags() == null ? List.of() : r.flags(),
                changes(event, r.eventId(), before, after));
    }

    /** Of a recorded event that this version cannot read: what its envelope says. */
    static AuditRow unreadable(RecordedEvent r) {
        return new AuditRow(
                r.eventId(),
                r.commitId(),
                r.streamId(),
                r.version(),
                r.type(),
                "",
                r.happenedAt(),
                r.occurredAt(),
                r.recordedAt(),
                r.position(),
                r.actor().staffId(),
                r.deskId(),
                r.reasonCode(),
                r.basis(),
                r.flags() == null ? List.of() : r.flags(),
                List.of());
    }

    /** Of an event that is still pending. */
    static AuditRow pending(
            PendingCommit c, PendingCommit.PendingEvent e, Fold before, Fold after) {
        return new AuditRow(
                e.eventId(),
                c.commitId(),
                c.streamId(),
                after.version(),
                e.event().typeName(),
                subject(e.event(), after),
                c.happenedAt(),
                c.decidedAt(),
                null,
                null,
                c.actor().staffId(),
                null,
                c.reasonCode(),
                c.basis(),
                switch (c.outcome()) {
                    case AS_DECIDED -> List.of();
                    case UNCHANGED -> List.of("unchanged");
                    case ADJUSTED -> List.of("adjusted");
                },
                changes(e.event(), e.eventId(), before, after));
    }

    private static String subject(Event event, Fold after) {
        return event instanceof ReservationEvent e && after.state().state() instanceof Reservation r
                ? ReservationAudit.subject(e, r)
                : OtherAudit.subject(after.state().state());
    }

    private static List<AuditRow.Changed> changes(
            Event event, UUID eventId, Fold before, Fold after) {
        AuditDiff diff =
                event instanceof ReservationEvent e
                                && before.state().state() instanceof Reservation b
                                && after.state().state() instanceof Reservation a
                        ? ReservationAudit.changes(e, eventId, b, a)
                        : OtherAudit.changes(
                                event, eventId, before.state().state(), after.state().state());
        return diff.changes();
    }
}
