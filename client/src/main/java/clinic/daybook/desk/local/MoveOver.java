package clinic.daybook.desk.local;

import clinic.daybook.codec.Json;
import clinic.daybook.codec.RecordReader;
import clinic.daybook.event.Personal;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.CommitEvent;
import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.protocol.StoreInfo;
import clinic.daybook.sync.PendingCommit;
import clinic.daybook.sync.PendingCommit.PendingEvent;
import clinic.daybook.sync.PendingCommit.Status;
import clinic.daybook.sync.Replayed;
import clinic.daybook.sync.SealedPersonal;
import clinic.daybook.sync.StoreComparison.Result.Parted;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Moves the desk over to a restored store. Up to where the two parted both hold the same; what the
 * desk holds beyond becomes a list of changes that the server lacks, put before everything else
 * that is pending of their streams. All of it is one transaction: before it the desk stands at the
 * old store, after it at the new one.
 */
final class MoveOver {

    private final DeskState desk;
    private final Reader reader;

    MoveOver(DeskState desk, Reader reader) {
        this.desk = desk;
        this.reader = reader;
    }

    /** The events of one commit as the old store had recorded them. */
    private static final class Lost {
        private final RecordedEvent first;
        private final List<CommitEvent> events = new ArrayList<>();

        Lost(RecordedEvent first) {
            this.first = first;
        }
    }

    /** What to write; everything that was pending must be durable by now. */
    void write(StoreInfo there, Parted parted, Unit unit) {
        DeskMeta meta = desk.meta();
        long position = Math.min(meta.position(), parted.position());
        Map<UUID, Lost> lost = lost(position, unit);
        List<PendingCommit> replays = replays(lost);
        replays.forEach(replay -> {
            unit.replace(replay);
            // What the restored store lacks has not come back, whatever the old one said of it.
            unit.write(
                    Write.of(
                            "DELETE FROM settled WHERE commit_id = ? AND outcome = 'confirmed'",
                            replay.commitId()));
        });
        Map<StreamId, List<PendingCommit>> byStream = new LinkedHashMap<>();
        reader.list(
                        "SELECT DISTINCT stream FROM event WHERE position > ?",
                        row -> StreamId.parse(row.getString(1)),
                        position)
                .forEach(id -> byStream.put(id, new ArrayList<>()));
        replays.forEach(r -> byStream.computeIfAbsent(r.streamId(), _ -> new ArrayList<>()).add(r));
        unit.write(
                Write.of(
                        "DELETE FROM personal WHERE event_id IN"
                                + " (SELECT event_id FROM event WHERE position > ?)",
                        position));
        unit.write(Write.of("DELETE FROM event WHERE position > ?", position));
        // The restored store may never have seen what the other one had taken.
        unit.write(Write.of("UPDATE pending SET acknowledged = NULL"));
        unit.write(meta.set("storeId", there.storeId()));
        unit.write(meta.ancestors(there.ancestors()));
        unit.write(meta.position(position));
        desk.older().endAt(position, unit);
        boolean lacking = !replays.isEmpty() || !desk.pending().replays().isEmpty();
        unit.write(
                lacking
                        ? meta.replay(
                                new ReplayState(
                                        false,
                                        parted.position(),
                                        parted.backedUpAt(),
                                        parted.restoredAt()))
                        : meta.noReplay());
        byStream.forEach((id, chain) -> project(id, position, chain, unit));
    }

    private Map<UUID, Lost> lost(long after, Unit unit) {
        Map<UUID, Lost> lost = new LinkedHashMap<>();
        reader.list(
                "SELECT e.envelope, p.fields, p.salt FROM event e"
                        + " LEFT JOIN personal p ON p.event_id = e.event_id"
                        + " WHERE e.position > ? ORDER BY e.position",
                row -> {
                    String envelope = row.getString(1);
                    ObjectNode node = node(envelope, row.getString(2), row.getString(3));
                    RecordedEvent recorded =
                            node == null
                                    ? null
                                    : RecordReader.read(node, RecordedEvent.class).value();
                    CommitEvent event =
                            node == null
                                    ? null
                                    : RecordReader.read(node, CommitEvent.class).value();
                    if (recorded == null || event == null) {
                        // No program of this version can send it; its text is kept.
                        unit.write(
                                Write.of(
                                        "INSERT INTO unreadable (after_position, line)"
                                                + " VALUES (?, ?)",
                                        after,
                                        envelope));
                    } else {
                        lost.computeIfAbsent(recorded.commitId(), _ -> new Lost(recorded))
                                .events
                                .add(event);
                    }
                    return after;
                },
                after);
        return lost;
    }

    private static @Nullable ObjectNode node(
            String envelope, @Nullable String fields, @Nullable String salt) {
        try {
            if (!(Json.mapper().readTree(envelope) instanceof ObjectNode node)) {
                return null;
            }
            if (fields != null) {
                node.set("personal", Json.mapper().readTree(fields));
                node.put("salt", salt);
            }
            return node;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private List<PendingCommit> replays(Map<UUID, Lost> lost) {
        Map<StreamId, UUID> lastPins = lastPins(lost);
        // Before everything that is pending, and among themselves in the order of the old store.
        long order = desk.firstOrder() - lost.size();
        List<PendingCommit> replays = new ArrayList<>();
        for (Lost commit : lost.values()) {
            PendingCommit rest = desk.streams().pending(commit.first.commitId());
            if (rest != null) {
                // The feed had brought only a part of it.
                commit.events.addAll(CommitWriter.wire(rest).events());
            }
            RecordedEvent first = commit.first;
            boolean pin = first.commitId().equals(lastPins.get(first.streamId()));
            replays.add(replay(commit, order++, pin ? verifier(first.streamId()) : null));
        }
        return replays;
    }

    /** The commits that set the PINs which the verifiers here belong to. */
    private static Map<StreamId, UUID> lastPins(Map<UUID, Lost> lost) {
        Map<StreamId, UUID> last = new HashMap<>();
        lost.forEach((id, commit) -> {
            if (commit.events.stream().anyMatch(e -> e.type().equals("StaffPinChanged"))) {
                last.put(commit.first.streamId(), id);
            }
        });
        return last;
    }

    private @Nullable String verifier(StreamId staff) {
        return reader.first(
                        "SELECT verifier FROM verifier WHERE staff = ?",
                        row -> row.getString(1),
                        staff)
                .orElse(null);
    }

    private PendingCommit replay(Lost commit, long order, @Nullable String verifier) {
        RecordedEvent first = commit.first;
        Replayed replayed =
                new Replayed(
                        desk.meta().storeId(),
                        first.clinicId(),
                        first.deskId(),
                        first.version(),
                        verifier,
                        commit.events);
        return new PendingCommit(
                first.commitId(),
                first.intentId(),
                first.streamId(),
                replayed,
                order,
                first.actor(),
                first.reasonCode(),
                first.basis() == null ? first.version() - 1 : first.basis(),
                0,
                first.occurredAt(),
                first.clockOffsetMs(),
                List.of(),
                first.version() - 1,
                commit.events.stream()
                        .map(e ->
                                new PendingEvent(
                                        e.eventId(),
                                        PendingJson.event(e.type(), e.schema(), e.data())))
                        .toList(),
                sealed(first),
                PendingCommit.Outcome.AS_DECIDED,
                new Status.Queued());
    }

    private static @Nullable SealedPersonal sealed(RecordedEvent event) {
        return event.personal() == null
                        || event.subject() == null
                        || event.salt() == null
                        || event.commitment() == null
                ? null
                : new SealedPersonal(
                        new Personal(event.subject(), event.personal()),
                        event.salt(),
                        event.commitment());
    }

    /**
     * The stream's rows as they are with what is confirmed up to the position and then the rest.
     */
    private void project(StreamId id, long position, List<PendingCommit> replays, Unit unit) {
        StreamModel model = desk.streams().upTo(id, position, replays);
        unit.write(Write.of("DELETE FROM audit WHERE stream = ? AND position > ?", id, position));
        Projections.writes(model).forEach(unit::write);
    }
}
