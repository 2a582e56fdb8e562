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
 * @param replay where it was recorded before, if it was: in a store of which a backup was restored
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
        @Nullable Replay replay,
        List<CommitEvent> events) {

    /**
     * Says of a commit that another store of the clinic had recorded it. It keeps the desk where it
     * was recorded; whether the actor may do it is judged without what the restored store has lost.
     *
     * @param storeId the store that had recorded it
     * @param clinicId the clinic that both stores are of
     * @param deskId the desk that had sent it
     * @param version of its first event there
     * @param verifier the PIN verifier that went with it; {@code null}: none did
     */
    public record Replay(
            String storeId,
            String clinicId,
            StreamId deskId,
            long version,
            @Nullable String verifier) {

        /** Without the verifier: this text may reach a log. */
        @Override
        public String toString() {
            return "Replay[" + storeId + ", " + deskId + ", version " + version + "]";
        }
    }

    /** A commit that is recorded for the first time. */
    public Commit(
            UUID commitId,
            @Nullable UUID intentId,
            StreamId streamId,
            long expectedVersion,
            @Nullable Long basis,
            @Nullable Long basisPosition,
            @Nullable String session,
            @Nullable String outcome,
            List<CommitEvent> events) {
        this(
                commitId,
                intentId,
                streamId,
                expectedVersion,
                basis,
                basisPosition,
                session,
                outcome,
                null,
                events);
    }
}
