package clinic.daybook.procedure;

import clinic.daybook.event.Command;
import org.jspecify.annotations.Nullable;

/** What managers do with the menu. */
public sealed interface ProcedureCommand extends Command {

    record Define(
            String name,
            int minutes,
            long price,
            ProcedureKind kind,
            @Nullable Integer bufferMinutes)
            implements ProcedureCommand {}

    record Change(
            String name,
            int minutes,
            long price,
            ProcedureKind kind,
            @Nullable Integer bufferMinutes,
            ProcedureEvent.ProcedureChanged.Values seen)
            implements ProcedureCommand {}

    record Retire() implements ProcedureCommand {}
}
