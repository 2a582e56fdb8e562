package clinic.daybook.outcome;

import clinic.daybook.event.Event;
import clinic.daybook.event.StreamId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a desk's changes, written to the desk's own stream so that a manager sees it at
 * every desk.
 */
public sealed interface OutcomeEvent extends Event {

    /** The code of a {@link ChangeUnchanged}: what was meant had been done by somebody else. */
    String ALREADY_SO = "already-so";

    /** The code of a {@link ChangeLetGo} whose change was not withdrawn but found settled. */
    String KEPT_AS_IS = "kept-as-is";

    /**
     * The change that this is about.
     *
     * <p>{@code streamId}: the stream that it was meant for. {@code type}: the command's type, for
     * example {@code CheckIn}. {@code basis}: the stream's version when the person decided. {@code
     * decidedOn}: the version on which it was decided again. {@code code}: why, the refusal's code,
     * the remark or the reason. {@code decidedAt}: when the person decided, by the server's clock.
     * {@code meant}: what they decided; left out where it cannot be told without personal data.
     */
    sealed interface AboutChange extends OutcomeEvent
            permits ChangeAdjusted, ChangeUnchanged, ChangeNeedsPerson, ChangeRedone, ChangeLetGo {
        UUID commitId();

        @Nullable UUID intentId();

        StreamId streamId();

        String type();

        long basis();

        long decidedOn();

        String code();
    }

    /** It was recorded, but not quite as the person had seen it. */
    record ChangeAdjusted(
            UUID commitId,
            @Nullable UUID intentId,
            StreamId streamId,
            String type,
            long basis,
            long decidedOn,
            String code,
            @Nullable Instant decidedAt,
            @Nullable Meant meant)
            implements AboutChange {}

    /** What was meant was so already: nothing was recorded, and nothing is missing. */
    record ChangeUnchanged(
            UUID commitId,
            @Nullable UUID intentId,
            StreamId streamId,
            String type,
            long basis,
            long decidedOn,
            String code,
            @Nullable Instant decidedAt,
            @Nullable Meant meant)
            implements AboutChange {}

    /**
     * It could not be recorded; a person at that desk decides.
     *
     * @param promise what a customer had been told by it; {@code null}: nothing
     */
    record ChangeNeedsPerson(
            UUID commitId,
            @Nullable UUID intentId,
            StreamId streamId,
            String type,
            long basis,
            long decidedOn,
            String code,
            @Nullable Instant decidedAt,
            @Nullable Meant meant,
            @Nullable Promise promise)
            implements AboutChange {}

    /**
     * A person did it after all.
     *
     * @param redoneAs the commit that does it; {@code null}: it was found to be so already
     */
    record ChangeRedone(
            UUID commitId,
            @Nullable UUID intentId,
            StreamId streamId,
            String type,
            long basis,
            long decidedOn,
            String code,
            @Nullable UUID redoneAs)
            implements AboutChange {}

    /** A person withdrew it, or left things as they are ({@link #KEPT_AS_IS}). */
    record ChangeLetGo(
            UUID commitId,
            @Nullable UUID intentId,
            StreamId streamId,
            String type,
            long basis,
            long decidedOn,
            String code)
            implements AboutChange {}

    /** The customer who had been promised something by this change knows by now. */
    record PromiseCalledBack(UUID commitId) implements OutcomeEvent {}
}
