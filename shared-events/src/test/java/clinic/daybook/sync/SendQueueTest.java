package clinic.daybook.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clinic.daybook.event.StreamId;
import clinic.daybook.sync.SendQueue.Entry;
import clinic.daybook.sync.SendQueue.Sending;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * I2, I5: the queue gives out the same commits in the same order as one that looks through all of
 * them each time, and nothing falls out of it.
 */
class SendQueueTest {

    private static final int STREAMS = 6;

    private final Map<UUID, Entry> plain = new LinkedHashMap<>();
    private final Map<StreamId, Integer> holds = new HashMap<>();
    private SendQueue queue = SendQueue.EMPTY;
    private Instant now = Streams.NOW;

    @Test
    void doesWhatAPlainListDoes() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            plain.clear();
            holds.clear();
            queue = SendQueue.EMPTY;
            for (int i = 0; i < 300; i++) {
                change(random);
                queue.check(streams());
                int most = 1 + random.nextInt(12);
                long bytes = 1 + random.nextInt(900);
                assertThat(queue.next(most, bytes)).isEqualTo(plainNext(most, bytes));
                assertThat(queue.size()).isEqualTo(plain.size());
                assertThat(queue.checksum())
                        .isEqualTo(plain.keySet().stream().mapToLong(SendQueue::checksumOf).sum());
            }
            assertThat(queue).containsExactlyElementsOf(plain.values());
        }
    }

    @Test
    void anOldQueueStaysAsItWas() {
        SendQueue before = queue.add(ready(1), Sending.READY).add(ready(2), Sending.READY);
        Entry first = before.next(1, 1_000).getFirst();
        SendQueue after = before.remove(first.commitId()).hold(streams());

        assertThat(before.size()).isEqualTo(2);
        assertThat(before.next(1, 1_000)).containsExactly(first);
        assertThat(after.next(9, 1_000)).isEmpty();
    }

    @Test
    void thePartsOfAnIntentGoOneAfterTheOther() {
        UUID intent = Streams.id();
        SyncInput.Ready first =
                new SyncInput.Ready(Streams.id(), Streams.reservation(1), 10, intent);
        SyncInput.Ready second =
                new SyncInput.Ready(Streams.id(), Streams.reservation(2), 10, intent);
        SyncInput.Ready onTop = new SyncInput.Ready(Streams.id(), Streams.reservation(2), 10);
        queue =
                queue.add(first, Sending.READY)
                        .add(second, Sending.READY)
                        .add(onTop, Sending.READY);

        assertThat(ids(queue)).containsExactly(first.commitId());
        assertThat(ids(queue.remove(first.commitId())))
                .containsExactly(second.commitId(), onTop.commitId());
        assertThat(ids(queue.remove(second.commitId())))
                .containsExactly(first.commitId(), onTop.commitId());
    }

    private static List<UUID> ids(SendQueue queue) {
        return queue.next(9, 1_000).stream().map(Entry::commitId).toList();
    }

    @Test
    void releasingWhatWasNotHeldIsNoticed() {
        SendQueue broken = queue.release(Set.of(Streams.reservation(1)));

        assertThatThrownBy(() -> broken.check(streams()))
                .isInstanceOf(InvariantBroken.class)
                .hasMessageStartingWith("SY-3105");
    }

    private void change(Random random) {
        List<Entry> all = new ArrayList<>(plain.values());
        Entry any = all.isEmpty() ? null : all.get(random.nextInt(all.size()));
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> {
                Sending sending = random.nextInt(4) == 0 ? Sending.UNKNOWN : Sending.READY;
                SyncInput.Ready r =
                        new SyncInput.Ready(
                                Streams.id(),
                                stream(random),
                                1 + random.nextInt(200),
                                random.nextInt(3) == 0 ? new UUID(9, random.nextInt(9)) : null);
                queue = queue.add(r, sending);
                Entry added = queue.get(r.commitId());
                assertThat(added).isNotNull();
                plain.put(r.commitId(), added);
            }
            case 3 -> {
                if (any != null) {
                    queue = queue.remove(any.commitId());
                    plain.remove(any.commitId());
                    plain.values().stream()
                            .filter(e ->
                                    any.intentId() != null && any.intentId().equals(e.intentId()))
                            .findFirst()
                            .ifPresent(e -> plain.put(e.commitId(), e.first()));
                }
            }
            case 4 -> {
                if (any != null) {
                    put(any.sending(Sending.values()[random.nextInt(3)]));
                }
            }
            case 5 -> {
                if (any != null) {
                    put(any.later(now.plusSeconds(random.nextInt(60))));
                }
            }
            case 6 -> {
                Set<StreamId> some = Set.of(stream(random));
                StreamId stream = some.iterator().next();
                if (holds.getOrDefault(stream, 0) > 0 && random.nextBoolean()) {
                    queue = queue.release(some);
                    holds.merge(stream, -1, Integer::sum);
                } else {
                    queue = queue.hold(some);
                    holds.merge(stream, 1, Integer::sum);
                }
            }
            default -> {
                now = now.plusSeconds(random.nextInt(20));
                queue = queue.due(now);
                plain.replaceAll((id, e) ->
                        e.notBefore() != null && !now.isBefore(e.notBefore()) ? e.due() : e);
            }
        }
    }

    private void put(Entry entry) {
        queue = queue.put(entry);
        plain.put(entry.commitId(), entry);
    }

    /** Looks through all of them. */
    private List<Entry> plainNext(int most, long bytes) {
        Set<StreamId> held = new HashSet<>();
        Set<UUID> begun = new HashSet<>();
        List<Entry> chosen = new ArrayList<>();
        long left = bytes;
        for (Entry e : plain.values()) {
            boolean behind = e.intentId() != null && !begun.add(e.intentId());
            if (behind
                    || holds.getOrDefault(e.streamId(), 0) > 0
                    || held.contains(e.streamId())
                    || e.sending() == Sending.WAITING
                    || e.notBefore() != null) {
                held.add(e.streamId());
                continue;
            }
            boolean fits = e.bytes() + 1 <= left || chosen.isEmpty();
            if (!fits || chosen.size() == most) {
                break;
            }
            left -= e.bytes() + 1;
            chosen.add(e);
        }
        return chosen;
    }

    private static SyncInput.Ready ready(int stream) {
        return new SyncInput.Ready(Streams.id(), Streams.reservation(stream), 100);
    }

    private static StreamId stream(Random random) {
        return Streams.reservation(random.nextInt(STREAMS));
    }

    private static Set<StreamId> streams() {
        Set<StreamId> streams = new HashSet<>();
        for (int i = 0; i < STREAMS; i++) {
            streams.add(Streams.reservation(i));
        }
        return streams;
    }
}
