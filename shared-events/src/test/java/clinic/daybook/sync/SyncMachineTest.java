package clinic.daybook.sync;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.event.Refusal;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.CommitResult;
import clinic.daybook.protocol.Protocol;
import clinic.daybook.sync.SyncInput.Answer;
import clinic.daybook.sync.SyncInput.Failure;
import clinic.daybook.sync.SyncInput.Ready;
import clinic.daybook.sync.SyncState.Link;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Scripts of what happens to a desk's sync, and what it does about it. */
class SyncMachineTest {

    private static final StreamId S1 = Streams.reservation(1);
    private static final StreamId S2 = Streams.reservation(2);

    private Instant now = Streams.NOW;
    private SyncState state = SyncState.initial(now);
    private List<SyncEffect> effects = List.of();

    @Test
    void readsPagesUntilNearTheHeadAndThenGoesLive() {
        step(new SyncInput.Started(0, List.of()));
        assertThat(effects).contains(new SyncEffect.FetchPage(0));

        step(page(1, 0, 1_000, 2_500));
        assertThat(effects).contains(new SyncEffect.ApplyPage(1), new SyncEffect.FetchPage(1_000));
        step(page(2, 1_000, 2_000, 2_500));
        assertThat(effects)
                .contains(new SyncEffect.ApplyPage(2))
                .noneMatch(SyncEffect.FetchPage.class::isInstance);
        step(new SyncInput.PageApplied(1));
        assertThat(effects).contains(new SyncEffect.OpenLive(2_000));
        step(new SyncInput.PageApplied(2));
        step(new SyncInput.LiveOpened(2_500));

        assertThat(state.link()).isEqualTo(Link.LIVE);
        assertThat(effects).contains(new SyncEffect.SendAck(2_000));
    }

    @Test
    void comesBackWithGrowingPatience() {
        step(new SyncInput.Started(0, List.of()));
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            step(new SyncInput.FetchFailed(Failure.UNREACHABLE, null, 0));
            assertThat(state.link()).isEqualTo(Link.OFFLINE);
            waits.add(Duration.between(now, state.reconnectAt()).toMillis());
            now = state.reconnectAt();
            step(new SyncInput.TimerFired(0));
            assertThat(effects).contains(new SyncEffect.FetchPage(0));
        }

        assertThat(waits)
                .containsExactly(
                        500L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L, 30_000L, 30_000L);
        assertThat(state.linkSince()).isEqualTo(Streams.NOW);
    }

    @Test
    void aTimerThatFiresTooEarlyIsSetAgain() {
        step(new SyncInput.Started(0, List.of()));
        step(new SyncInput.FetchFailed(Failure.UNREACHABLE, null, 0));
        Instant due = state.reconnectAt();
        now = due.minusMillis(1);

        step(new SyncInput.TimerFired(0));

        assertThat(effects).contains(new SyncEffect.SetTimer(due));
    }

    @Test
    void sendsOneRequestAtATimeInOrder() {
        live();
        UUID first = commit(S1);
        assertThat(pushed()).containsExactly(first);
        UUID second = commit(S1);
        UUID third = commit(S2);
        assertThat(effects).noneMatch(e -> e instanceof SyncEffect.Push);

        answer(new Answer(first, accepted(1)));

        assertThat(effects)
                .contains(new SyncEffect.ApplyOutcomes(List.of(new PushOutcome.Taken(first, 1))));
        assertThat(pushed()).containsExactly(second, third);
    }

    /** I5: what stood behind changes that nobody had let go is told of when those have ended. */
    @Test
    void sendsWhatItFirstHearsOfWhenItsStreamHasSettled() {
        live();
        UUID behind = Streams.id();

        step(new SyncInput.Settled(S1, true, List.of(new Ready(behind, S1, 100))));

        assertThat(pushed()).containsExactly(behind);
    }

    @Test
    void bundlesWithinTheLimits() {
        step(new SyncInput.Started(0, List.of()));
        List<Ready> many = new ArrayList<>();
        for (int i = 0; i < 1_200; i++) {
            many.add(new Ready(Streams.id(), Streams.reservation(i), 100));
        }
        step(new SyncInput.Committed(many));
        goLive();
        assertThat(pushed()).hasSize(SyncMachine.AT_ONCE);

        state = SyncState.initial(now);
        step(new SyncInput.Started(0, List.of()));
        List<Ready> large = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            large.add(new Ready(Streams.id(), S1, Protocol.MAX_BODY_BYTES / 4));
        }
        step(new SyncInput.Committed(large));
        goLive();
        assertThat(pushed()).hasSize(3);
    }

    @Test
    void anUnknownOutcomeIsSentAgainUnchanged() {
        live();
        UUID commit = commit(S1);

        step(new SyncInput.PushFailed(Failure.UNREACHABLE, "", null, 0));
        assertThat(effects)
                .contains(new SyncEffect.ApplyOutcomes(List.of(new PushOutcome.Unknown(commit))));
        now = now.plusMillis(500);
        step(new SyncInput.TimerFired(0));
        assertThat(pushed()).containsExactly(commit);

        answer(new Answer(commit, new CommitResult.Accepted(1, List.of(9L), true)));
        assertThat(state.queue()).isEmpty();
    }

    @Test
    void everythingOfBeforeARestartMayHaveBeenSent() {
        UUID commit = Streams.id();
        step(new SyncInput.Started(7, List.of(new Ready(commit, S1, 100))));
        goLive();

        assertThat(state.queue().iterator().next().sending()).isEqualTo(SendQueue.Sending.UNKNOWN);
        assertThat(pushed()).containsExactly(commit);
    }

    @Test
    void aConflictWaitsUntilTheStreamIsDecidedAgain() {
        live();
        UUID first = commit(S1);
        UUID second = commit(S1);
        answer(new Answer(first, new CommitResult.Conflict(5, List.of())));
        assertThat(effects)
                .contains(new SyncEffect.ApplyOutcomes(List.of(new PushOutcome.Moved(first, 5))))
                .noneMatch(e -> e instanceof SyncEffect.Push);

        step(new SyncInput.Settled(S1, false, ready(S1, first, second)));
        assertThat(effects).noneMatch(e -> e instanceof SyncEffect.Push);

        step(new SyncInput.Settled(S1, true, ready(S1, second)));
        assertThat(pushed()).containsExactly(second);
    }

    @Test
    void aStreamThatIsBeingWrittenIsNotSent() {
        live();
        step(new SyncInput.LiveReceived(50, 11, 11, Set.of(S1)));
        UUID held = commit(S1);
        UUID free = commit(S2);
        assertThat(pushed()).containsExactly(free);
        answer(new Answer(free, accepted(1)));
        assertThat(effects).noneMatch(e -> e instanceof SyncEffect.Push);

        step(new SyncInput.PageApplied(50));
        assertThat(pushed()).containsExactly(held);
    }

    @Test
    void anIllegalCommitGoesToAPersonUnlessItsStreamMoved() {
        live();
        UUID commit = commit(S1);
        answer(new Answer(commit, rejected("illegal-in-state", false)));
        assertThat(effects)
                .contains(
                        new SyncEffect.ApplyOutcomes(
                                List.of(
                                        new PushOutcome.Refused(
                                                commit, Refusal.of("illegal-in-state")))));

        UUID other = commit(S2);
        step(new SyncInput.LiveReceived(51, 12, 12, Set.of(S2)));
        answer(new Answer(other, rejected("illegal-in-state", false)));
        assertThat(effects)
                .contains(new SyncEffect.ApplyOutcomes(List.of(new PushOutcome.Moved(other, 0))));
    }

    @Test
    void whatMayBeTakenLaterIsSentLater() {
        live();
        UUID commit = commit(S1);
        answer(new Answer(commit, rejected("unknown-actor", true)));
        assertThat(effects).noneMatch(e -> e instanceof SyncEffect.Push);

        now = now.plusMillis(500);
        step(new SyncInput.TimerFired(0));
        assertThat(pushed()).containsExactly(commit);
    }

    @Test
    void aUsedCommitIdIsLeftToTheFeed() {
        live();
        UUID commit = commit(S1);
        answer(new Answer(commit, rejected("commit-id-reused", false)));

        assertThat(effects)
                .contains(
                        new SyncEffect.ApplyOutcomes(List.of(new PushOutcome.Superseded(commit))));
        assertThat(state.queue()).isEmpty();
    }

    @Test
    void aRequestTakenForWrongIsCutUntilTheWrongOneIsFound() {
        step(new SyncInput.Started(0, List.of()));
        UUID good = Streams.id();
        UUID bad = Streams.id();
        step(new SyncInput.Committed(List.of(new Ready(good, S1, 10), new Ready(bad, S2, 10))));
        goLive();
        assertThat(pushed()).containsExactly(good, bad);
        step(new SyncInput.PushFailed(Failure.REFUSED, "malformed-request", null, 0));
        assertThat(pushed()).containsExactly(good);
        answer(new Answer(good, accepted(1)));
        assertThat(pushed()).containsExactly(bad);

        step(new SyncInput.PushFailed(Failure.REFUSED, "malformed-request", null, 0));
        assertThat(effects)
                .contains(
                        new SyncEffect.ApplyOutcomes(
                                List.of(
                                        new PushOutcome.Refused(
                                                bad, Refusal.of("malformed-request")))));
    }

    @Test
    void anOverloadedServerIsGivenTheTimeItAsksFor() {
        live();
        commit(S1);
        step(
                new SyncInput.PushFailed(
                        Failure.OVERLOADED, "overloaded", Duration.ofSeconds(20), 0.5));

        assertThat(state.push().notBefore()).isEqualTo(now.plusSeconds(20));
        assertThat(effects).contains(new SyncEffect.SetTimer(now.plusSeconds(20)));
    }

    @Test
    void aTokenNoLongerTakenAsksForEnrolmentAndKeepsTheWork() {
        live();
        commit(S1);
        step(new SyncInput.PushFailed(Failure.UNAUTHORISED, "unauthorised", null, 0));

        assertThat(state.link()).isEqualTo(Link.ENROL_AGAIN);
        assertThat(state.queue()).hasSize(1);
        assertThat(effects).contains(new SyncEffect.CloseLive());
    }

    @Test
    void silenceIsTakenForALostLine() {
        live();
        now = now.plusSeconds(44);
        step(new SyncInput.TimerFired(0));
        assertThat(state.link()).isEqualTo(Link.LIVE);
        now = now.plusSeconds(1);
        step(new SyncInput.TimerFired(0));

        assertThat(state.link()).isEqualTo(Link.OFFLINE);
        assertThat(effects).contains(new SyncEffect.CloseLive());
    }

    @Test
    void anAnswerThatGotLostOnItsWayHereIsNotAwaitedForEver() {
        live();
        UUID commit = commit(S1);
        while (now.isBefore(Streams.NOW.plusSeconds(149))) {
            now = now.plusSeconds(1);
            step(new SyncInput.Heartbeat(10));
            assertThat(state.inFlight()).containsExactly(commit);
        }
        now = now.plusSeconds(1);
        step(new SyncInput.TimerFired(0));
        assertThat(effects)
                .contains(new SyncEffect.ApplyOutcomes(List.of(new PushOutcome.Unknown(commit))));

        now = state.push().notBefore();
        step(new SyncInput.TimerFired(0));
        assertThat(pushed()).containsExactly(commit);
    }

    @Test
    void aPageThatGotLostOnItsWayHereIsAskedForAgain() {
        step(new SyncInput.Started(0, List.of()));
        now = now.plus(SyncMachine.ANSWER_WITHIN);
        step(new SyncInput.TimerFired(0));
        assertThat(state.link()).isEqualTo(Link.OFFLINE);

        now = state.reconnectAt();
        step(new SyncInput.TimerFired(0));
        assertThat(effects).contains(new SyncEffect.FetchPage(0));
    }

    @Test
    void aFloodIsLetGoAndReadByPages() {
        live();
        for (int i = 0; i <= SyncState.MAX_APPLYING; i++) {
            step(new SyncInput.LiveReceived(100 + i, 20 + i, 20 + i, Set.of(S1)));
        }
        assertThat(state.link()).isEqualTo(Link.CATCHING_UP);
        assertThat(effects).contains(new SyncEffect.CloseLive());

        for (int i = 0; i <= SyncState.MAX_APPLYING; i++) {
            step(new SyncInput.PageApplied(100 + i));
        }
        assertThat(state.link()).isEqualTo(Link.OPENING);
    }

    @Test
    void aTimeThatHasComeIsNotWaitedForAgain() {
        live();
        commit(S1);
        step(new SyncInput.PushFailed(Failure.UNREACHABLE, "", null, 0));
        step(new SyncInput.LiveReceived(80, 11, 11, Set.of(S1)));
        now = state.push().notBefore();

        step(new SyncInput.TimerFired(0));

        // Its stream is being written: not the time holds it back, and a timer would spin.
        assertThat(effects)
                .noneMatch(SyncEffect.Push.class::isInstance)
                .noneMatch(e -> e instanceof SyncEffect.SetTimer t && !t.at().isAfter(now));
        step(new SyncInput.PageApplied(80));
        assertThat(pushed()).hasSize(1);
    }

    @Test
    void whatCameBeforeIsNotAppliedAgain() {
        live();
        step(new SyncInput.LiveReceived(60, 10, 10, Set.of(S1)));
        assertThat(effects).contains(new SyncEffect.DropPage(60));
    }

    @Test
    void aFailedTransactionReadsAgainFromWhatIsDurable() {
        live();
        step(new SyncInput.LiveReceived(70, 30, 30, Set.of(S1)));
        UUID commit = Streams.id();
        step(new SyncInput.Reloaded(10, List.of(new Ready(commit, S1, 10)), 0));
        assertThat(state.applied()).isEqualTo(10);
        assertThat(state.applying()).isEmpty();
        step(new SyncInput.PageApplied(70));
        assertThat(state.applied()).isEqualTo(10);

        now = now.plusSeconds(1);
        step(new SyncInput.TimerFired(0));
        assertThat(effects).contains(new SyncEffect.FetchPage(10));
    }

    /** The disk took what was decided, and then not the answer that the server has it. */
    @Test
    void whatWasTakenMayStandInFrontOfWhatIsUnderWayAgain() {
        live();
        UUID first = commit(S1);
        UUID second = commit(S1);
        answer(new Answer(first, accepted(1)));
        assertThat(pushed()).containsExactly(second);

        step(new SyncInput.Reloaded(10, ready(S1, first, second), 0));
        answer(new Answer(second, accepted(2)));
        now = now.plusSeconds(1);
        step(new SyncInput.TimerFired(0));
        goLive();

        assertThat(pushed()).containsExactly(first);
    }

    @Test
    void theSecondPartOfAnIntentIsSentOnceTheFirstWasTaken() {
        live();
        UUID intent = Streams.id();
        UUID first = Streams.id();
        UUID second = Streams.id();
        step(new SyncInput.Committed(together(intent, first, second)));
        assertThat(pushed()).containsExactly(first);

        answer(new Answer(first, accepted(1)));

        assertThat(pushed()).containsExactly(second);
    }

    @Test
    void whereTheFirstPartIsRefusedTheSecondIsNeverSent() {
        UUID intent = Streams.id();
        UUID first = Streams.id();
        UUID second = Streams.id();
        // After a restart both may have been sent before, as far as the desk knows.
        step(new SyncInput.Started(10, together(intent, first, second)));
        goLive();
        assertThat(pushed()).containsExactly(first);

        answer(new Answer(first, rejected("illegal-in-state", false)));

        assertThat(effects)
                .contains(
                        new SyncEffect.ApplyOutcomes(
                                List.of(
                                        new PushOutcome.Refused(
                                                first, Refusal.of("illegal-in-state")),
                                        new PushOutcome.NotTaken(second))));
        assertThat(effects).noneMatch(e -> e instanceof SyncEffect.Push);
        step(new SyncInput.Settled(S2, true, List.of()));
        assertThat(state.queue()).isEmpty();
    }

    @Test
    void aPartThatMovedHoldsTheOthersUntilItIsDecidedAgain() {
        live();
        UUID intent = Streams.id();
        UUID first = Streams.id();
        UUID second = Streams.id();
        step(new SyncInput.Committed(together(intent, first, second)));
        answer(new Answer(first, new CommitResult.Conflict(3, List.of())));
        step(new SyncInput.Settled(S2, true, List.of(together(intent, first, second).get(1))));
        assertThat(effects).noneMatch(e -> e instanceof SyncEffect.Push);

        // The stream has come to it, and it was decided again to something.
        step(new SyncInput.Settled(S1, true, List.of(together(intent, first, second).get(0))));
        assertThat(pushed()).containsExactly(first);
        answer(new Answer(first, accepted(4)));
        assertThat(pushed()).containsExactly(second);
    }

    /** I3, I5: a part that waits for one that is gone would wait for ever. */
    @Test
    void aPartGoesThoughTheOneBeforeItOnTheSameStreamIsLetGoWithIt() {
        live();
        UUID intent = Streams.id();
        Ready first = new Ready(Streams.id(), S1, 100, intent);
        Ready second = new Ready(Streams.id(), S1, 100, intent);
        step(new SyncInput.Committed(List.of(first, second)));
        answer(new Answer(first.commitId(), new CommitResult.Conflict(3, List.of())));

        // Decided again, the first turns out to be so already.
        step(new SyncInput.Settled(S1, true, List.of(second)));

        assertThat(pushed()).containsExactly(second.commitId());
    }

    @Test
    void whatIsBehindSomethingNotTakenWasNotTakenEitherThoughARequestHasNoRoomForIt() {
        UUID first = Streams.id();
        UUID second = Streams.id();
        int large = Protocol.MAX_BODY_BYTES * 2 / 3;
        step(
                new SyncInput.Started(
                        10, List.of(new Ready(first, S1, large), new Ready(second, S1, large))));
        goLive();
        assertThat(pushed()).containsExactly(first);

        answer(new Answer(first, new CommitResult.Conflict(3, List.of())));

        // With the second one's outcome open for ever, the stream would never be decided again.
        assertThat(effects)
                .contains(
                        new SyncEffect.ApplyOutcomes(
                                List.of(
                                        new PushOutcome.Moved(first, 3),
                                        new PushOutcome.NotTaken(second))));
    }

    private static List<Ready> together(UUID intent, UUID onS1, UUID onS2) {
        return List.of(new Ready(onS1, S1, 100, intent), new Ready(onS2, S2, 100, intent));
    }

    private void live() {
        step(new SyncInput.Started(10, List.of()));
        goLive();
    }

    private void goLive() {
        step(page(9, state.received(), state.received(), state.received()));
        List<SyncEffect> kept = effects;
        step(new SyncInput.LiveOpened(state.received()));
        List<SyncEffect> both = new ArrayList<>(kept);
        both.addAll(effects);
        effects = both;
    }

    private UUID commit(StreamId stream) {
        UUID id = Streams.id();
        step(new SyncInput.Committed(ready(stream, id)));
        return id;
    }

    private static List<Ready> ready(StreamId stream, UUID... ids) {
        return java.util.Arrays.stream(ids).map(id -> new Ready(id, stream, 100)).toList();
    }

    private void answer(Answer... answers) {
        step(new SyncInput.PushAnswered(List.of(answers), List.of(), 0));
    }

    private static CommitResult accepted(long version) {
        return new CommitResult.Accepted(version, List.of(version), null);
    }

    private static CommitResult rejected(String code, boolean retryable) {
        return new CommitResult.Rejected(code, "", retryable);
    }

    private static SyncInput page(long page, long after, long upTo, long head) {
        return new SyncInput.PageReceived(page, after, upTo, head, Set.of());
    }

    private List<UUID> pushed() {
        return effects.stream()
                .filter(SyncEffect.Push.class::isInstance)
                .map(SyncEffect.Push.class::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing was sent: " + effects))
                .commitIds();
    }

    private void step(SyncInput input) {
        SyncMachine.Step step = SyncMachine.step(state, input, now);
        state = step.state();
        effects = step.effects();
    }
}
