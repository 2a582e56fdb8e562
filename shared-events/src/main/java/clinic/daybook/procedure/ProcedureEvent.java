package clinic.daybook.procedure;

import clinic.daybook.event.Event;
import org.jspecify.annotations.Nullable;

/** The facts of one entry of the menu. Prices in whole units of the currency. */
public sealed interface ProcedureEvent extends Event {

    /** {@code bufferMinutes}: how long the room needs afterwards. */
    record ProcedureDefined(
            String name,
            int minutes,
            long price,
            ProcedureKind kind,
            @Nullable Integer bufferMinutes)
            implements ProcedureEvent {}

    /** The entry as it is from now on, whole. */
    record ProcedureChanged(
            String name,
            int minutes,
            long price,
            ProcedureKind kind,
            @Nullable Integer bufferMinutes,
            @Nullable Values previous)
            implements ProcedureEvent {

        /** The entry as the person saw it. */
        public record Values(
                String name,
                int minutes,
                long price,
                ProcedureKind kind,
                @Nullable Integer bufferMinutes) {}
    }

    record ProcedureRetired() implements ProcedureEvent {}
}
