package clinic.daybook.desk.local;

import clinic.daybook.codec.EventLevels;
import clinic.daybook.codec.Json;
import clinic.daybook.codec.RecordReader;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.sync.PendingCommit;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The streams in memory: those last used, and every one that is pending or not yet written. The
 * database has the others whole.
 */
final class Streams {

    /** Beyond so many, the one unused for longest goes; pinned ones stay whatever their number. */
    private static final int KEPT = 2_048;

    private final Reader reader;
    private final OlderEvents older;
    private final int level;
    private final LinkedHashMap<StreamId, StreamModel> models =
            new LinkedHashMap<>(KEPT, 0.75f, true);

    /** {@code level}: the events up to it can be read; see {@link EventLevels}. */
    Streams(Reader reader, OlderEvents older, int level) {
        this.reader = reader;
        this.older = older;
        this.level = level;
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
            model = load(id, false);
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

    /** Puts the pending commits of the database onto their streams. */
    void show(Collection<PendingCommit> pending) {
        Map<StreamId, List<PendingCommit>> byStream = new LinkedHashMap<>();
        for (PendingCommit commit : pending) {
            byStream.computeIfAbsent(commit.streamId(), s -> new ArrayList<>()).add(commit);
        }
        byStream.forEach((id, chain) -> get(id).show(chain));
    }

    private void evict() {
        Iterator<StreamModel> oldest = models.values().iterator();
        while (models.size() >= KEPT && oldest.hasNext()) {
            if (!oldest.next().pinned()) {
                oldest.remove();
            }
        }
    }

    /**
     * Folds a stream's recorded events.
     *
     * @param asNew whether its audit rows are to be written again
     */
    StreamModel load(StreamId id, boolean asNew) {
        return load(id, asNew, Long.MAX_VALUE);
    }

    /** The same, of what stands up to a position of the feed. */
    StreamModel load(StreamId id, boolean asNew, long upTo) {
        StreamModel model = new StreamModel(id);
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
        model.show(List.of());
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
