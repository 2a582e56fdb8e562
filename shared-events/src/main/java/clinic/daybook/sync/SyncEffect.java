package clinic.daybook.sync;

import clinic.daybook.protocol.Protocol;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What the sync wants done. */
public sealed interface SyncEffect {

    /** Read a page of at most {@code limit} events after this position. */
    record FetchPage(long after, int limit) implements SyncEffect {
        /** A page of the usual size. */
        public FetchPage(long after) {
            this(after, Protocol.DEFAULT_PAGE);
        }
    }

    /** Read today's board with all that belongs to it. */
    record FetchBoard() implements SyncEffect {}

    /** Read a page of at most {@code limit} older events after this position. */
    record FetchOlder(long after, int limit) implements SyncEffect {}

    /** Read something out of turn. */
    record FetchWanted(Wanted what) implements SyncEffect {}

    /** Open the live connection after this position. */
    record OpenLive(long after) implements SyncEffect {}

    /** Close the live connection; nothing of it is to be reported any more. */
    record CloseLive() implements SyncEffect {}

    /**
     * Take over a page; report when it is durable. Pages of the feed are to be taken over in this
     * order, and so are those of older events among themselves.
     */
    record ApplyPage(long page) implements SyncEffect {}

    /** A page is not needed. */
    record DropPage(long page) implements SyncEffect {}

    /** Send these commits in one request, in this order. */
    record Push(List<UUID> commitIds) implements SyncEffect {}

    /** Take over what answers mean. */
    record ApplyOutcomes(List<PushOutcome> outcomes) implements SyncEffect {}

    /** Tell the server what is applied here. */
    record SendAck(long position) implements SyncEffect {}

    /** Report when this time has come; replaces what was asked for before. */
    record SetTimer(Instant at) implements SyncEffect {}

    /** Tell the screens. {@code since}: when it last became live or ceased to be. */
    record ReportStatus(SyncState.Link link, Instant since, long head) implements SyncEffect {}
}
