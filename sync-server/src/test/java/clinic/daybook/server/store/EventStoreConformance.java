package clinic.daybook.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import clinic.daybook.codec.EventLevels;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.server.store.PreparedCommit.Place;
import clinic.daybook.server.store.PreparedEvent.PersonalPart;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link EventStore} has to hold. A store's own test class extends this one; nothing is
 * left out.
 */
@Timeout(120)
abstract class EventStoreConformance extends EventStoreConcurrency {

    // --- Appending ------------------------------------------------------------------------------

    @Test
    void anEmptyStoreHasNothing() {
        assertThat(store.head()).isZero();
        assertThat(store.readAfter(0, 10)).isEmpty();
        assertThat(store.version(stream("reservation"))).isZero();
        assertThat(store.stream(stream("reservation"), 1, 10, 1000).currentVersion()).isZero();
        assertThat(store.storeId()).isEqualTo(store.identity().storeId());
    }

    @Test
    void theWriteLevelIsRaisedAndNeverLowered() {
        assertThat(store.writeLevel()).isEqualTo(EventLevels.CURRENT);
        int higher = EventLevels.CURRENT + 3;
        assertThat(store.raiseWriteLevel(higher)).isEqualTo(EventLevels.CURRENT);
        assertThat(store.raiseWriteLevel(1)).isEqualTo(higher);
        assertThat(store.writeLevel()).isEqualTo(higher);
    }

    @Test
    void versionsBeginAtOneAndHaveNoGap() {
        StreamId stream = stream("reservation");
        assertThat(accepted(commit(stream, 0, 2)).version()).isEqualTo(2);
        assertThat(accepted(commit(stream, 2, 3)).version()).isEqualTo(5);
        assertThat(versions(stream)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(store.version(stream)).isEqualTo(5);
    }

    @Test
    void anotherExpectedVersionIsAConflictAndStoresNothing() {
        StreamId stream = stream("reservation");
        accepted(commit(stream, 0, 2));
        long head = store.head();
        for (long expected : new long[] {0, 1, 3}) {
            PreparedCommit late = commit(stream, expected, 1);
            assertThat(append(late)).isEqualTo(new AppendResult.Conflict(2));
            assertThat(store.commits(List.of(late.commitId()))).isEmpty();
        }
        assertThat(store.currentHead()).isEqualTo(head);
    }

    @Test
    void aCommitIdIsAcceptedOnceAndItsFirstResultRemembered() {
        StreamId stream = stream("reservation");
        PreparedCommit commit = commit(stream, 0, 2);
        StoredCommit first = accepted(commit);
        accepted(commit(stream, 2, 1));
        assertThat(append(commit)).isEqualTo(new AppendResult.Known(first));
        assertThat(store.commits(List.of(commit.commitId(), UUID.randomUUID())))
                .isEqualTo(Map.of(commit.commitId(), first));
        assertThat(first.content()).isEqualTo(commit.content());
        assertThat(versions(stream)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void whatWasJudgedOnAnotherStreamIsStoredOnlyWhileThatStandsWhereItDid() {
        StreamId actor = stream("staff");
        accepted(commit(actor, 0, 2));
        PreparedCommit first = commit(stream("reservation"), 0, 1);
        PreparedCommit second = commit(stream("reservation"), 0, 1);
        for (long version : new long[] {0, 1, 3}) {
            assertThat(store.append(List.of(first, second), Map.of(actor, version)))
                    .containsExactly(new AppendResult.Outdated(), new AppendResult.Outdated());
        }
        assertThat(store.commits(List.of(first.commitId(), second.commitId()))).isEmpty();
        assertThat(store.append(List.of(first, second), Map.of(actor, 2L)))
                .allMatch(AppendResult.Accepted.class::isInstance);
    }

    @Test
    void anEventIdIsUsedOnce() {
        PreparedEvent event = event(null);
        accepted(commit(UUID.randomUUID(), stream("reservation"), 0, List.of(event), null));
        StreamId other = stream("reservation");
        assertThat(append(commit(UUID.randomUUID(), other, 0, List.of(event(null), event), null)))
                .isInstanceOf(AppendResult.EventIdReused.class);
        assertThat(store.version(other)).isZero();
        assertThat(store.eventIds(List.of(event.eventId(), UUID.randomUUID())))
                .containsExactly(event.eventId());
    }

    @Test
    void theCommitIdIsLookedAtFirstAndTheVersionLast() {
        StreamId stream = stream("reservation");
        PreparedEvent event = event(null);
        PreparedCommit known = commit(UUID.randomUUID(), stream, 0, List.of(event), null);
        accepted(known);
        assertThat(append(commit(known.commitId(), stream, 9, List.of(event), null)))
                .isInstanceOf(AppendResult.Known.class);
        assertThat(append(commit(UUID.randomUUID(), stream, 9, List.of(event), null)))
                .isInstanceOf(AppendResult.EventIdReused.class);
    }

    @Test
    void commitsOfOneCallBuildOnEachOtherAndAfterARefusedOneItsStreamIsSkipped() {
        StreamId stream = stream("reservation");
        PreparedCommit first = commit(stream, 0, 1);
        PreparedCommit elsewhere = commit(stream("reservation"), 0, 1);
        List<AppendResult> results =
                store.append(
                        List.of(
                                first,
                                commit(stream, 1, 2),
                                commit(stream, 1, 1),
                                commit(stream, 3, 1),
                                elsewhere,
                                first));
        assertThat(results)
                .extracting(result -> result.getClass().getSimpleName())
                .containsExactly(
                        "Accepted", "Accepted", "Conflict", "Skipped", "Accepted", "Known");
        assertThat(versions(stream)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aCommitIdUsedForSomethingElseBlocksItsStream() {
        PreparedCommit known = commit(stream("reservation"), 0, 1);
        accepted(known);
        StreamId stream = stream("reservation");
        PreparedCommit other =
                new PreparedCommit(
                        known.commitId(),
                        ContentHash.of(new byte[] {1}),
                        stream,
                        0,
                        List.of(event(null)),
                        null,
                        null);
        assertThat(store.append(List.of(other, commit(stream, 0, 1))))
                .extracting(result -> result.getClass().getSimpleName())
                .containsExactly("Known", "Skipped");
    }

    @Test
    void whatIsWrongWithOneCommitOfACallIsNoBusinessOfTheOthers() {
        StreamId stream = stream("reservation");
        PreparedEvent twice = event(null);
        List<AppendResult> results =
                store.append(
                        List.of(
                                commit(stream, 0, 2),
                                commit(UUID.randomUUID(), stream("room"), 0, List.of(twice), null),
                                commit(
                                        UUID.randomUUID(),
                                        stream("room"),
                                        0,
                                        List.of(event(null), twice),
                                        null),
                                commit(stream("customer"), 7, 1)));
        assertThat(results)
                .extracting(result -> result.getClass().getSimpleName())
                .containsExactly("Accepted", "Accepted", "EventIdReused", "Conflict");
        // Whole or not at all: the first event of the third commit is nowhere.
        assertThat(store.readAfter(0, 10))
                .extracting(RecordedEvent::position)
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void positionsAreDenseOverRefusedCommits() {
        StreamId stream = stream("reservation");
        for (int i = 0; i < 5; i++) {
            assertThat(accepted(commit(stream, i, 1)).positions()).containsExactly(i + 1L);
            assertThat(append(commit(stream, 99, 3))).isInstanceOf(AppendResult.Conflict.class);
        }
        assertThat(store.currentHead()).isEqualTo(5);
    }

    @Test
    void textComesBackAsItWas() {
        StreamId stream = stream("customer");
        String fields = "{\"name\":\"\\u0000 \\\"q\\\" \\\\ 홍 😀 'x' ; -- $1 ?\"}";
        PreparedEvent event = event(new PersonalPart(stream, fields, "c2FsdA=="));
        long position =
                accepted(commit(UUID.randomUUID(), stream, 0, List.of(event), null))
                        .positions()
                        .getFirst();
        assertThat(store.page(position - 1, position, 1, 1_000).getFirst().json())
                .contains("\"personal\":" + fields);
    }

    // --- Reading --------------------------------------------------------------------------------

    @Test
    void eventsComeBackWithTheirPlaceAndTheirDataAsItWas() {
        StreamId stream = stream("reservation");
        PreparedCommit commit = commit(stream, 0, 1);
        long position = accepted(commit).positions().getFirst();
        RecordedEvent event = store.readAfter(position - 1, 1).getFirst();
        assertThat(event.position()).isEqualTo(position);
        assertThat(event.streamId()).isEqualTo(stream);
        assertThat(event.version()).isEqualTo(1);
        assertThat(event.eventId()).isEqualTo(commit.events().getFirst().eventId());
        assertThat(event.recordedAt()).isNotNull();
        assertThat(store.page(position - 1, position, 1, 1_000_000).getFirst().json())
                .contains("\"data\":{\"n\":1.10}")
                .doesNotContain("personal", "salt", "\n");
    }

    @Test
    void personalDataIsJoinedAndCanBeTakenAwayWithoutTouchingTheEvent() {
        StreamId stream = stream("customer");
        PreparedEvent event = event(new PersonalPart(stream, "{\"name\":\"홍길동 😀\"}", "c2FsdA=="));
        long position =
                accepted(commit(UUID.randomUUID(), stream, 0, List.of(event), null))
                        .positions()
                        .getFirst();
        RecordedEvent before = store.readAfter(position - 1, 1).getFirst();
        assertThat(before.personal()).isEqualTo(Map.of("name", "홍길동 😀"));
        assertThat(before.salt()).isEqualTo("c2FsdA==");
        assertThat(store.readWithoutPersonal(position - 1, 1, 1))
                .singleElement()
                .extracting(WireEvent::recorded)
                .isEqualTo(before.withoutPersonal());
        erasePersonal(position);
        RecordedEvent after = store.readAfter(position - 1, 1).getFirst();
        assertThat(after).isEqualTo(before.withoutPersonal());
    }

    @Test
    void pagesKeepToTheirLimits() {
        StreamId stream = stream("reservation");
        accepted(commit(stream, 0, 10));
        long head = store.head();
        List<WireEvent> all = store.page(0, head, 100, Integer.MAX_VALUE);
        assertThat(all).hasSize(10);
        assertThat(store.page(0, head, 4, Integer.MAX_VALUE)).isEqualTo(all.subList(0, 4));
        long upTo = all.get(2).position();
        assertThat(store.page(0, upTo, 100, Integer.MAX_VALUE)).isEqualTo(all.subList(0, 3));
        int two = all.get(0).json().length() + all.get(1).json().length();
        assertThat(store.page(0, head, 100, two)).isEqualTo(all.subList(0, 2));
        // However little is asked for, a reader gets on.
        assertThat(store.page(0, head, 100, 1)).isEqualTo(all.subList(0, 1));
        assertThat(store.page(head, head, 100, 1)).isEmpty();
        assertThat(store.stream(stream, 9, 100, Integer.MAX_VALUE).events())
                .isEqualTo(all.subList(8, 10));
        assertThat(store.stream(stream, 9, 100, Integer.MAX_VALUE).currentVersion()).isEqualTo(10);
    }

    @Test
    void aDaysStreamsAreReferenceDataReservationsAndTheirCustomers() {
        StreamId room = stream("room");
        StreamId customer = stream("customer");
        StreamId onTheDay = stream("reservation");
        StreamId moved = stream("reservation");
        Instant day = Instant.parse("2026-03-02T15:00:00Z");
        Instant next = Instant.parse("2026-03-03T15:00:00Z");
        accepted(commit(room, 0, 1));
        accepted(commit(customer, 0, 1));
        accepted(commit(stream("customer"), 0, 1));
        place(onTheDay, 0, day, customer);
        place(moved, 0, day, customer);
        place(moved, 1, next, customer);
        DayStreams streams = store.dayStreams(day, next);
        assertThat(streams.head()).isEqualTo(store.head());
        assertThat(streams.streamIds())
                .containsExactlyInAnyOrder(
                        room.toString(), customer.toString(), onTheDay.toString());
        assertThat(store.pageOf(streams.streamIds(), 0, streams.head(), 10, 1_000_000))
                .extracting(WireEvent::position)
                .hasSize(3)
                .isSorted();
    }

    @Test
    void pagesOfStreamsLeaveOutTheOthersAndKeepToTheirLimits() {
        StreamId first = stream("reservation");
        StreamId second = stream("room");
        accepted(commit(first, 0, 2));
        accepted(commit(stream("customer"), 0, 2));
        accepted(commit(second, 0, 2));
        List<String> both = List.of(first.toString(), second.toString());
        assertThat(store.pageOf(both, 0, 6, 100, Integer.MAX_VALUE))
                .extracting(WireEvent::position)
                .containsExactly(1L, 2L, 5L, 6L);
        assertThat(store.pageOf(both, 1, 5, 100, Integer.MAX_VALUE))
                .extracting(WireEvent::position)
                .containsExactly(2L, 5L);
        assertThat(store.pageOf(both, 0, 6, 3, Integer.MAX_VALUE)).hasSize(3);
        assertThat(store.pageOf(both, 0, 6, 100, 1)).hasSize(1);
        assertThat(store.pageOf(List.of(), 0, 6, 100, Integer.MAX_VALUE)).isEmpty();
    }

    @Test
    void theTimeOfAPositionIsThatOfTheLastEventUpToIt() {
        assertThat(store.recordedAt(5)).isEmpty();
        accepted(commit(stream("reservation"), 0, 2));
        Instant at = store.readAfter(1, 1).getFirst().recordedAt();
        assertThat(store.recordedAt(2)).contains(at);
        assertThat(store.recordedAt(99)).contains(at);
        assertThat(store.recordedAt(0)).isEmpty();
    }

    private void place(StreamId stream, long expected, Instant startsAt, StreamId customer) {
        accepted(
                commit(
                        UUID.randomUUID(),
                        stream,
                        expected,
                        List.of(event(null)),
                        new Place(startsAt, customer)));
    }

    @Test
    void aCursorMovesForwardUntilItIsRewound() {
        try (ConsumerCursor cursor = taken("forwarder", HOUR)) {
            assertThat(cursor.load()).isZero();
            cursor.save(5);
            cursor.save(3);
            assertThat(cursor.load()).isEqualTo(5);
            assertThat(taken("other", HOUR).load()).isZero();
            assertThatThrownBy(() -> cursor.save(-1)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(store.lease("forwarder").rewind(2)).hasValue(2);
        assertThat(store.lease("forwarder").rewind(4)).as("never forward").hasValue(2);
        assertThat(taken("forwarder", HOUR).load()).isEqualTo(2);
        assertThat(store.lease("nobody").rewind(2)).isEmpty();
        assertThat(taken("nobody", HOUR).load()).as("skips nothing").isZero();
        assertThatThrownBy(() -> store.lease("forwarder").rewind(-1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whoHoldsALeaseLosesItWhenTheCursorIsPutBack() {
        ConsumerCursor holder = taken("forwarder", HOUR);
        holder.save(5);
        assertThat(store.lease("forwarder").rewind(1)).hasValue(1);
        assertThatThrownBy(() -> holder.save(6)).isInstanceOf(LeaseLostException.class);
        assertThat(taken("forwarder", HOUR).load()).isEqualTo(1);
    }

    @Test
    void oneAtATimeHoldsALeaseAndWhoLostItMovesNothing() {
        ConsumerCursor first = taken("forwarder", HOUR);
        assertThat(store.lease("forwarder").take(HOUR)).isEmpty();
        first.save(3);
        // Its time is over, and as long as nobody else has asked it goes on.
        first.renew(Duration.ZERO);
        first.save(4);
        first.renew(Duration.ZERO);
        ConsumerCursor second = taken("forwarder", HOUR);
        assertThat(second.fence()).isGreaterThan(first.fence());
        assertThat(second.load()).isEqualTo(4);
        assertThatThrownBy(() -> first.save(9)).isInstanceOf(LeaseLostException.class);
        assertThatThrownBy(() -> first.renew(HOUR)).isInstanceOf(LeaseLostException.class);
        assertThatThrownBy(first::load).isInstanceOf(LeaseLostException.class);
        first.close();
        assertThat(store.lease("forwarder").take(HOUR)).isEmpty();
        assertThat(second.load()).isEqualTo(4);
    }

    @Test
    void ofManyWhoAskForALeaseOneGetsIt() throws Exception {
        List<Boolean> got =
                together(
                        Collections.nCopies(
                                WRITERS, () -> store.lease("forwarder").take(HOUR).isPresent()));
        assertThat(got).filteredOn(Boolean::booleanValue).hasSize(1);
    }

    @Test
    void whoWantsToKnowIsToldOfEveryNewHeadOnce() {
        List<Long> heads = new CopyOnWriteArrayList<>();
        store.onHead(() -> heads.add(store.head()));
        accepted(commit(stream("reservation"), 0, 2));
        // Who looks beside the writer may be the one that tells, a moment later.
        await().until(() -> !heads.isEmpty());
        assertThat(heads).containsExactly(store.head());
        // What was refused has moved nothing.
        assertThat(append(commit(stream("reservation"), 1, 1)))
                .isInstanceOf(AppendResult.Conflict.class);
        assertThat(heads).hasSize(1);
    }

    @Test
    void oneWhoFailsWhenToldOfAHeadKeepsNobodyElseWaiting() {
        List<Long> heads = new CopyOnWriteArrayList<>();
        store.onHead(() -> {
            throw new IllegalStateException("no use for a head");
        });
        store.onHead(() -> heads.add(store.head()));
        for (int i = 1; i <= 2; i++) {
            accepted(commit(stream("reservation"), 0, 1));
            await().until(() -> heads.contains(store.head()));
        }
    }

    @Test
    void waitingForTheHeadEndsWhenItMovesAndWhenTheTimeIsOver() throws Exception {
        accepted(commit(stream("reservation"), 0, 1));
        long head = store.head();
        assertThat(store.awaitHeadBeyond(head - 1, 0)).isEqualTo(head);
        assertThat(store.awaitHeadBeyond(head, 20)).isEqualTo(head);
        try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
            CountDownLatch waiting = new CountDownLatch(1);
            Future<Long> moved =
                    executor.submit(() -> {
                        waiting.countDown();
                        return store.awaitHeadBeyond(head, 60_000);
                    });
            waiting.await();
            accepted(commit(stream("reservation"), 0, 1));
            assertThat(moved.get(30, TimeUnit.SECONDS)).isGreaterThan(head);
        }
    }
}
