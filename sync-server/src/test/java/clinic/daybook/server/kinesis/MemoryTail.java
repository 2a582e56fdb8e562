package clinic.daybook.server.kinesis;

import clinic.daybook.codec.Json;
import clinic.daybook.event.Actor;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.server.store.ConsumerCursor;
import clinic.daybook.server.store.ConsumerLease;
import clinic.daybook.server.store.EventTail;
import clinic.daybook.server.store.LeaseLostException;
import clinic.daybook.server.store.WireEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Events to forward that only a test knows, with positions that have gaps. */
final class MemoryTail implements EventTail, ConsumerLease {

    private static final StreamId DESK = new StreamId("desk", new UUID(7, 1));
    private static final StreamId STAFF = new StreamId("staff", new UUID(7, 2));

    private final List<RecordedEvent> events = new ArrayList<>();
    private final Map<StreamId, Long> versions = new HashMap<>();
    private long head;
    private long cursor;
    private long fence;
    private boolean held;

    /** Records one more event of the stream with this number, with a personal part. */
    synchronized RecordedEvent append(int stream) {
        StreamId id = new StreamId("reservation", new UUID(1, stream));
        long version = versions.merge(id, 1L, Long::sum);
        head += head % 5 == 0 ? 3 : 1;
        ObjectNode data = Json.mapper().createObjectNode().put("minutes", 30);
        RecordedEvent event =
                new RecordedEvent(
                        head,
                        id,
                        version,
                        new UUID(2, head),
                        new UUID(3, head),
                        null,
                        "reservation-rescheduled",
                        1,
                        Instant.parse("2026-01-06T01:02:03.004Z"),
                        12L,
                        Instant.parse("2026-01-06T01:02:04Z"),
                        "clinic-1",
                        DESK,
                        new Actor(STAFF),
                        null,
                        version - 1,
                        null,
                        data,
                        new StreamId("customer", new UUID(4, 1)),
                        Map.of("memo", "for this person alone"),
                        "c2FsdA==",
                        "commitment",
                        null);
        events.add(event);
        notifyAll();
        return event;
    }

    void appendAll(int count, int streams) {
        for (int i = 0; i < count; i++) {
            append(i % streams);
        }
    }

    synchronized List<RecordedEvent> all() {
        return List.copyOf(events);
    }

    @Override
    public String storeId() {
        return "store-1";
    }

    @Override
    public synchronized long head() {
        return head;
    }

    @Override
    public synchronized List<RecordedEvent> readAfter(long position, int limit) {
        return events.stream().filter(e -> e.position() > position).limit(limit).toList();
    }

    @Override
    public List<WireEvent> readWithoutPersonal(long position, int limit, int maxBytes) {
        return readAfter(position, limit).stream().map(MemoryTail::wire).toList();
    }

    private static WireEvent wire(RecordedEvent event) {
        try {
            return new WireEvent(
                    event.position(),
                    event.version(),
                    Json.mapper().writeValueAsString(event.withoutPersonal()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public synchronized long awaitHeadBeyond(long position, long millis)
            throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (head <= position) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        return head;
    }

    @Override
    public synchronized Optional<ConsumerCursor> take(Duration lasts) {
        if (held) {
            return Optional.empty();
        }
        held = true;
        fence++;
        return Optional.of(new Held(fence));
    }

    /** Takes it from whoever has it, as another server does from one that stood still. */
    synchronized void takeAway() {
        held = true;
        fence++;
    }

    /** The one that took it away gives it back. */
    synchronized void giveBack() {
        held = false;
    }

    @Override
    public synchronized OptionalLong rewind(long position) {
        fence++;
        held = false;
        cursor = Math.min(cursor, position);
        return OptionalLong.of(cursor);
    }

    synchronized long delivered() {
        return cursor;
    }

    private final class Held implements ConsumerCursor {
        private final long fence;

        Held(long fence) {
            this.fence = fence;
        }

        private void check() {
            if (fence != MemoryTail.this.fence) {
                throw new LeaseLostException("memory");
            }
        }

        @Override
        public long fence() {
            return fence;
        }

        @Override
        public void renew(Duration lasts) {
            synchronized (MemoryTail.this) {
                check();
            }
        }

        @Override
        public long load() {
            synchronized (MemoryTail.this) {
                check();
                return cursor;
            }
        }

        @Override
        public void save(long position) {
            synchronized (MemoryTail.this) {
                check();
                cursor = Math.max(cursor, position);
            }
        }

        @Override
        public void close() {
            synchronized (MemoryTail.this) {
                if (fence == MemoryTail.this.fence) {
                    held = false;
                }
            }
        }
    }
}
