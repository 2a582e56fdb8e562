package clinic.daybook.procedure;

import clinic.daybook.event.Event;
import clinic.daybook.reservation.Limits;
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
            implements ProcedureEvent {
        public ProcedureDefined {
            check(name, minutes, price, bufferMinutes);
        }
    }

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

        public ProcedureChanged {
            check(name, minutes, price, bufferMinutes);
        }
    }

    record ProcedureRetired() implements ProcedureEvent {}

    private static void check(
            String name, int minutes, long price, @Nullable Integer bufferMinutes) {
        Limits.text(name, "name");
        Limits.minutes(minutes);
        Limits.money(price, "price");
        if (bufferMinutes != null && (bufferMinutes < 0 || bufferMinutes > Limits.MAX_MINUTES)) {
            throw new IllegalArgumentException("bufferMinutes are 0 to " + Limits.MAX_MINUTES);
        }
    }
}
