package clinic.daybook.sync;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.protocol.StoreInfo;
import clinic.daybook.protocol.StoreInfo.Ancestor;
import clinic.daybook.sync.StoreChange.Effect;
import clinic.daybook.sync.StoreChange.Input;
import clinic.daybook.sync.StoreChange.Phase;
import clinic.daybook.sync.StoreChange.State;
import clinic.daybook.sync.StoreChange.Step;
import clinic.daybook.sync.StoreComparison.Known;
import clinic.daybook.sync.StoreComparison.Result;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where two stores have parted, and what a desk does about it (I1, I5). */
class StoreChangeTest {

    private static final Instant NOW = Instant.parse("2026-01-06T01:00:00Z");
    private static final Instant BACKUP = Instant.parse("2026-01-05T22:00:00Z");

    private static Ancestor ancestor(String id, long position) {
        return new Ancestor(id, position, BACKUP, NOW);
    }

    private static Known here(String id, long position, Ancestor... ancestors) {
        return new Known(id, "clinic-1", position, List.of(ancestors));
    }

    private static StoreInfo there(String id, long head, Ancestor... ancestors) {
        return new StoreInfo(id, "clinic-1", head, List.of(ancestors));
    }

    private static long parted(Known here, StoreInfo there) {
        return ((Result.Parted) StoreComparison.compare(here, there)).position();
    }

    @Test
    void theLastCommonPositionIsFoundAlongBothLines() {
        // Restored once.
        assertThat(parted(here("A", 90), there("B", 50, ancestor("A", 50)))).isEqualTo(50);
        // Restored twice: the desk still knows the first.
        assertThat(parted(here("A", 90), there("C", 70, ancestor("A", 50), ancestor("B", 70))))
                .isEqualTo(50);
        assertThat(
                        parted(
                                here("B", 90, ancestor("A", 50)),
                                there("C", 70, ancestor("A", 50), ancestor("B", 70))))
                .isEqualTo(70);
        // Two restores of backups of the same store, an older and a newer one.
        assertThat(parted(here("B", 90, ancestor("A", 50)), there("C", 60, ancestor("A", 60))))
                .isEqualTo(50);
        assertThat(parted(here("B", 90, ancestor("A", 50)), there("C", 40, ancestor("A", 40))))
                .isEqualTo(40);
        // The old store was put back.
        assertThat(parted(here("B", 90, ancestor("A", 50)), there("A", 80))).isEqualTo(50);
    }

    @Test
    void whatHasNoCommonPastIsNotTaken() {
        assertThat(StoreComparison.compare(here("A", 90), there("B", 10)))
                .isInstanceOf(Result.NotTold.class);
        assertThat(StoreComparison.compare(here("A", 90), there("A", 50)))
                .isInstanceOf(Result.NotTold.class);
        assertThat(StoreComparison.compare(here("A", 90), there("A", 90)))
                .isInstanceOf(Result.Same.class);
        assertThat(
                        StoreComparison.compare(
                                here("A", 90), new StoreInfo("B", "clinic-2", 10, List.of())))
                .isInstanceOf(Result.OtherClinic.class);
    }

    @Test
    void itAsksUntilItIsToldAndMovesOverOnce() {
        Step met = StoreChange.step(State.NONE, new Input.Met(), NOW);
        assertThat(met.effects()).containsExactly(new Effect.Explain(null), new Effect.Ask());
        assertThat(StoreChange.step(met.state(), new Input.Met(), NOW).effects()).isEmpty();
        Step failed = StoreChange.step(met.state(), new Input.NotTold(0), NOW);
        Instant at = failed.state().askAt();
        assertThat(failed.effects()).containsExactly(new Effect.SetTimer(at));
        Step early = StoreChange.step(failed.state(), new Input.TimerFired(), NOW);
        assertThat(early.effects()).containsExactly(new Effect.SetTimer(at));
        Step again = StoreChange.step(early.state(), new Input.TimerFired(), at);
        assertThat(again.effects()).containsExactly(new Effect.Ask());
        Step told =
                StoreChange.step(
                        again.state(),
                        new Input.Told(here("A", 90), there("B", 50, ancestor("A", 50))),
                        at);
        assertThat(told.state().phase()).isEqualTo(Phase.MOVING);
        assertThat(told.effects()).singleElement().isInstanceOf(Effect.Move.class);
        Step notMoved = StoreChange.step(told.state(), new Input.NotMoved(0), at);
        assertThat(notMoved.state().phase()).isEqualTo(Phase.WAITING);
        Step moved = StoreChange.step(told.state(), new Input.Moved(), at);
        assertThat(moved.effects()).containsExactly(new Effect.Begin());
        assertThat(moved.state()).isEqualTo(State.NONE);
    }

    @Test
    void whatCannotBeTakenIsExplainedAndAskedForAgain() {
        Step met = StoreChange.step(State.NONE, new Input.Met(), NOW);
        Step told =
                StoreChange.step(met.state(), new Input.Told(here("A", 90), there("A", 50)), NOW);
        assertThat(told.effects())
                .containsExactly(
                        new Effect.Explain(new Result.NotTold()),
                        new Effect.SetTimer(NOW.plus(StoreChange.AGAIN)));
        Step again =
                StoreChange.step(told.state(), new Input.TimerFired(), NOW.plus(StoreChange.AGAIN));
        Step back =
                StoreChange.step(again.state(), new Input.Told(here("A", 90), there("A", 90)), NOW);
        assertThat(back.effects()).containsExactly(new Effect.Begin());
    }
}
