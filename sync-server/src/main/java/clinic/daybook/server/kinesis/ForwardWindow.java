package clinic.daybook.server.kinesis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * What stands between the store and Kinesis: decides which events go into the next request and how
 * far everything has arrived. No I/O and no clock; times are handed in, in milliseconds of any
 * monotonic clock. For one thread.
 *
 * <p>Per stream (partition key) at most one entry is in flight, and what follows it waits until it
 * is acknowledged; a failed entry is sent again as it was, before anything later of its stream.
 * That alone keeps the order per stream: Kinesis may store any subset of a request's entries.
 */
final class ForwardWindow {

    /** A stream that has something to send. */
    private static final class Lane {
        final Deque<ForwardItem> waiting = new ArrayDeque<>();
        @Nullable ForwardEntry inFlight;
        @Nullable ForwardEntry failed;
        long retryAt;
    }

    /** An event that was read, and whether it and so all like it below are done with. */
    private static final class Slot {
        final long position;
        boolean acknowledged;

        Slot(long position) {
            this.position = position;
        }
    }

    private final ForwardLimits limits;
    private final Deque<Slot> slots = new ArrayDeque<>();
    private final Map<Long, Slot> slotOf = new HashMap<>();
    private final Map<String, Lane> lanes = new HashMap<>();
    private final Deque<Lane> ready = new ArrayDeque<>();
    private final PriorityQueue<Lane> cooling =
            new PriorityQueue<>(Comparator.comparingLong((Lane lane) -> lane.retryAt));
    private long cursor;
    private long readTo;
    private long bytesHeld;
    private int unacknowledged;

    /**
     * @param cursor everything up to this position has arrived before
     */
    ForwardWindow(long cursor, ForwardLimits limits) {
        this.cursor = cursor;
        this.readTo = cursor;
        this.limits = limits;
    }

    /** The highest position below which, itself included, everything is acknowledged. */
    long cursor() {
        return cursor;
    }

    /** The newest position offered: where reading goes on. */
    long readTo() {
        return readTo;
    }

    /** How many events were offered and have not arrived. */
    int unacknowledged() {
        return unacknowledged;
    }

    /** Bytes of the encoded events that have not arrived. */
    long bytesHeld() {
        return bytesHeld;
    }

    /** How many more events may be offered now; 0 when the window is full. */
    int eventsRoom() {
        return Math.max(0, limits.eventsHeld() - slots.size());
    }

    /** How many more bytes of encoded events may be offered now. */
    long bytesRoom() {
        return Math.max(0, limits.bytesHeld() - bytesHeld);
    }

    /**
     * Takes up what was read next.
     *
     * @throws IllegalArgumentException when a position does not grow, or when an event is larger
     *     than one record may be: it could never be sent
     */
    void offer(List<ForwardItem> items) {
        for (ForwardItem item : items) {
            if (item.position() <= readTo) {
                throw new IllegalArgumentException("positions must grow: " + item.position());
            }
            if (item.keyBytes() + item.json().length > limits.bytesPerRecord()) {
                throw new IllegalArgumentException(
                        "the event at " + item.position() + " is larger than a record");
            }
            readTo = item.position();
            Slot slot = new Slot(item.position());
            slots.add(slot);
            slotOf.put(item.position(), slot);
            bytesHeld += item.json().length;
            unacknowledged++;
            Lane lane = lanes.get(item.key());
            if (lane == null) {
                lane = new Lane();
                lanes.put(item.key(), lane);
                ready.add(lane);
            }
            lane.waiting.add(item);
        }
    }

    /**
     * The entries of the next request, each of another stream, in flight from now on; empty when
     * nothing may be sent at {@code now}. Each must be {@link #acknowledge acknowledged} or {@link
     * #fail failed}.
     */
    List<ForwardEntry> next(long now) {
        while (!cooling.isEmpty() && cooling.peek().retryAt <= now) {
            ready.addFirst(cooling.remove());
        }
        List<ForwardEntry> request = new ArrayList<>();
        int bytes = 0;
        while (!ready.isEmpty() && request.size() < limits.entriesPerRequest()) {
            Lane lane = ready.element();
            ForwardEntry entry = lane.failed;
            if (entry == null) {
                entry = build(lane, limits.bytesPerRequest() - bytes);
            } else if (bytes + entry.bytes() > limits.bytesPerRequest()) {
                entry = null;
            }
            if (entry == null) {
                break;
            }
            ready.remove();
            for (int i = lane.failed == null ? entry.items().size() : 0; i > 0; i--) {
                lane.waiting.remove();
            }
            lane.failed = null;
            lane.inFlight = entry;
            bytes += entry.bytes();
            request.add(entry);
        }
        return request;
    }

    /** When an entry that waits after a failure may go again; empty when none waits. */
    OptionalLong retryAt() {
        Lane next = cooling.peek();
        return next == null ? OptionalLong.empty() : OptionalLong.of(next.retryAt);
    }

    /** The entry has arrived: its stream's next events may follow. */
    void acknowledge(ForwardEntry entry) {
        Lane lane = land(entry);
        for (ForwardItem item : entry.items()) {
            Slot slot = slotOf.remove(item.position());
            if (slot != null) {
                slot.acknowledged = true;
            }
            bytesHeld -= item.json().length;
            unacknowledged--;
        }
        if (lane.waiting.isEmpty()) {
            lanes.remove(entry.key());
        } else {
            ready.add(lane);
        }
        while (!slots.isEmpty() && slots.element().acknowledged) {
            cursor = slots.remove().position;
        }
    }

    /**
     * The entry has not arrived, or nobody knows: it goes again from {@code retryAt} on, and
     * nothing of its stream before it.
     */
    void fail(ForwardEntry entry, long retryAt) {
        Lane lane = land(entry);
        entry.countFailure();
        lane.failed = entry;
        lane.retryAt = retryAt;
        cooling.add(lane);
    }

    private Lane land(ForwardEntry entry) {
        Lane lane = lanes.get(entry.key());
        if (lane == null || lane.inFlight != entry) {
            throw new IllegalStateException("not in flight: " + entry);
        }
        lane.inFlight = null;
        return lane;
    }

    /** As many of the lane's waiting events as fit; null when not even the first one does. */
    private @Nullable ForwardEntry build(Lane lane, int bytesLeft) {
        List<ForwardItem> items = new ArrayList<>();
        int room = Math.min(limits.bytesPerRecord(), bytesLeft);
        int used = lane.waiting.element().keyBytes();
        for (ForwardItem item : lane.waiting) {
            used += ForwardEntry.added(item, items.size());
            if (used > room) {
                break;
            }
            items.add(item);
        }
        return items.isEmpty() ? null : new ForwardEntry(items);
    }
}
