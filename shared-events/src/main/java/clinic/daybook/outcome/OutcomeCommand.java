package clinic.daybook.outcome;

import clinic.daybook.event.Command;
import clinic.daybook.event.StreamId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a desk writes down of its own changes. */
public sealed interface OutcomeCommand extends Command {

    /** What became of a change that was decided again. */
    enum Kind {
        ADJUSTED,
        NEEDS_PERSON,
        REDONE,
        LET_GO
    }

    /** See {@link OutcomeEvent.AboutChange} for the fields. */
    record Report(
            Kind kind,
            UUID commitId,
            @Nullable UUID intentId,
            StreamId streamId,
            String changeType,
            long basis,
            long decidedOn,
            String code)
            implements OutcomeCommand {}

    record CallBack(UUID commitId) implements OutcomeCommand {}
}
