package clinic.daybook.outcome;

import clinic.daybook.event.Event;
import clinic.daybook.event.StreamId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a desk's changes, written to the desk's own stream so that a manager sees it at
 * every desk.
 */
public sealed interface OutcomeEvent extends Event {

    /**
     * The change that this is about.
     *
     * @param streamId the stream that it was meant for
     * @param commandType the command's type, for example {@code CheckIn}
     * @param basis the stream's version when the person decided
     * @param decidedOn the version on which it was decided again
     * @param code why: the refusal's code or the remark
     */
    sealed interface AboutChange extends OutcomeEvent
            permits ChangeAdjusted, ChangeNeedsPerson, ChangeRedone, ChangeLetGo {
        UUID commitId();

        @Nullable UUID intentId();

        StreamId streamId();
    }

    record ChangeAdjusted(
            UUID commitId,
            @Nullable UUID intentId,
            StreamId streamId,
            String type,
            long basis,
            long decidedOn,
            String code)
            implements AboutChange {}

    record ChangeNeedsPerson(
            UUID commitId,
            @Nullable UUID intentId,
            StreamId streamId,
            String type,
            long basis,
            long decidedOn,
            String code)
            implements AboutChange {}

    record ChangeRedone(
            UUID commitId,
            @Nullable UUID intentId,
            StreamId streamId,
            String type,
            long basis,
            long decidedOn,
            String code)
            implements AboutChange {}

    record ChangeLetGo(
            UUID commitId,
            @Nullable UUID intentId,
            StreamId streamId,
            String type,
            long basis,
            long decidedOn,
            String code)
            implements AboutChange {}

    record PromiseCalledBack(UUID commitId) implements OutcomeEvent {}
}
