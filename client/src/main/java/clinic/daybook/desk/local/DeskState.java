package clinic.daybook.desk.local;

import clinic.daybook.codec.EventLevels;
import clinic.daybook.desk.model.SyncMark;
import clinic.daybook.event.StreamId;
import clinic.daybook.sync.PendingCommit;
import clinic.daybook.sync.SyncInput;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the engine's thread holds in memory; all of it can be read again from the database. */
final class DeskState {

    private final Reader reader;
    private final int level;
    private final ServerTime serverTime;
    private final Submission submission;
    private final DeskMeta meta = new DeskMeta();
    private final OlderEvents older = new OlderEvents(meta);
    private final PendingBook pending = new PendingBook();
    private final Streams streams;
    private final AttentionBook attention = new AttentionBook();
    private final OutcomeBook outcomes = new OutcomeBook();
    private final ReferenceBook reference = new ReferenceBook();
    private final IntentBook intents;
    private final StaffSessions sessions = new StaffSessions();
    private long lastOrder;

    DeskState(Reader reader, Submission submission, int level, ServerTime serverTime) {
        this.reader = reader;
        this.level = level;
        this.serverTime = serverTime;
        this.submission = submission;
        this.streams = new Streams(reader, older, level, pending);
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
        pending.load(reader, unreadable(), Replays.heldBack(meta.replay()));
        intents.load(pending.intents());
        // What this desk tells of its changes is in no table before the server has it.
        pending.streams().stream()
                .filter(id -> id.is("desk"))
                .toList()
                .forEach(id -> outcomes.put(id, streams.get(id).outcomes()));
    }

    /** Streams that hold an event which the program could not read when it came. */
    Set<StreamId> unreadable() {
        return Set.copyOf(
                reader.list(
                        "SELECT stream FROM unreadable_stream",
                        row -> StreamId.parse(row.getString(1))));
    }

    /**
     * Streams that hold what only programs above a level know: types that those below it could not
     * read, and fields that they did not see.
     */
    Set<StreamId> knownSince(int before) {
        List<String> types =
                EventLevels.known().later().entrySet().stream()
                        .filter(e -> e.getValue() > before && e.getValue() <= level)
                        .map(e -> "\"" + e.getKey().substring(0, e.getKey().indexOf('.')) + "\"")
                        .distinct()
                        .toList();
        if (types.isEmpty()) {
            return Set.of();
        }
        String any =
                types.stream()
                        .map(_ -> "instr(envelope, ?) > 0")
                        .collect(Collectors.joining(" OR "));
        return Set.copyOf(
                reader.list(
                        "SELECT DISTINCT stream FROM event WHERE " + any,
                        row -> StreamId.parse(row.getString(1)),
                        types.toArray()));
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

    /** What the server opened for who signed in here. */
    StaffSessions sessions() {
        return sessions;
    }

    PendingBook pending() {
        return pending;
    }

    /** What the sync has to know of a stream's pending changes as they are now. */
    SyncInput.Settled settled(StreamId stream) {
        int may = writeLevel();
        // At the highest level nothing can be above it, and nothing has to be looked at.
        return pending.settled(
                stream, i -> may < level && !i.status().onServer() && levelOf(i) > may);
    }

    /** The streams that hold what not every program can read. */
    Set<StreamId> streamsAboveFirstLevel() {
        Set<StreamId> above = new LinkedHashSet<>();
        for (StreamId stream : List.copyOf(pending.streams())) {
            for (PendingBook.Item item : List.copyOf(pending.of(stream))) {
                if (!item.status().onServer() && levelOf(item) > 1) {
                    above.add(stream);
                }
            }
        }
        return above;
    }

    private int levelOf(PendingBook.Item item) {
        if (item.level() == 0) {
            PendingCommit commit = streams.pending(item.commitId());
            if (commit != null) {
                pending.put(commit);
            }
        }
        PendingBook.Item known = pending.get(item.commitId());
        return known == null ? 1 : known.level();
    }

    /** The mark of the least far change of a stream. */
    SyncMark mark(StreamId stream) {
        if (attention.concerns(stream)) {
            return SyncMark.NEEDS_YOU;
        }
        StreamModel model = streams.inMemory(stream);
        return model != null && model.unsaved() ? SyncMark.SHOWN : pending.mark(stream);
    }
}
