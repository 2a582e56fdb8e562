package clinic.daybook.sync;

import clinic.daybook.protocol.StoreInfo;
import clinic.daybook.sync.StoreComparison.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a desk does when its server holds another store than the one it worked with, as a pure state
 * machine: asks what the server holds, compares, and moves over where the two have a common past.
 * Where they have none it explains and asks again, because the administrator may put it right.
 */
public final class StoreChange {

    /** How long to wait before the server is asked again what it holds. */
    static final Duration AGAIN = Duration.ofSeconds(30);

    /** What is being done. */
    public enum Phase {
        /** The server holds the store that the desk works with. */
        NONE,
        /** The server is being asked. */
        ASKING,
        /** It is asked again when the time has come. */
        WAITING,
        /** The desk's database is being moved over. */
        MOVING
    }

    /**
     * Where it stands. Immutable.
     *
     * @param failures how often in a row the server could not be asked
     * @param askAt when to ask again; {@code null}: not to
     */
    public record State(Phase phase, int failures, @Nullable Instant askAt) {

        /** Nothing has happened. */
        public static final State NONE = new State(Phase.NONE, 0, null);
    }

    /** What happens. */
    public sealed interface Input {

        /** The server refused a request because it holds another store. */
        record Met() implements Input {}

        /** It said what it holds. */
        record Told(StoreComparison.Known here, StoreInfo there) implements Input {}

        /** It did not. */
        record NotTold(double jitter) implements Input {}

        /** The desk's database stands at the new store. */
        record Moved() implements Input {}

        /** It could not be written: the desk still stands at the old one. */
        record NotMoved(double jitter) implements Input {}

        /** Time has passed. */
        record TimerFired() implements Input {}

        /** The desk starts anew with its server. */
        record Reset() implements Input {}
    }

    /** What is to be done. */
    public sealed interface Effect {

        /** Ask the server what it holds. */
        record Ask() implements Effect {}

        /** Move over, in one transaction. */
        record Move(StoreInfo there, Result.Parted parted) implements Effect {}

        /** Tell the screens; {@code null}: it is being found out. */
        record Explain(@Nullable Result result) implements Effect {}

        /** Report when this time has come; replaces what was asked for before. */
        record SetTimer(Instant at) implements Effect {}

        /** Sync with the new store from here on. */
        record Begin() implements Effect {}
    }

    /** The state after an input, and what is to be done. */
    public record Step(State state, List<Effect> effects) {
        public Step {
            effects = List.copyOf(effects);
        }
    }

    private StoreChange() {}

    /** Takes one input. */
    public static Step step(State state, Input input, Instant now) {
        List<Effect> effects = new ArrayList<>();
        State next =
                switch (input) {
                    case Input.Met _ -> {
                        if (state.phase() != Phase.NONE) {
                            yield state;
                        }
                        effects.add(new Effect.Explain(null));
                        yield ask(0, effects);
                    }
                    case Input.Told i ->
                            state.phase() == Phase.ASKING ? told(i, now, effects) : state;
                    case Input.NotTold i ->
                            state.phase() == Phase.ASKING
                                    ? later(
                                            state.failures() + 1,
                                            Backoff.after(state.failures() + 1, i.jitter()),
                                            now,
                                            effects)
                                    : state;
                    case Input.NotMoved i ->
                            state.phase() == Phase.MOVING
                                    ? later(
                                            state.failures() + 1,
                                            Backoff.after(state.failures() + 1, i.jitter()),
                                            now,
                                            effects)
                                    : state;
                    case Input.Moved _ -> {
                        if (state.phase() == Phase.MOVING) {
                            effects.add(new Effect.Begin());
                        }
                        yield State.NONE;
                    }
                    case Input.TimerFired _ -> timer(state, now, effects);
                    case Input.Reset _ -> State.NONE;
                };
        return new Step(next, effects);
    }

    private static State told(Input.Told told, Instant now, List<Effect> effects) {
        Result result = StoreComparison.compare(told.here(), told.there());
        if (result instanceof Result.Parted parted) {
            effects.add(new Effect.Move(told.there(), parted));
            return new State(Phase.MOVING, 0, null);
        }
        if (result instanceof Result.Same) {
            effects.add(new Effect.Begin());
            return State.NONE;
        }
        effects.add(new Effect.Explain(result));
        return later(0, AGAIN, now, effects);
    }

    private static State timer(State state, Instant now, List<Effect> effects) {
        Instant askAt = state.askAt();
        if (askAt == null) {
            return state;
        }
        if (now.isBefore(askAt)) {
            // It fired a little early.
            effects.add(new Effect.SetTimer(askAt));
            return state;
        }
        return ask(state.failures(), effects);
    }

    private static State ask(int failures, List<Effect> effects) {
        effects.add(new Effect.Ask());
        return new State(Phase.ASKING, failures, null);
    }

    private static State later(int failures, Duration wait, Instant now, List<Effect> effects) {
        Instant at = now.plus(wait);
        effects.add(new Effect.SetTimer(at));
        return new State(Phase.WAITING, failures, at);
    }
}
