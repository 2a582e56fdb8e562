package clinic.daybook.desk.model;

import clinic.daybook.event.StreamId;
import java.time.Instant;

/** A value before or after a change, not yet put into a language. */
public sealed interface AuditValue {

    /** Shown as it stands: a name, a memo. */
    record Text(String text) implements AuditValue {}

    /** A constant with a translation, for example {@code channel.walk-in}. */
    record Word(String key) implements AuditValue {}

    /** Whole units of the clinic's currency. */
    record Money(long amount) implements AuditValue {}

    record Minutes(long minutes) implements AuditValue {}

    /** A plain number, for example a sequence number. */
    record Number(long number) implements AuditValue {}

    record At(Instant instant) implements AuditValue {}

    /**
     * Another thing of the clinic.
     *
     * @param name as this desk knows it now; empty when unknown or erased
     */
    record Reference(StreamId id, String name) implements AuditValue {}
}
