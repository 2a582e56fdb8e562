package clinic.daybook.desk.local;

import clinic.daybook.codec.EventLevels;
import clinic.daybook.desk.model.SyncMark;
import clinic.daybook.event.StreamId;
import clinic.daybook.sync.PendingCommit;
import clinic.daybook.sync.PendingCommit.Status;
import clinic.daybook.sync.Replayed;
import clinic.daybook.sync.SendQueue;
import clinic.daybook.sync.SyncInput;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is pending at this desk, without its content: found by commit, by stream and by intent, each
 * without looking at the others, so that a desk works with thousands as it does with one. The
 * content stands in the database and, while somebody needs it, in a {@link StreamModel}. How far
 * the server has taken a change is known here first. Of the engine's thread.
 */
final class PendingBook {

    /**
     * A pending commit.
     *
     * @param order as in {@link PendingCommit}
     * @param bytes about how long it is on the wire, rather more than less
     * @param replay whether it brings again what a restored server lacks
     * @param level the level of events that writing it takes; 0: not looked at yet
     */
    record Item(
            UUID commitId,
            StreamId streamId,
            @Nullable UUID intentId,
            long order,
            int bytes,
            boolean replay,
            int level,
            Status status) {

        Item at(Status next) {
            return new Item(commitId, streamId, intentId, order, bytes, replay, level, next);
        }

        Item sized(int newBytes) {
            return new Item(commitId, streamId, intentId, order, newBytes, replay, level, status);
        }

        private boolean held() {
            return status instanceof Status.Held;
        }

        SyncInput.Ready ready() {
            return new SyncInput.Ready(commitId, streamId, bytes, intentId);
        }
    }

    /** What an event has on the wire beside its data: instants, actor, reason; and some room. */
    private static final int EVENT_BYTES = 256;

    private static final String SELECT =
            "SELECT commit_id, stream, json_extract(body, '$.intentId'), ord,"
                    + " length(CAST(body AS BLOB)) + "
                    + EVENT_BYTES
                    + " * json_array_length(body, '$.events'), json_extract(body, '$.command.type'),"
                    + " acknowledged FROM pending ORDER BY ord";

    private final Map<UUID, Item> byCommit = new HashMap<>();
    private final Map<StreamId, NavigableMap<Long, Item>> byStream = new HashMap<>();
    private final Map<UUID, Set<UUID>> byIntent = new HashMap<>();
    private final NavigableMap<Long, Item> toSend = new TreeMap<>();
    private final NavigableMap<Long, Item> replays = new TreeMap<>();
    private final Map<StreamId, Integer> heldStreams = new HashMap<>();
    private final Set<StreamId> heldBack = new HashSet<>();
    private int unsent;
    private long checksum;

    /**
     * Reads what is durable. What was not known to be taken may have been sent before, so that its
     * outcome counts as unknown, and its stream may have moved.
     *
     * @param unreadable streams on which nothing can be decided
     * @param holdReplays whether a person has to let replays go first, and what is behind them,
     *     which has never been sent either
     */
    void load(Reader reader, Set<StreamId> unreadable, boolean holdReplays) {
        byCommit.clear();
        byStream.clear();
        byIntent.clear();
        toSend.clear();
        heldBack.clear();
        unsent = 0;
        checksum = 0;
        replays.clear();
        heldStreams.clear();
        for (Item item : reader.list(SELECT, PendingBook::read)) {
            put(item.at(loaded(item, unreadable, holdReplays)));
            heldBack.add(item.streamId());
        }
    }

    private Status loaded(Item item, Set<StreamId> unreadable, boolean holdReplays) {
        if (item.status().onServer()) {
            return item.status();
        }
        if (item.replay() && holdReplays) {
            return new Status.Held();
        }
        if (unreadable.contains(item.streamId())) {
            return new Status.AwaitsUpdate();
        }
        return heldStreams.containsKey(item.streamId()) ? new Status.Queued() : item.status();
    }

    private static Item read(ResultSet row) throws SQLException {
        String intent = row.getString(3);
        long order = row.getLong(4);
        int bytes = row.getInt(5);
        boolean replay = Replayed.TYPE.equals(row.getString(6));
        long version = row.getLong(7);
        Status status =
                row.wasNull() ? new Status.UnknownOutcome() : new Status.Acknowledged(version);
        return new Item(
                UUID.fromString(row.getString(1)),
                StreamId.parse(row.getString(2)),
                intent == null ? null : UUID.fromString(intent),
                order,
                bytes,
                replay,
                0,
                status);
    }

    /** A commit as it is now; its length stays what it was until {@link #sized}. */
    void put(PendingCommit c) {
        Item before = byCommit.get(c.commitId());
        put(
                new Item(
                        c.commitId(),
                        c.streamId(),
                        c.intentId(),
                        c.order(),
                        before == null ? 0 : before.bytes(),
                        c.command() instanceof Replayed,
                        level(c),
                        c.status()));
    }

    private static int level(PendingCommit c) {
        return c.events().stream()
                .filter(e -> !(e.event() instanceof Unreadable))
                .mapToInt(e -> EventLevels.known().of(e.event()))
                .max()
                .orElse(1);
    }

    /** The length of a commit as it was just written. */
    void sized(UUID commitId, String body, int events) {
        Item item = byCommit.get(commitId);
        if (item != null) {
            int bytes = body.getBytes(StandardCharsets.UTF_8).length;
            put(item.sized(bytes + EVENT_BYTES * events));
        }
    }

    void put(Item item) {
        Item before = byCommit.put(item.commitId(), item);
        if (before == null) {
            if (item.intentId() != null) {
                byIntent.computeIfAbsent(item.intentId(), i -> new LinkedHashSet<>())
                        .add(item.commitId());
            }
        } else {
            uncount(before);
        }
        byStream.computeIfAbsent(item.streamId(), s -> new TreeMap<>()).put(item.order(), item);
        if (!item.status().onServer()) {
            unsent++;
        }
        if (item.replay()) {
            replays.put(item.order(), item);
        }
        if (item.held()) {
            heldStreams.merge(item.streamId(), 1, Integer::sum);
        }
        boolean wasHeld = before != null && before.held();
        if (wasHeld != item.held()) {
            heldAnew(item.streamId());
        } else if (mayGo(item)) {
            send(item);
        }
    }

    private void send(Item item) {
        if (toSend.put(item.order(), item) == null) {
            checksum += SendQueue.checksumOf(item.commitId());
        }
    }

    private void sendNot(Item item) {
        if (toSend.remove(item.order()) != null) {
            checksum -= SendQueue.checksumOf(item.commitId());
        }
    }

    /** What is held back in a stream has changed, and with it what is behind. */
    private void heldAnew(StreamId stream) {
        for (Item item : of(stream)) {
            if (mayGo(item)) {
                send(item);
            } else {
                sendNot(item);
            }
        }
    }

    /** Whether the sync is to send it, now or later: nothing before it waits for a person. */
    boolean mayGo(Item item) {
        boolean free =
                !item.held()
                        && !item.status().onServer()
                        && !(item.status() instanceof Status.AwaitsUpdate);
        return free
                && (!heldStreams.containsKey(item.streamId())
                        || of(item.streamId()).stream()
                                .takeWhile(i -> i.order() < item.order())
                                .noneMatch(Item::held));
    }

    /** A newer program can read this stream: what waited for it is sent to learn its outcome. */
    void readable(StreamId stream) {
        for (Item item : List.copyOf(of(stream))) {
            if (item.status() instanceof Status.AwaitsUpdate) {
                put(item.at(new Status.UnknownOutcome()));
            }
        }
    }

    private void uncount(Item item) {
        if (!item.status().onServer()) {
            unsent--;
        }
        if (item.replay()) {
            replays.remove(item.order());
        }
        if (item.held()) {
            heldStreams.computeIfPresent(item.streamId(), (s, n) -> n == 1 ? null : n - 1);
        }
        sendNot(item);
    }

    void remove(UUID commitId) {
        Item item = byCommit.remove(commitId);
        if (item == null) {
            return;
        }
        uncount(item);
        NavigableMap<Long, Item> chain = byStream.get(item.streamId());
        if (chain != null) {
            chain.remove(item.order());
            if (chain.isEmpty()) {
                byStream.remove(item.streamId());
                heldBack.remove(item.streamId());
            } else if (item.held()) {
                heldAnew(item.streamId());
            }
        }
        Set<UUID> parts = item.intentId() == null ? null : byIntent.get(item.intentId());
        if (parts != null) {
            parts.remove(commitId);
            if (parts.isEmpty()) {
                byIntent.remove(item.intentId());
            }
        }
    }

    @Nullable Item get(UUID commitId) {
        return byCommit.get(commitId);
    }

    /** What brings again what a restored server lacks, in the old order. */
    Collection<Item> replays() {
        return List.copyOf(replays.values());
    }

    /** What is pending of a stream, in the order decided. */
    Collection<Item> of(StreamId stream) {
        NavigableMap<Long, Item> chain = byStream.get(stream);
        return chain == null ? List.of() : chain.values();
    }

    /** What is pending of an intent. */
    List<Item> ofIntent(UUID intent) {
        return byIntent.getOrDefault(intent, Set.of()).stream().map(byCommit::get).toList();
    }

    /** Intents of which something is pending. */
    Set<UUID> intents() {
        return byIntent.keySet();
    }

    Set<StreamId> streams() {
        return byStream.keySet();
    }

    /** What the sync is to send, in the order decided. */
    List<SyncInput.Ready> toSend() {
        return toSend.values().stream().map(Item::ready).toList();
    }

    /** How many of them there are. */
    int toSendCount() {
        return toSend.size();
    }

    /** The sum over them as in {@link SendQueue#checksum}. */
    long checksum() {
        return checksum;
    }

    /** Changes that are not known to be on the server. */
    int unsent() {
        return unsent;
    }

    /** Of these, those that no person has to let go first. */
    int unsentFreely() {
        return unsent - replaysHeld();
    }

    private int replaysHeld() {
        return heldStreams.values().stream().mapToInt(Integer::intValue).sum();
    }

    /**
     * What the sync has to know of a stream as it is now.
     *
     * @param above whether other desks could not read it yet: then nothing of the stream is sent
     */
    SyncInput.Settled settled(StreamId stream, Predicate<Item> above) {
        Collection<Item> items = of(stream);
        return new SyncInput.Settled(
                stream,
                items.stream().noneMatch(i -> i.status() instanceof Status.Parked || above.test(i)),
                items.stream().filter(this::mayGo).map(Item::ready).toList());
    }

    /** Deciding a stream again had to wait for an outcome; see {@link #decideAgain}. */
    void heldBack(StreamId stream) {
        if (byStream.containsKey(stream)) {
            heldBack.add(stream);
        }
    }

    void decided(StreamId stream) {
        heldBack.remove(stream);
    }

    /** Whether a stream is to be decided again, now that some outcomes of it are known. */
    boolean decideAgain(StreamId stream) {
        boolean wanted = heldBack.contains(stream);
        boolean free = false;
        for (Item item : of(stream)) {
            if (item.status().outcomeAwaited()) {
                return false;
            }
            wanted |= item.status() instanceof Status.Parked;
            free |= !item.status().onServer();
        }
        return wanted && free;
    }

    /** The mark of the least far change of a stream that is durable as it is. */
    SyncMark mark(StreamId stream) {
        SyncMark mark = SyncMark.ON_SERVER;
        for (Item item : of(stream)) {
            if (item.status() instanceof Status.AwaitsUpdate) {
                return SyncMark.AWAITS_UPDATE;
            }
            if (!item.status().onServer()) {
                mark = SyncMark.SAVED_HERE;
            }
        }
        return mark;
    }
}
