package clinic.daybook.server.commit;

import clinic.daybook.codec.EventCodec.Decoded;
import clinic.daybook.event.Event;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.Commit;
import clinic.daybook.protocol.CommitEvent;
import clinic.daybook.protocol.CommitResult.Rejected;
import clinic.daybook.server.store.ContentHash;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A commit as far as it could be read. The ids are known also of one whose form is wrong, because
 * they are looked at first.
 *
 * @param commitId {@code null} when it is no UUID
 * @param streamId {@code null} when it is no stream id
 * @param content {@code null} when what the commit says has no canonical form
 * @param eventIds those that are UUIDs
 */
record Submitted(
        @Nullable UUID commitId,
        @Nullable StreamId streamId,
        @Nullable ContentHash content,
        Set<UUID> eventIds,
        Form form) {

    /** Whether the commit is well-formed. */
    sealed interface Form {}

    /** It is; the events in their order. */
    record Good(Commit commit, ContentHash content, List<SubmittedEvent> events) implements Form {}

    /** It is not. */
    record Bad(Rejected why) implements Form {}

    /**
     * An event of a well-formed commit.
     *
     * @param data as it came, fields unknown to this version included
     * @param json the data's compact form
     * @param decoded known or unknown, never malformed
     */
    record SubmittedEvent(CommitEvent envelope, ObjectNode data, String json, Decoded decoded) {

        /** The event, if this version knows it. */
        @Nullable Event event() {
            return switch (decoded) {
                case Decoded.Known known -> known.event();
                case Decoded.Unknown _, Decoded.Malformed _ -> null;
            };
        }
    }
}
