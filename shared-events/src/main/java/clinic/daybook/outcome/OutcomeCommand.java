package clinic.daybook.outcome;

import clinic.daybook.event.Command;
import clinic.daybook.event.StreamId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a desk writes down of its own changes. */
public sealed interface OutcomeCommand extends Command {

    /** What became of a change that was decided again. */
    enum Kind {
        ADJUSTED,
        UNCHANGED,
        NEEDS_PERSON,
        REDONE,
        LET_GO
    }

    /**
     * See {@link OutcomeEvent.AboutChange} for the fields.
     *
     * @param promise of a change that needs a person
     * @param redoneAs of a change that was redone
     */
    record Report(
            Kind kind,
            UUID commitId,
            @Nullable UUID intentId,
            StreamId streamId,
            String changeType,
            long basis,
            long decidedOn,
            String code,
            @Nullable Instant decidedAt,
            @Nullable Meant meant,
            @Nullable Promise promise,
            @Nullable UUID redoneAs)
            implements OutcomeCommand {}

    /** A customer was told what became of a promise. */
    record CallBack(UUID commitId) implements OutcomeCommand {}
}
