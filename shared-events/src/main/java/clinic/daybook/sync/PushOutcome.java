package clinic.daybook.sync;

import clinic.daybook.event.Refusal;
import java.util.UUID;

/** What an answer of the server means for one pending commit. */
public sealed interface PushOutcome {

    UUID commitId();

    /** Taken; {@code version}: the stream's after it. */
    record Taken(UUID commitId, long version) implements PushOutcome {}

    /** The server holds other content under its id: what the feed brings counts. */
    record Superseded(UUID commitId) implements PushOutcome {}

    /** Known not to have been taken; is sent again later, as it is or decided again. */
    record NotTaken(UUID commitId) implements PushOutcome {}

    /** Not taken: the stream has moved. Decided again once the feed has reached this version. */
    record Moved(UUID commitId, long untilVersion) implements PushOutcome {}

    /** Not taken, and sending it again would not help. */
    record Refused(UUID commitId, Refusal refusal) implements PushOutcome {}

    /** Sent, and no answer came: it may have been taken. */
    record Unknown(UUID commitId) implements PushOutcome {}
}
