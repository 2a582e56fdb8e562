package clinic.daybook.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.RecordedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link EventStore} has to hold with many at work at the same time, and over time. */
@Timeout(120)
abstract class EventStoreConcurrency extends EventStoreFixture {

    static final int WRITERS = 8;
    static final Duration HOUR = Duration.ofHours(1);

    // --- At the same time -----------------------------------------------------------------------

    /** Runs the tasks on as many threads, all begun at once. */
    static <T> List<T> together(List<Callable<T>> tasks) throws Exception {
        try (ExecutorService executor = Executors.newFixedThreadPool(tasks.size())) {
            CountDownLatch begin = new CountDownLatch(1);
            List<Future<T>> futures = new ArrayList<>();
            for (Callable<T> task : tasks) {
                futures.add(
                        executor.submit(() -> {
                            begin.await();
                            return task.call();
                        }));
            }
            begin.countDown();
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get(60, TimeUnit.SECONDS));
            }
            return results;
        }
    }

    @Test
    void i1OfManyWhoExpectTheSameVersionOneWins() throws Exception {
        StreamId stream = stream("reservation");
        for (int round = 0; round < 10; round++) {
            long expected = round;
            List<AppendResult> results =
                    together(
                            Collections.nCopies(
                                    WRITERS, () -> append(commit(stream, expected, 1))));
            assertThat(results).filteredOn(AppendResult.Accepted.class::isInstance).hasSize(1);
            assertThat(results)
                    .filteredOn(new AppendResult.Conflict(expected + 1)::equals)
                    .hasSize(WRITERS - 1);
        }
        assertThat(versions(stream)).hasSize(10).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void i2ACommitSentByManyAtOnceIsAcceptedOnce() throws Exception {
        for (int round = 0; round < 10; round++) {
            PreparedCommit commit = commit(stream("reservation"), 0, 2);
            List<AppendResult> results =
                    together(Collections.nCopies(WRITERS, () -> append(commit)));
            List<AppendResult> first =
                    results.stream().filter(AppendResult.Accepted.class::isInstance).toList();
            assertThat(first).hasSize(1);
            StoredCommit stored = ((AppendResult.Accepted) first.getFirst()).commit();
            assertThat(results)
                    .filteredOn(new AppendResult.Known(stored)::equals)
                    .hasSize(WRITERS - 1);
            assertThat(versions(commit.streamId())).containsExactly(1L, 2L);
        }
    }

    @Test
    void i3AReaderMissesNothingWhileManyAppend() throws Exception {
        int each = 60;
        Set<UUID> written = Collections.synchronizedSet(new HashSet<>());
        CountDownLatch done = new CountDownLatch(WRITERS);
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int w = 0; w < WRITERS; w++) {
            tasks.add(() -> {
                StreamId stream = stream("reservation");
                for (int i = 0; i < each; i++) {
                    PreparedCommit commit = commit(stream, 2L * i, 2);
                    accepted(commit);
                    commit.events().forEach(event -> written.add(event.eventId()));
                }
                done.countDown();
                return each;
            });
        }
        List<RecordedEvent> seen = Collections.synchronizedList(new ArrayList<>());
        for (int r = 0; r < 2; r++) {
            tasks.add(() -> {
                List<RecordedEvent> mine = new ArrayList<>();
                long position = 0;
                while (true) {
                    boolean last = done.getCount() == 0;
                    List<RecordedEvent> page = store.readAfter(position, 7);
                    if (page.isEmpty() && last) {
                        break;
                    }
                    for (RecordedEvent event : page) {
                        assertThat(event.position()).isGreaterThan(position);
                        position = event.position();
                        mine.add(event);
                    }
                    if (page.isEmpty()) {
                        store.awaitHeadBeyond(position, 50);
                    }
                }
                seen.addAll(mine);
                return mine.size();
            });
        }
        List<Integer> counts = together(tasks);
        int events = WRITERS * each * 2;
        assertThat(counts.subList(WRITERS, WRITERS + 2)).containsExactly(events, events);
        Map<StreamId, Long> versions = new HashMap<>();
        for (RecordedEvent event : seen.subList(0, events)) {
            assertThat(event.version()).isEqualTo(versions.merge(event.streamId(), 1L, Long::sum));
            assertThat(written).contains(event.eventId());
        }
        assertThat(written).hasSize(events);
    }

    @Test
    void i3WhatIsOpenStandsInTheWayOfWhatComesAfterIt() throws Exception {
        accepted(commit(stream("reservation"), 0, 1));
        StreamId stream = stream("reservation");
        try (EventStore second = open();
                ExecutorService executor = Executors.newSingleThreadExecutor()) {
            Future<AppendResult> later;
            try (OpenWrite open = openWrite()) {
                // It has a position, and nobody has seen it.
                open.append(2);
                later =
                        executor.submit(
                                () -> second.append(List.of(commit(stream, 0, 1))).getFirst());
                assertThatThrownBy(() -> later.get(1, TimeUnit.SECONDS))
                        .isInstanceOf(TimeoutException.class);
                assertThat(store.currentHead()).isEqualTo(1);
                assertThat(store.readAfter(0, 10)).hasSize(1);
                open.commit();
            }
            assertThat(later.get(30, TimeUnit.SECONDS)).isInstanceOf(AppendResult.Accepted.class);
            assertThat(store.currentHead()).isEqualTo(3);
            assertThat(store.readAfter(1, 10))
                    .extracting(RecordedEvent::position)
                    .containsExactly(2L, 3L);
        }
    }

    @Test
    void whatIsOpenForTooLongIsAFailureAndNotAWaitWithoutEnd() throws Exception {
        PreparedCommit commit = commit(stream("reservation"), 0, 1);
        try (OpenWrite open = openWrite()) {
            open.append(1);
            assertThatThrownBy(() -> append(commit)).isInstanceOf(StorageException.class);
        }
        // What was given up has left no trace, and the same again finds that out.
        assertThat(store.writable()).isTrue();
        assertThat(accepted(commit).positions()).containsExactly(1L);
    }

    // --- Over time ------------------------------------------------------------------------------

    @Test
    void everythingIsThereAfterARestart() {
        StreamId stream = stream("reservation");
        PreparedCommit commit = commit(stream, 0, 3);
        StoredCommit stored = accepted(commit);
        try (ConsumerCursor cursor = taken("forwarder", HOUR)) {
            cursor.save(2);
        }
        List<RecordedEvent> before = store.readAfter(0, 100);
        StoreIdentity identity = store.identity();
        store.close();
        store = open();
        assertThat(store.identity()).isEqualTo(identity);
        assertThat(store.readAfter(0, 100)).isEqualTo(before);
        assertThat(store.head()).isEqualTo(3);
        assertThat(append(commit)).isEqualTo(new AppendResult.Known(stored));
        assertThat(taken("forwarder", HOUR).load()).isEqualTo(2);
        assertThat(accepted(commit(stream, 3, 1)).version()).isEqualTo(4);
        assertThat(store.checkFiles()).isEmpty();
        assertThat(store.writable()).isTrue();
    }

    @Test
    void aSecondOpeningOfTheStoreWorksBesideTheFirst() throws Exception {
        StreamId stream = stream("reservation");
        accepted(commit(stream, 0, 1));
        long head = store.head();
        CountDownLatch told = new CountDownLatch(1);
        store.onHead(told::countDown);
        try (EventStore second = open()) {
            assertThat(second.identity()).isEqualTo(store.identity());
            assertThat(second.append(List.of(commit(stream, 1, 1))).getFirst())
                    .isInstanceOf(AppendResult.Accepted.class);
            // The first one hears of it, though nobody of this process told it.
            assertThat(store.awaitHeadBeyond(head, 30_000)).isEqualTo(second.head());
            assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(append(commit(stream, 1, 1))).isEqualTo(new AppendResult.Conflict(2));
        }
        assertThat(versions(stream)).containsExactly(1L, 2L);
    }

    @Test
    void twoThatWriteInTurnsGiveOutEveryPositionOnce() {
        StreamId stream = stream("reservation");
        try (EventStore second = open()) {
            long version = 0;
            // Two in a row by each: the second comes when it believes to know where the log ends.
            for (EventStore turn : List.of(store, store, second, second, store, second, store)) {
                AppendResult result = turn.append(List.of(commit(stream, version, 1))).getFirst();
                version++;
                assertThat(result).isInstanceOf(AppendResult.Accepted.class);
                assertThat(((AppendResult.Accepted) result).commit().positions())
                        .containsExactly(version);
            }
        }
        assertThat(versions(stream)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    }

    @Test
    void aClosedStoreRefusesAndWakesWhoWaits() throws Exception {
        try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
            CountDownLatch waiting = new CountDownLatch(1);
            Future<Long> woken =
                    executor.submit(() -> {
                        waiting.countDown();
                        return store.awaitHeadBeyond(0, 60_000);
                    });
            waiting.await();
            store.close();
            assertThat(woken.get(30, TimeUnit.SECONDS)).isZero();
        }
        assertThatThrownBy(() -> append(commit(stream("reservation"), 0, 1)))
                .isInstanceOf(StorageException.class);
        assertThatThrownBy(() -> store.readAfter(0, 1)).isInstanceOf(StorageException.class);
        store = open();
    }

    /** The cursor of a consumer for whom nobody else works. */
    final ConsumerCursor taken(String consumer, Duration lasts) {
        return store.lease(consumer).take(lasts).orElseThrow();
    }
}
