package clinic.daybook.protocol;

import clinic.daybook.event.StreamId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Events of one stream that are stored together or not at all.
 *
 * @param commitId names the person's intention; survives deciding again
 * @param intentId joins commits of several streams that a person meant as one
 * @param expectedVersion of the stream before the first event; 0 for a new stream
 * @param basis the stream's version that the person saw
 * @param basisPosition the position that the desk had applied when the person decided
 * @param session the staff session that a manager's event wants
 * @param outcome how it was decided again, if it was: {@code unchanged} or {@code adjusted}
 */
public record Commit(
        UUID commitId,
        @Nullable UUID intentId,
        StreamId streamId,
        long expectedVersion,
        @Nullable Long basis,
        @Nullable Long basisPosition,
        @Nullable String session,
        @Nullable String outcome,
        List<CommitEvent> events) {}
