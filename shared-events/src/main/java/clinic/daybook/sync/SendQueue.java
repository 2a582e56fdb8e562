package clinic.daybook.sync;

import clinic.daybook.event.StreamId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/**
 * The commits that are not known to be on the server. Immutable: a change gives a new queue that
 * shares all else with the old one and costs about the logarithm of the length. Found by commit and
 * by stream; the streams whose first commit may be sent now stand in an index of their own, so that
 * what has to wait costs nothing while it waits.
 */
public final class SendQueue implements Iterable<SendQueue.Entry> {

    /** What is to be done with a commit. */
    public enum Sending {
        /** May be sent. */
        READY,
        /** May have been taken: is sent as it is, and its stream is decided again only then. */
        UNKNOWN,
        /** Its stream has moved: waits until it is decided again. */
        WAITING
    }

    /**
     * A commit in the queue.
     *
     * @param place of two commits, the one that is sent first has the lower
     * @param bytes about how long it is on the wire
     * @param notBefore the server asked for patience
     * @param refusals how often the server asked for it
     * @param moved whether the feed has touched its stream since it was sent
     * @param behind whether an earlier part of its intent is in the queue, for which it waits
     */
    public record Entry(
            UUID commitId,
            StreamId streamId,
            @Nullable UUID intentId,
            long place,
            int bytes,
            Sending sending,
            @Nullable Instant notBefore,
            int refusals,
            boolean moved,
            boolean behind) {

        Entry sending(Sending next) {
            return with(bytes, next, notBefore, refusals, false, behind);
        }

        Entry later(Instant at) {
            return with(bytes, Sending.READY, at, refusals + 1, false, behind);
        }

        Entry due() {
            return with(bytes, sending, null, refusals, moved, behind);
        }

        Entry sized(int newBytes) {
            return with(newBytes, sending, notBefore, refusals, moved, behind);
        }

        Entry touched() {
            return with(bytes, sending, notBefore, refusals, true, behind);
        }

        Entry first() {
            return with(bytes, sending, notBefore, refusals, moved, false);
        }

        private Entry with(
                int newBytes,
                Sending newSending,
                @Nullable Instant newNotBefore,
                int newRefusals,
                boolean newMoved,
                boolean newBehind) {
            return new Entry(
                    commitId,
                    streamId,
                    intentId,
                    place,
                    newBytes,
                    newSending,
                    newNotBefore,
                    newRefusals,
                    newMoved,
                    newBehind);
        }

        boolean mayGo() {
            return sending != Sending.WAITING && notBefore == null && !behind;
        }
    }

    /**
     * The commits of one stream.
     *
     * @param holds how many pages that touch the stream are on their way into the database
     */
    private record Line(TreePMap<Long, Entry> waiting, int holds) {
        static final Line EMPTY = new Line(TreePMap.empty(), 0);

        /** The place of the first, where that may be sent now. */
        @Nullable Long head() {
            if (holds > 0 || waiting.isEmpty()) {
                return null;
            }
            Entry first = waiting.firstEntry().getValue();
            return first.mayGo() ? (Long) first.place() : null;
        }
    }

    private record Timed(Instant at, long place, UUID commitId) implements Comparable<Timed> {
        @Override
        public int compareTo(Timed other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(place, other.place);
        }
    }

    static final SendQueue EMPTY =
            new SendQueue(
                    HashTreePMap.empty(),
                    HashTreePMap.empty(),
                    IntentParts.NONE,
                    TreePMap.empty(),
                    TreePSet.empty(),
                    0,
                    0,
                    0);

    private final PMap<UUID, Entry> byCommit;
    private final PMap<StreamId, Line> lines;
    private final IntentParts intents;
    private final TreePMap<Long, StreamId> heads;
    private final TreePSet<Timed> timed;
    private final long places;
    private final int inLines;
    private final long checksum;

    private SendQueue(
            PMap<UUID, Entry> byCommit,
            PMap<StreamId, Line> lines,
            IntentParts intents,
            TreePMap<Long, StreamId> heads,
            TreePSet<Timed> timed,
            long places,
            int inLines,
            long checksum) {
        this.byCommit = byCommit;
        this.lines = lines;
        this.intents = intents;
        this.heads = heads;
        this.timed = timed;
        this.places = places;
        this.inLines = inLines;
        this.checksum = checksum;
    }

    /** How many commits there are. */
    public int size() {
        return byCommit.size();
    }

    public boolean isEmpty() {
        return byCommit.isEmpty();
    }

    /**
     * A number over the ids of all commits, whatever their order: queues of other commits have
     * other numbers, but for a chance of one in 2^64.
     */
    public long checksum() {
        return checksum;
    }

    /** The share of one commit in {@link #checksum}; the shares are added up. */
    public static long checksumOf(UUID commitId) {
        // The finalizer of SplitMix64: ids that differ in one bit have shares that differ in half.
        long z = commitId.getMostSignificantBits() * 31 + commitId.getLeastSignificantBits();
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** The commit; {@code null}: not in the queue. */
    public @Nullable Entry get(UUID commitId) {
        return byCommit.get(commitId);
    }

    /** The commits of one stream, in order. */
    public Collection<Entry> of(StreamId stream) {
        Line line = lines.get(stream);
        return line == null ? List.of() : line.waiting().values();
    }

    /** The parts of an intent that are in the queue, in order. */
    List<Entry> partsOf(UUID intentId) {
        List<Entry> parts = new ArrayList<>();
        for (UUID part : intents.of(intentId)) {
            Entry entry = byCommit.get(part);
            if (entry == null) {
                throw new InvariantBroken("SY-3108", "an intent has a part that is not queued");
            }
            parts.add(entry);
        }
        return parts;
    }

    /** All commits in order; costs as much as there are. */
    @Override
    public Iterator<Entry> iterator() {
        return byCommit.values().stream().sorted(Comparator.comparingLong(Entry::place)).iterator();
    }

    /** With a commit behind all others. */
    SendQueue add(SyncInput.Ready r, Sending sending) {
        long place = places + 1;
        return with(
                new Entry(
                        r.commitId(),
                        r.streamId(),
                        r.intentId(),
                        place,
                        r.bytes(),
                        sending,
                        null,
                        0,
                        false,
                        intents.any(r.intentId())),
                place);
    }

    /** With another state of a commit that is in it. */
    SendQueue put(Entry entry) {
        return entry.equals(byCommit.get(entry.commitId())) ? this : with(entry, places);
    }

    private SendQueue with(Entry entry, long newPlaces) {
        Entry old = byCommit.get(entry.commitId());
        StreamId stream = entry.streamId();
        Line before = lines.getOrDefault(stream, Line.EMPTY);
        InvariantBroken.unless(
                old == null || old.place() == entry.place(), "SY-3107", "a commit changed places");
        Line after = new Line(before.waiting().plus(entry.place(), entry), before.holds());
        return new SendQueue(
                byCommit.plus(entry.commitId(), entry),
                lines.plus(stream, after),
                old == null ? intents.plus(entry) : intents,
                heads(stream, before, after),
                timed(old, entry),
                newPlaces,
                inLines + after.waiting().size() - before.waiting().size(),
                old == null ? checksum + checksumOf(entry.commitId()) : checksum);
    }

    SendQueue remove(UUID commitId) {
        Entry old = byCommit.get(commitId);
        if (old == null) {
            return this;
        }
        StreamId stream = old.streamId();
        Line before = lines.getOrDefault(stream, Line.EMPTY);
        Line after = new Line(before.waiting().minus(old.place()), before.holds());
        SendQueue left =
                new SendQueue(
                        byCommit.minus(commitId),
                        lines(stream, after),
                        intents.minus(old),
                        heads(stream, before, after),
                        timed(old, null),
                        places,
                        inLines + after.waiting().size() - before.waiting().size(),
                        checksum - checksumOf(commitId));
        return old.intentId() == null ? left : left.nextOf(old.intentId());
    }

    /** The first part that is left of an intent waits for no other any more. */
    private SendQueue nextOf(UUID intentId) {
        List<Entry> parts = partsOf(intentId);
        return parts.isEmpty() ? this : put(parts.getFirst().first());
    }

    /** While a page that touches it is being written, nothing of a stream is sent. */
    SendQueue hold(Collection<StreamId> streams) {
        return held(streams, 1);
    }

    /** The opposite of {@link #hold}, once for each time. */
    SendQueue release(Collection<StreamId> streams) {
        return held(streams, -1);
    }

    private SendQueue held(Collection<StreamId> streams, int more) {
        PMap<StreamId, Line> newLines = lines;
        TreePMap<Long, StreamId> newHeads = heads;
        for (StreamId stream : streams) {
            Line before = newLines.getOrDefault(stream, Line.EMPTY);
            Line after = new Line(before.waiting(), before.holds() + more);
            newHeads = heads(newHeads, stream, before.head(), after.head());
            newLines =
                    after.equals(Line.EMPTY)
                            ? newLines.minus(stream)
                            : newLines.plus(stream, after);
        }
        return new SendQueue(
                byCommit, newLines, intents, newHeads, timed, places, inLines, checksum);
    }

    /** Those whose time has come wait for it no more. */
    SendQueue due(Instant now) {
        SendQueue queue = this;
        while (!queue.timed.isEmpty() && !now.isBefore(queue.timed.first().at())) {
            Timed first = queue.timed.first();
            Entry entry = queue.byCommit.get(first.commitId());
            if (entry == null) {
                throw new InvariantBroken("SY-3101", "a time is kept for what is not queued");
            }
            queue = queue.put(entry.due());
        }
        return queue;
    }

    /** When the next one's time comes; {@code null}: none waits for its time. */
    @Nullable Instant nextDue() {
        return timed.isEmpty() ? null : timed.first().at();
    }

    /**
     * What may be sent now, in order: of each stream as many as nothing stands in front of.
     *
     * @param most commits
     * @param bytes together, one more for each; a single one may be longer
     */
    List<Entry> next(int most, long bytes) {
        List<Entry> chosen = new ArrayList<>();
        Iterator<Map.Entry<Long, StreamId>> streams = heads.entrySet().iterator();
        // The next commits of the streams that have been begun with.
        PriorityQueue<Entry> begun = new PriorityQueue<>(Comparator.comparingLong(Entry::place));
        Entry head = first(streams);
        long left = bytes;
        while (chosen.size() < most && (head != null || !begun.isEmpty())) {
            boolean fromHead =
                    begun.isEmpty() || (head != null && head.place() < begun.peek().place());
            Entry entry = fromHead ? head : begun.poll();
            if (entry == null || (entry.bytes() + 1 > left && !chosen.isEmpty())) {
                break;
            }
            left -= entry.bytes() + 1;
            chosen.add(entry);
            if (fromHead) {
                head = first(streams);
            }
            Entry after = after(entry);
            if (after != null && after.mayGo()) {
                begun.add(after);
            }
        }
        return chosen;
    }

    private @Nullable Entry first(Iterator<Map.Entry<Long, StreamId>> streams) {
        if (!streams.hasNext()) {
            return null;
        }
        Line line = lines.get(streams.next().getValue());
        if (line == null || line.waiting().isEmpty()) {
            throw new InvariantBroken("SY-3102", "a stream is ready of which nothing is queued");
        }
        return line.waiting().firstEntry().getValue();
    }

    private @Nullable Entry after(Entry entry) {
        Line line = lines.get(entry.streamId());
        Map.Entry<Long, Entry> next =
                line == null ? null : line.waiting().higherEntry(entry.place());
        return next == null ? null : next.getValue();
    }

    private PMap<StreamId, Line> lines(StreamId stream, Line after) {
        return after.equals(Line.EMPTY) ? lines.minus(stream) : lines.plus(stream, after);
    }

    private TreePMap<Long, StreamId> heads(StreamId stream, Line before, Line after) {
        return heads(heads, stream, before.head(), after.head());
    }

    private static TreePMap<Long, StreamId> heads(
            TreePMap<Long, StreamId> heads,
            StreamId stream,
            @Nullable Long before,
            @Nullable Long after) {
        if (before != null && before.equals(after)) {
            return heads;
        }
        TreePMap<Long, StreamId> without = before == null ? heads : heads.minus(before);
        return after == null ? without : without.plus(after, stream);
    }

    private TreePSet<Timed> timed(@Nullable Entry before, @Nullable Entry after) {
        Timed old = timed(before);
        Timed next = timed(after);
        if (old == null ? next == null : old.equals(next)) {
            return timed;
        }
        TreePSet<Timed> without = old == null ? timed : timed.minus(old);
        return next == null ? without : without.plus(next);
    }

    private static @Nullable Timed timed(@Nullable Entry entry) {
        return entry == null || entry.notBefore() == null
                ? null
                : new Timed(entry.notBefore(), entry.place(), entry.commitId());
    }

    /**
     * What always holds, as far as it can be told of these streams and from counters.
     *
     * @throws InvariantBroken when it does not
     */
    void check(Collection<StreamId> streams) {
        InvariantBroken.unless(
                byCommit.size() == inLines, "SY-3103", "a commit is queued twice or in no line");
        InvariantBroken.unless(
                heads.size() <= lines.size(), "SY-3104", "more streams are ready than there are");
        for (StreamId stream : streams) {
            Line line = lines.getOrDefault(stream, Line.EMPTY);
            InvariantBroken.unless(
                    line.holds() >= 0, "SY-3105", "a stream is released that was not held");
            Long head = line.head();
            InvariantBroken.unless(
                    head == null
                            ? line.waiting().isEmpty()
                                    || !heads.containsKey(line.waiting().firstKey())
                            : stream.equals(heads.get(head)),
                    "SY-3106",
                    "a stream is ready that must wait, or waits though it is ready");
            if (!line.waiting().isEmpty()) {
                intents.check(line.waiting().firstEntry().getValue());
            }
        }
    }

    @Override
    public String toString() {
        List<Entry> all = new ArrayList<>();
        forEach(all::add);
        return all.toString();
    }
}
