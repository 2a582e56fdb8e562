package clinic.daybook.server.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** I6: what Kinesis receives keeps the order per stream, whatever fails. */
class ForwardWindowTest {

    private static final ForwardLimits SMALL = new ForwardLimits(5, 400, 150, 40, 1_500);

    @Test
    void anEntryCarriesTheConsecutiveEventsOfItsStream() {
        ForwardWindow window = new ForwardWindow(0, ForwardLimits.KINESIS);
        window.offer(List.of(item(1, "a", 1), item(2, "b", 1), item(3, "a", 2)));

        List<ForwardEntry> request = window.next(0);

        assertThat(request).extracting(ForwardEntry::key).containsExactly("a", "b");
        assertThat(new String(request.getFirst().data(), StandardCharsets.UTF_8))
                .isEqualTo("[{a-1},{a-2}]");
        assertThat(request.getFirst().bytes()).isEqualTo("a".length() + "[{a-1},{a-2}]".length());
        assertThat(new String(request.getLast().data(), StandardCharsets.UTF_8)).isEqualTo("{b-1}");
    }

    @Test
    void nothingOfAStreamIsSentWhileAnEntryOfItIsInFlight() {
        ForwardWindow window = new ForwardWindow(0, ForwardLimits.KINESIS);
        window.offer(List.of(item(1, "a", 1)));
        List<ForwardEntry> first = window.next(0);
        window.offer(List.of(item(2, "a", 2), item(3, "b", 1)));

        assertThat(window.next(0)).extracting(ForwardEntry::key).containsExactly("b");

        window.acknowledge(first.getFirst());
        assertThat(window.next(0)).extracting(ForwardEntry::key).containsExactly("a");
    }

    @Test
    void aFailedEntryIsSentAgainAloneAndOthersGoOn() {
        ForwardWindow window = new ForwardWindow(0, ForwardLimits.KINESIS);
        window.offer(List.of(item(1, "a", 1)));
        ForwardEntry failed = window.next(0).getFirst();
        window.fail(failed, 100);
        window.offer(List.of(item(2, "a", 2), item(3, "b", 1)));

        List<ForwardEntry> others = window.next(50);
        assertThat(others).extracting(ForwardEntry::key).containsExactly("b");
        window.acknowledge(others.getFirst());
        assertThat(window.cursor()).isZero();
        assertThat(window.retryAt()).hasValue(100);

        assertThat(window.next(100)).containsExactly(failed);
        window.acknowledge(failed);
        assertThat(window.cursor()).isEqualTo(1);
        assertThat(window.next(100)).singleElement().satisfies(e -> window.acknowledge(e));
        assertThat(window.cursor()).isEqualTo(3);
    }

    @Test
    void theWindowIsFullWhileTheOldestEventIsNotAcknowledged() {
        ForwardWindow window = new ForwardWindow(0, new ForwardLimits(5, 400, 150, 3, 1_500));
        window.offer(List.of(item(1, "a", 1), item(2, "b", 1), item(3, "c", 1)));
        List<ForwardEntry> request = window.next(0);
        assertThat(window.eventsRoom()).isZero();

        window.acknowledge(request.get(1));
        window.acknowledge(request.get(2));
        assertThat(window.eventsRoom()).isZero();

        window.acknowledge(request.get(0));
        assertThat(window.eventsRoom()).isEqualTo(3);
    }

    @Test
    void whatCouldNeverBeSentIsRefused() {
        ForwardWindow window = new ForwardWindow(5, SMALL);
        assertThatThrownBy(() -> window.offer(List.of(item(5, "a", 1))))
                .isInstanceOf(IllegalArgumentException.class);
        ForwardItem large = new ForwardItem(6, "a", 1, new byte[150]);
        assertThatThrownBy(() -> window.offer(List.of(large)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    static List<Integer> seeds() {
        List<Integer> seeds = new ArrayList<>();
        for (int seed = 1; seed <= 200; seed++) {
            seeds.add(seed);
        }
        return seeds;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyMixOfFailuresKeepsTheOrderAndTheLimitsAndLosesNothing(int seed) {
        new Run(new Random(seed)).untilAllArrived(600);
    }

    /** A Kinesis that stores what it likes of a request and answers what it likes. */
    private static final class Run {
        final Random random;
        final ForwardWindow window = new ForwardWindow(0, SMALL);
        final Map<String, Long> versions = new HashMap<>();
        final Map<String, Long> received = new HashMap<>();
        final Set<Long> confirmed = new HashSet<>();
        final TreeSet<Long> positions = new TreeSet<>();
        final List<ForwardEntry> inFlight = new ArrayList<>();
        long position;
        long now;
        long checkedTo;

        Run(Random random) {
            this.random = random;
        }

        void untilAllArrived(int events) {
            int steps = 0;
            while (positions.size() < events || confirmed.size() < positions.size()) {
                assertThat(steps++).as("steps").isLessThan(100_000);
                now += random.nextInt(20);
                if (positions.size() < events) {
                    offer();
                }
                request();
                // Several requests may be under way; their answers come in any order.
                while (!inFlight.isEmpty() && random.nextInt(3) > 0) {
                    answer(inFlight.remove(random.nextInt(inFlight.size())));
                }
                checkCursor();
            }
            assertThat(received).isEqualTo(versions);
            assertThat(window.cursor()).isEqualTo(positions.last());
            assertThat(window.bytesHeld()).isZero();
            assertThat(window.unacknowledged()).isZero();
        }

        void offer() {
            int most = (int) Math.min(window.eventsRoom(), window.bytesRoom() / 110);
            int room = Math.min(most, random.nextInt(8));
            List<ForwardItem> items = new ArrayList<>();
            for (int i = 0; i < room; i++) {
                position += 1 + random.nextInt(3);
                String key = "stream-" + random.nextInt(6);
                long version = versions.merge(key, 1L, Long::sum);
                byte[] json = new byte[10 + random.nextInt(100)];
                items.add(new ForwardItem(position, key, version, json));
                positions.add(position);
            }
            window.offer(items);
            assertThat(window.bytesHeld()).isLessThanOrEqualTo(SMALL.bytesHeld());
            assertThat(positions.tailSet(window.cursor(), false).size())
                    .isLessThanOrEqualTo(SMALL.eventsHeld());
        }

        void request() {
            List<ForwardEntry> request = window.next(now);
            assertThat(request.size()).isLessThanOrEqualTo(SMALL.entriesPerRequest());
            int bytes = 0;
            for (ForwardEntry entry : request) {
                assertThat(inFlight.stream().noneMatch(e -> e.key().equals(entry.key()))).isTrue();
                int size = entry.key().length() + entry.data().length;
                assertThat(entry.bytes()).isEqualTo(size);
                assertThat(size).isLessThanOrEqualTo(SMALL.bytesPerRecord());
                bytes += size;
                inFlight.add(entry);
            }
            assertThat(bytes).isLessThanOrEqualTo(SMALL.bytesPerRequest());
        }

        void answer(ForwardEntry entry) {
            boolean stored = random.nextInt(100) < 80;
            boolean answered = random.nextInt(100) < 80;
            if (stored) {
                store(entry);
            }
            if (stored && answered) {
                entry.items().forEach(item -> confirmed.add(item.position()));
                window.acknowledge(entry);
            } else {
                window.fail(entry, now + random.nextInt(50));
            }
        }

        void store(ForwardEntry entry) {
            for (ForwardItem item : entry.items()) {
                long last = received.getOrDefault(entry.key(), 0L);
                if (item.version() > last) {
                    assertThat(item.version()).isEqualTo(last + 1);
                    received.put(entry.key(), item.version());
                }
            }
        }

        void checkCursor() {
            // Plain code, as this runs at every step and assertions with a text are slow.
            if (!confirmed.containsAll(positions.subSet(checkedTo, window.cursor()))
                    || (window.cursor() > 0 && !confirmed.contains(window.cursor()))) {
                throw new AssertionError("the cursor passed an event that has not arrived");
            }
            checkedTo = window.cursor();
            Long next = positions.higher(window.cursor());
            if (next != null && confirmed.contains(next)) {
                throw new AssertionError("the cursor stays behind what has arrived");
            }
        }
    }

    private static ForwardItem item(long position, String key, long version) {
        byte[] json = ("{" + key + "-" + version + "}").getBytes(StandardCharsets.UTF_8);
        return new ForwardItem(position, key, version, json);
    }
}
