package clinic.daybook.desk.local;

import clinic.daybook.codec.EventLevels;
import clinic.daybook.codec.Json;
import clinic.daybook.codec.RecordReader;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.sync.InvariantBroken;
import clinic.daybook.sync.PendingCommit;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The streams in memory: those last used, and every one that is not yet written. The database has
 * the others whole, with what is pending of them.
 */
final class Streams {

    /** Beyond so many, the one unused for longest goes; pinned ones stay whatever their number. */
    private static final int KEPT = 2_048;

    private static final int LOOKS = 8;

    private final Reader reader;
    private final OlderEvents older;
    private final int level;
    private final PendingBook book;
    private final LinkedHashMap<StreamId, StreamModel> models =
            new LinkedHashMap<>(KEPT, 0.75f, true);

    /** {@code level}: the events up to it can be read; see {@link EventLevels}. */
    Streams(Reader reader, OlderEvents older, int level, PendingBook book) {
        this.reader = reader;
        this.older = older;
        this.level = level;
        this.book = book;
    }

    /** A recorded event with what this program can read of it. Called on any thread. */
    StoredEvent read(RecordedEvent recorded) {
        return StoredEvent.of(recorded, level);
    }

    /** The stream, from memory or from the database. */
    StreamModel get(StreamId id) {
        StreamModel model = models.get(id);
        if (model == null) {
            evict();
            model = load(id, book, false, Long.MAX_VALUE);
            model.restore(chain(id), true);
            models.put(id, model);
        }
        return model;
    }

    /** The stream, if it is in memory. */
    @Nullable StreamModel inMemory(StreamId id) {
        return models.get(id);
    }

    /** Those in memory of which events wait for some before them. */
    List<StreamModel> withHoles() {
        return models.values().stream().filter(StreamModel::holds).toList();
    }

    /** Those of which the database may not have everything that is shown. */
    List<StreamModel> pinned() {
        return models.values().stream().filter(StreamModel::pinned).toList();
    }

    void clear() {
        models.clear();
    }

    private void evict() {
        // Each get brings one in, so that a few looks keep the number where it is. What must stay
        // goes to the end, so that it is not looked at again and again.
        for (int i = 0; i < LOOKS && models.size() >= KEPT; i++) {
            StreamModel oldest = models.firstEntry().getValue();
            models.remove(oldest.id());
            if (oldest.pinned()) {
                models.put(oldest.id(), oldest);
            }
        }
    }

    /** The pending commit with its content; {@code null}: it is pending no more. */
    @Nullable PendingCommit pending(UUID commitId) {
        PendingBook.Item item = book.get(commitId);
        return item == null ? null : outgoing(item).pending();
    }

    /** A pending commit with its content, or what it is to be read from. */
    Outgoing outgoing(PendingBook.Item item) {
        StreamModel model = models.get(item.streamId());
        return model == null
                ? Outgoing.stored(item.commitId(), body(item), item.status())
                : model.chain().stream()
                        .filter(c -> c.commitId().equals(item.commitId()))
                        .findFirst()
                        .map(Outgoing::of)
                        .orElseThrow(Streams::notThere);
    }

    private List<PendingCommit> chain(StreamId id) {
        List<PendingCommit> chain = new ArrayList<>();
        for (PendingBook.Item item : book.of(id)) {
            chain.add(PendingJson.read(body(item), item.status()));
        }
        return chain;
    }

    private String body(PendingBook.Item item) {
        return reader.first(
                        "SELECT body FROM pending WHERE commit_id = ?",
                        row -> row.getString(1),
                        item.commitId())
                .orElseThrow(Streams::notThere);
    }

    private static InvariantBroken notThere() {
        return new InvariantBroken("SY-3201", "what is known as pending has no content");
    }

    /** Folded from the events anew, with what is pending on top, to write all of its rows. */
    StreamModel anew(StreamId id) {
        StreamModel model = load(id, null, true, Long.MAX_VALUE);
        StreamModel live = models.get(id);
        model.restore(live == null ? chain(id) : live.chain(), false);
        return model;
    }

    /**
     * Folded up to a position of the feed, with these commits on top and then what else is pending,
     * to write its rows; what was confirmed of it stands there.
     */
    StreamModel upTo(StreamId id, long position, List<PendingCommit> first) {
        Set<UUID> known = new HashSet<>();
        first.forEach(c -> known.add(c.commitId()));
        List<PendingCommit> chain = new ArrayList<>(first);
        chain(id).stream().filter(c -> !known.contains(c.commitId())).forEach(chain::add);
        StreamModel model = load(id, null, false, position);
        model.restore(chain, false);
        return model;
    }

    /**
     * Folds a stream's recorded events.
     *
     * @param to where it tells what is pending; {@code null}: a copy to write rows from
     * @param asNew whether its audit rows are to be written again
     * @param upTo the position of the last event to be folded
     */
    private StreamModel load(StreamId id, @Nullable PendingBook to, boolean asNew, long upTo) {
        StreamModel model = new StreamModel(id, to);
        reader.list(
                "SELECT e.version, e.envelope, p.fields, p.salt FROM event e LEFT JOIN"
                        + " personal p ON p.event_id = e.event_id WHERE e.stream = ?"
                        + " AND e.position <= ? ORDER BY e.version",
                row -> {
                    Optional<RecordedEvent> recorded =
                            read(row.getString(2), row.getString(3), row.getString(4));
                    long version = row.getLong(1);
                    if (older.coming() && version > model.confirmed().version() + 1) {
                        // What comes before it is still to come.
                        model.hold(version, recorded.map(this::read));
                    } else if (recorded.isPresent()) {
                        model.append(read(recorded.get()), asNew);
                    } else {
                        model.appendUnreadable(version);
                    }
                    return model;
                },
                id,
                upTo);
        return model;
    }

    private static Optional<RecordedEvent> read(
            String envelope, @Nullable String fields, @Nullable String salt) {
        try {
            JsonNode node = Json.mapper().readTree(envelope);
            if (fields != null && node instanceof ObjectNode object) {
                object.set("personal", Json.mapper().readTree(fields));
                if (salt != null) {
                    object.put("salt", salt);
                }
            }
            // What was kept although it could not be read then may be readable now, or still not.
            return RecordReader.read(node, RecordedEvent.class)
                    .map(Optional::of, problem -> Optional.empty());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
