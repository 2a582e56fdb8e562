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
        SyncMark mark) {

    public AuditEntry {
        flags = List.copyOf(flags);
        changes = List.copyOf(changes);
    }

    /** {@code field}: its words are under {@code field.<field>}. */
    public record FieldChange(
            String field, @Nullable AuditValue before, @Nullable AuditValue after) {}
}
