package clinic.daybook.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of one commit of a request. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "status")
@JsonSubTypes({
    @JsonSubTypes.Type(value = CommitResult.Accepted.class, name = "accepted"),
    @JsonSubTypes.Type(value = CommitResult.Conflict.class, name = "conflict"),
    @JsonSubTypes.Type(value = CommitResult.Rejected.class, name = "rejected"),
    @JsonSubTypes.Type(value = CommitResult.Skipped.class, name = "skipped")
})
public sealed interface CommitResult {

    /**
     * Durable before this answer was sent.
     *
     * @param version the stream's, after the commit
     * @param duplicate {@code true} where this commit id had been accepted before
     */
    record Accepted(long version, List<Long> positions, @Nullable Boolean duplicate)
            implements CommitResult {}

    /**
     * The stream moved on; nothing was stored. At most 100 of the newer events, for information.
     */
    record Conflict(long currentVersion, List<RecordedEvent> events) implements CommitResult {}

    /** Not taken; {@code retryable}: the same commit may be taken later. */
    record Rejected(String code, String message, @JsonProperty("retryable") boolean retryable)
            implements CommitResult {}

    /** An earlier commit of the same stream in the same request was not accepted; send again. */
    record Skipped() implements CommitResult {}

    /** Codes of {@link Rejected} and of problem documents: a stable part of the protocol. */
    final class Codes {
        public static final String MALFORMED_EVENT = "malformed-event";
        public static final String ILLEGAL_IN_STATE = "illegal-in-state";
        public static final String NOT_PERMITTED = "not-permitted";
        public static final String COMMIT_ID_REUSED = "commit-id-reused";
        public static final String EVENT_ID_REUSED = "event-id-reused";
        public static final String EVENT_TOO_LARGE = "event-too-large";
        public static final String COMMIT_TOO_LARGE = "commit-too-large";
        public static final String UNKNOWN_EVENT_TYPE = "unknown-event-type";
        public static final String UNKNOWN_ACTOR = "unknown-actor";

        private Codes() {}
    }
}
