package clinic.daybook.desk.model;

import clinic.daybook.event.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event as the audit timeline explains it: what, who, where, when, why, before and after.
 *
 * @param type the event's wire name; its words are under {@code event.<type>}
 * @param subjectName what it was about, for example the treatment's name; empty where the type says
 *     it all
 * @param happenedAt by the server's clock
 * @param deskClock by the desk's own clock
 * @param recordedAt when the server took it; {@code null}: not yet on the server
 * @param position in the server's log; {@code null}: not yet on the server
 * @param deskName as the server last told it; empty when unknown
 * @param reason free text; empty where none was given or it was erased
 * @param basis the version that the person saw
 * @param flags as recorded, for example {@code adjusted}
 * @param offline whether it was decided while the server could not be reached
 * @param changes each field that is new or different
 * @param outcome of an event whose change was decided again, or of a change of which nothing was
 *     recorded: what became of it; {@code null}: it stands as it was decided
 */
public record AuditEntry(
        UUID eventId,
        UUID commitId,
        StreamId streamId,
        long version,
        String type,
        String subjectName,
        Instant happenedAt,
        Instant deskClock,
        @Nullable Instant recordedAt,
        @Nullable Long position,
        StreamId staffId,
        String staffName,
        StreamId deskId,
        String deskName,
        @Nullable String reasonCode,
        String reason,
        @Nullable Long basis,
        List<String> flags,
        boolean offline,
        List<FieldChange> changes,
        SyncMark mark,
        @Nullable ChangeOutcome outcome) {

    public AuditEntry {
        flags = List.copyOf(flags);
        changes = List.copyOf(changes);
    }

    /** Of an event that stands as it was decided. */
    public AuditEntry(
            UUID eventId,
            UUID commitId,
            StreamId streamId,
            long version,
            String type,
            String subjectName,
            Instant happenedAt,
            Instant deskClock,
            @Nullable Instant recordedAt,
            @Nullable Long position,
            StreamId staffId,
            String staffName,
            StreamId deskId,
            String deskName,
            @Nullable String reasonCode,
            String reason,
            @Nullable Long basis,
            List<String> flags,
            boolean offline,
            List<FieldChange> changes,
            SyncMark mark) {
        this(
                eventId,
                commitId,
                streamId,
                version,
                type,
                subjectName,
                happenedAt,
                deskClock,
                recordedAt,
                position,
                staffId,
                staffName,
                deskId,
                deskName,
                reasonCode,
                reason,
                basis,
                flags,
                offline,
                changes,
                mark,
                null);
    }

    /** The same entry with what became of the change. */
    public AuditEntry with(ChangeOutcome became) {
        return new AuditEntry(
                eventId,
                commitId,
                streamId,
                version,
                type,
                subjectName,
                happenedAt,
                deskClock,
                recordedAt,
                position,
                staffId,
                staffName,
                deskId,
                deskName,
                reasonCode,
                reason,
                basis,
                flags,
                offline,
                changes,
                mark,
                became);
    }

    /** {@code field}: its words are under {@code field.<field>}. */
    public record FieldChange(
            String field, @Nullable AuditValue before, @Nullable AuditValue after) {}
}
