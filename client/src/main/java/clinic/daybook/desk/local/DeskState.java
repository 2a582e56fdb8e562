package clinic.daybook.desk.local;

import clinic.daybook.event.StreamId;
import clinic.daybook.sync.PendingCommit;
import clinic.daybook.sync.PendingCommit.Status;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the engine's thread holds in memory; all of it can be read again from the database. */
final class DeskState {

    private final Reader reader;
    private final int level;
    private final ServerTime serverTime;
    private final Submission submission;
    private final DeskMeta meta = new DeskMeta();
    private final OlderEvents older = new OlderEvents(meta);
    private final Streams streams;
    private final AttentionBook attention = new AttentionBook();
    private final OutcomeBook outcomes = new OutcomeBook();
    private final ReferenceBook reference = new ReferenceBook();
    private final IntentBook intents;
    private long lastOrder;

    DeskState(Reader reader, Submission submission, int level, ServerTime serverTime) {
        this.reader = reader;
        this.level = level;
        this.serverTime = serverTime;
        this.submission = submission;
        this.streams = new Streams(reader, older, level);
        this.intents = new IntentBook(reader);
    }

    /**
     * Reads everything again. What was not known to be taken may have been sent before, so that its
     * outcome counts as unknown.
     */
    void load() {
        meta.load(reader);
        older.load(reader);
        streams.clear();
        attention.load(reader);
        outcomes.load(reader);
        reference.clear();
        reader.list(
                "SELECT kind, body FROM reference",
                row -> {
                    Class<? extends ReferenceRow> type = ReferenceRow.typeOf(row.getString(1));
                    if (type != null) {
                        reference.put(RowJson.read(row.getString(2), type));
                    }
                    return true;
                });
        loadPins();
        lastOrder =
                reader.first(
                                "SELECT max(m) FROM (SELECT max(ord) AS m FROM pending UNION ALL"
                                        + " SELECT max(ord) FROM attention)",
                                row -> row.getLong(1))
                        .orElse(0L);
        List<PendingCommit> kept =
                reader.list(
                        "SELECT body, acknowledged FROM pending ORDER BY ord",
                        row -> {
                            long version = row.getLong(2);
                            Status status =
                                    row.wasNull()
                                            ? new Status.UnknownOutcome()
                                            : new Status.Acknowledged(version);
                            return PendingJson.read(row.getString(1), status);
                        });
        List<PendingCommit> pending = Replays.loaded(kept, meta.replay());
        streams.show(pending);
        intents.load(pending);
        streams.pinned().stream()
                .filter(model -> model.id().is("desk"))
                .forEach(model -> outcomes.put(model.id(), model.outcomes()));
    }

    void loadPins() {
        reference.pinsKnown(
                reader.list("SELECT staff FROM verifier", row -> StreamId.parse(row.getString(1))));
    }

    DeskMeta meta() {
        return meta;
    }

    /** What is still to come of the events before the desk's first board. */
    OlderEvents older() {
        return older;
    }

    Streams streams() {
        return streams;
    }

    AttentionBook attention() {
        return attention;
    }

    OutcomeBook outcomes() {
        return outcomes;
    }

    ReferenceBook reference() {
        return reference;
    }

    Submission submission() {
        return submission;
    }

    IntentBook intents() {
        return intents;
    }

    /** Whether a part of this intent was refused: no other part must stand then. */
    boolean fallen(@Nullable UUID intent) {
        return attention.refused(intent) || intents.letGo(intent);
    }

    /** What the server's clock says now. */
    ServerTime serverTime() {
        return serverTime;
    }

    /** The highest level of events that this program knows. */
    int level() {
        return level;
    }

    /** The highest level of events that may be written here. */
    int writeLevel() {
        return Math.min(level, meta.writeLevel());
    }

    /** What stands now, for a change that is decided now. */
    Submission.Moment moment() {
        return new Submission.Moment(
                ++lastOrder, meta.position(), serverTime.offsetMs(), writeLevel());
    }

    /** A number below that of everything pending. */
    long firstOrder() {
        return reader.first("SELECT min(ord) FROM pending", row -> row.getLong(1)).orElse(0L);
    }

    /** Pending, free to be sent, and not known to be on the server, in the order decided. */
    List<PendingCommit> unsent() {
        return streams.pinned().stream()
                .flatMap(Sendable::free)
                .sorted(Comparator.comparingLong(PendingCommit::order))
                .toList();
    }
}
