package clinic.daybook.desk.model;

import clinic.daybook.event.Command;
import clinic.daybook.event.Refusal;
import clinic.daybook.event.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change that could not be taken as it was meant, kept until a person redoes it, keeps things as
 * they are or lets it go.
 *
 * @param customer whom it concerns; {@code null}: unknown here, or nobody
 * @param command what was meant
 * @param decidedAt when the person decided it
 * @param basis the stream's version that the person saw
 * @param reasonCode with which it was decided
 * @param personal what was typed in with it that says who somebody is, by wire name
 * @param since what happened after that version, oldest first
 * @param intentId joins it with what was meant as one with it; {@code null}: it stands alone
 * @param toReverse whether it got through alone: the rest of its intent did not, and a person has
 *     answered that before this was known
 * @param others the other parts of the same question: an answer is one for all of them
 */
public record AttentionItem(
        UUID commitId,
        StreamId streamId,
        @Nullable CustomerItem customer,
        String customerName,
        Command command,
        Refusal refusal,
        StreamId staffId,
        String staffName,
        Instant decidedAt,
        long basis,
        @Nullable String reasonCode,
        Map<String, String> personal,
        List<AuditEntry> since,
        @Nullable UUID intentId,
        boolean toReverse,
        List<Part> others) {

    /** The refusal's detail that names the command of the refused change that this one built on. */
    public static final String FOLLOWS = "follows";

    public AttentionItem {
        personal = Map.copyOf(personal);
        since = List.copyOf(since);
        others = List.copyOf(others);
    }

    /** A change that is meant as one with nothing else, and of which nothing personal is kept. */
    public AttentionItem(
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
        this(
                commitId,
                streamId,
                null,
                customerName,
                command,
                refusal,
                staffId,
                staffName,
                decidedAt,
                basis,
                null,
                Map.of(),
                since,
                null,
                false,
                List.of());
    }

    /**
     * Another change that was meant as one with it.
     *
     * @param refusal why it waits too
     * @param toReverse whether it got through: it has to be reversed where the rest is let go
     */
    public record Part(
            UUID commitId,
            StreamId streamId,
            Command command,
            Refusal refusal,
            boolean toReverse) {}

    /** Tells which it is, and nothing of what somebody typed in: this text may reach a log. */
    @Override
    public String toString() {
        return "AttentionItem[" + commitId + "]";
    }
}
