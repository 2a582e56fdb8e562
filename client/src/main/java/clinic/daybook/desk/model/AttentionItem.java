package clinic.daybook.desk.model;

import clinic.daybook.event.Command;
import clinic.daybook.event.Refusal;
import clinic.daybook.event.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A change that could not be taken as it was meant, kept until a person redoes it or lets it go.
 *
 * @param command what was meant
 * @param decidedAt when the person decided it
 * @param basis the stream's version that the person saw
 * @param since what happened after that version, oldest first
 */
public record AttentionItem(
        UUID commitId,
        StreamId streamId,
        String customerName,
        Command command,
        Refusal refusal,
        StreamId staffId,
        String staffName,
        Instant decidedAt,
        long basis,
        List<AuditEntry> since) {
    public AttentionItem {
        since = List.copyOf(since);
    }
}
