package clinic.daybook.sync;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.protocol.Protocol;
import clinic.daybook.sync.FirstSync.Stage;
import clinic.daybook.sync.SyncInput.Failure;
import clinic.daybook.sync.SyncInput.Ready;
import clinic.daybook.sync.SyncState.Link;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Scripts of a desk's first sync: today's board, live from its position on, the rest behind it. */
class FirstSyncMachineTest {

    private static final long HEAD = 1_000_000;

    private Instant now = Streams.NOW;
    private SyncState state = SyncState.initial(now);
    private List<SyncEffect> effects = List.of();

    @BeforeEach
    void meetsAServerWithALongLog() {
        step(new SyncInput.Started(0, List.of()));
        step(page(1, 0, 1_000, HEAD));
    }

    @Test
    void theBoardComesBeforeEverythingElse() {
        assertThat(effects).contains(new SyncEffect.DropPage(1), new SyncEffect.FetchBoard());
        step(new SyncInput.BoardReceived(2, HEAD, Set.of(Streams.reservation(1))));
        assertThat(effects).contains(new SyncEffect.ApplyPage(2), new SyncEffect.OpenLive(HEAD));
        step(new SyncInput.LiveOpened(HEAD));
        assertThat(effects).noneMatch(SyncEffect.FetchOlder.class::isInstance);

        step(new SyncInput.PageApplied(2));

        assertThat(state.link()).isEqualTo(Link.LIVE);
        assertThat(state.first().backfilled()).isFalse();
        assertThat(effects)
                .contains(
                        new SyncEffect.FetchOlder(0, Protocol.CATCH_UP_PAGE),
                        new SyncEffect.SendAck(HEAD));
    }

    @Test
    void olderEventsAreReadToTheBoardsPositionAndNoFurther() {
        older();
        step(new SyncInput.OlderReceived(3, 0, HEAD - 10));
        assertThat(effects)
                .contains(new SyncEffect.ApplyPage(3), new SyncEffect.FetchOlder(HEAD - 10, 10));
        step(new SyncInput.OlderReceived(4, HEAD - 10, HEAD + 5));
        step(new SyncInput.PageApplied(3));
        assertThat(state.first().backfilled()).isFalse();
        step(new SyncInput.PageApplied(4));

        assertThat(state.first().backfilled()).isTrue();
        assertThat(state.first().stage()).isEqualTo(Stage.IN_ORDER);
    }

    @Test
    void aServerThatKnowsNoBoardIsReadInOrder() {
        step(new SyncInput.BoardFailed(Failure.UNREACHABLE, true, null, 0));

        assertThat(effects).contains(new SyncEffect.FetchPage(0, Protocol.CATCH_UP_PAGE));
        step(page(2, 0, 4_000, HEAD));
        assertThat(effects).contains(new SyncEffect.ApplyPage(2));
        assertThat(state.first().backfilled()).isTrue();
    }

    @Test
    void aBoardThatDoesNotComeIsAskedForAgain() {
        step(new SyncInput.BoardFailed(Failure.UNREACHABLE, false, null, 0));
        assertThat(state.link()).isEqualTo(Link.OFFLINE);
        now = state.reconnectAt();
        step(new SyncInput.TimerFired(0));
        step(page(2, 0, 1_000, HEAD));
        assertThat(effects).contains(new SyncEffect.FetchBoard());

        // An answer that got lost on the way ends too.
        now = now.plus(SyncMachine.ANSWER_WITHIN);
        step(new SyncInput.TimerFired(0));
        assertThat(state.link()).isEqualTo(Link.OFFLINE);
        step(new SyncInput.BoardReceived(3, HEAD, Set.of()));
        assertThat(effects).contains(new SyncEffect.DropPage(3));
        assertThat(state.applied()).isZero();
    }

    @Test
    void aDeskWithWorkOfItsOwnReadsInOrder() {
        state = SyncState.initial(now);
        Ready own = new Ready(Streams.id(), Streams.reservation(1), 100);
        step(new SyncInput.Started(0, List.of(own)));
        step(page(1, 0, 1_000, HEAD));

        assertThat(effects).contains(new SyncEffect.ApplyPage(1));
    }

    @Test
    void whatFailsIsReadAgainLaterAndInSmallerPieces() {
        older();
        step(new SyncInput.OlderFailed(Failure.UNREACHABLE, null, 0));
        assertThat(state.link()).isEqualTo(Link.LIVE);
        assertThat(effects).noneMatch(SyncEffect.FetchOlder.class::isInstance);
        now = state.first().notBefore();
        step(new SyncInput.TimerFired(0));

        assertThat(effects).contains(new SyncEffect.FetchOlder(0, Protocol.DEFAULT_PAGE));
    }

    @Test
    void anAnswerThatIsLostIsGivenUp() {
        older();
        step(new SyncInput.Heartbeat(HEAD));
        now = now.plus(SyncMachine.ANSWER_WITHIN);
        step(new SyncInput.Heartbeat(HEAD));
        assertThat(state.first().olderBy()).isNull();
        now = state.first().notBefore();
        step(new SyncInput.TimerFired(0));

        assertThat(effects).contains(new SyncEffect.FetchOlder(0, Protocol.DEFAULT_PAGE));
    }

    @Test
    void anotherStoreEndsItAll() {
        older();
        step(new SyncInput.OlderFailed(Failure.STORE_CHANGED, null, 0));

        assertThat(state.link()).isEqualTo(Link.STORE_CHANGED);
        assertThat(effects).contains(new SyncEffect.CloseLive());
    }

    @Test
    void whatSomebodyLooksAtIsFetchedOutOfTurnAFewAtATime() {
        older();
        for (int i = 0; i < 100; i++) {
            step(new SyncInput.Want(new Wanted.Stream(Streams.reservation(i))));
            step(new SyncInput.Want(new Wanted.Stream(Streams.reservation(i))));
        }
        assertThat(state.first().asked()).hasSize(FirstSync.MAX_ASKED);
        assertThat(state.first().wanted()).hasSize(FirstSync.MAX_WANTED);
        step(
                new SyncInput.WantedFailed(
                        new Wanted.Stream(Streams.reservation(0)), Failure.REFUSED, null, 0));
        assertThat(effects)
                .contains(new SyncEffect.FetchWanted(new Wanted.Stream(Streams.reservation(4))));
        step(new SyncInput.WantedReceived(new Wanted.Stream(Streams.reservation(1)), 9));
        assertThat(effects).contains(new SyncEffect.ApplyPage(9));
    }

    @Test
    void aDatabaseThatFailsGoesBackToWhatIsDurable() {
        older();
        step(new SyncInput.OlderReceived(3, 0, 4_000));
        step(new SyncInput.Reloaded(HEAD, List.of(), new FirstSync.Cursor(0, HEAD), 0));
        step(new SyncInput.OlderReceived(4, 4_000, 8_000));

        assertThat(effects).contains(new SyncEffect.DropPage(4));
        assertThat(state.first().received()).isZero();
        assertThat(state.first().target()).isEqualTo(HEAD);
    }

    /** Live, the board durable, the first page of older events being read. */
    private void older() {
        step(new SyncInput.BoardReceived(2, HEAD, Set.of()));
        step(new SyncInput.LiveOpened(HEAD));
        step(new SyncInput.PageApplied(2));
    }

    private static SyncInput page(long page, long after, long upTo, long head) {
        return new SyncInput.PageReceived(page, after, upTo, head, Set.of());
    }

    private void step(SyncInput input) {
        SyncMachine.Step step = SyncMachine.step(state, input, now);
        state = step.state();
        effects = step.effects();
    }
}
