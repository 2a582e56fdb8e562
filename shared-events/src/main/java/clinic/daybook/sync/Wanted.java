package clinic.daybook.sync;

import clinic.daybook.event.StreamId;
import java.time.LocalDate;

/** What somebody looks at while older events are still to come: it is fetched out of turn. */
public sealed interface Wanted {

    /** One stream, whole. */
    record Stream(StreamId streamId) implements Wanted {}

    /** A clinic day's reservations and their customers, whole. */
    record Day(LocalDate day) implements Wanted {}
}
