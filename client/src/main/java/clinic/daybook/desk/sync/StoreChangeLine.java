package clinic.daybook.desk.sync;

import clinic.daybook.desk.local.Enrolled;
import clinic.daybook.desk.local.SyncSide;
import clinic.daybook.desk.model.RestoredServer.Stage;
import clinic.daybook.sync.StoreChange;
import clinic.daybook.sync.StoreChange.Effect;
import clinic.daybook.sync.StoreChange.Input;
import clinic.daybook.sync.StoreComparison.Result;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Does what the {@link StoreChange} machine wants. Of the engine's thread. */
final class StoreChangeLine {

    /** Runs a task later; may be told to run it on another thread. */
    interface Timers {
        void after(Duration wait, Runnable task);
    }

    private final SyncSide desk;
    private final ServerClient server;
    private final InstantSource clock;
    private final DoubleSupplier jitter;
    private final Timers timers;
    private final Runnable begin;
    private StoreChange.State state = StoreChange.State.NONE;
    private @Nullable Enrolled enrolled;
    // Answers to what was asked before a new start are none of this one's business.
    private long session;

    /** {@code begin}: syncs with the store that the desk stands at now. */
    StoreChangeLine(
            SyncSide desk,
            ServerClient server,
            InstantSource clock,
            DoubleSupplier jitter,
            Timers timers,
            Runnable begin) {
        this.desk = desk;
        this.server = server;
        this.clock = clock;
        this.jitter = jitter;
        this.timers = timers;
        this.begin = begin;
    }

    /** The server refused a request because it holds another store. */
    void met(Enrolled as) {
        enrolled = as;
        feed(new Input.Met());
    }

    /** The sync starts anew. */
    void reset() {
        session++;
        enrolled = null;
        feed(new Input.Reset());
        desk.storeChange(Stage.NONE);
    }

    private void feed(Input input) {
        StoreChange.Step step = StoreChange.step(state, input, clock.instant());
        state = step.state();
        step.effects().forEach(this::perform);
    }

    private void later(long askedIn, Input input) {
        desk.execute(() -> {
            if (askedIn == session) {
                feed(input);
            }
        });
    }

    private void perform(Effect effect) {
        switch (effect) {
            case Effect.Ask _ -> ask();
            case Effect.Move e -> {
                long asked = session;
                desk.moveOver(
                        e.there(),
                        e.parted(),
                        moved ->
                                later(
                                        asked,
                                        moved
                                                ? new Input.Moved()
                                                : new Input.NotMoved(jitter.getAsDouble())));
            }
            case Effect.Explain e -> desk.storeChange(stage(e.result()));
            case Effect.SetTimer e -> setTimer(e.at());
            case Effect.Begin _ -> begin.run();
        }
    }

    private static Stage stage(@Nullable Result result) {
        return switch (result) {
            case null -> Stage.ASKING;
            case Result.Parted _, Result.Same _ -> Stage.ASKING;
            case Result.OtherClinic _ -> Stage.OTHER_CLINIC;
            case Result.NotTold _ -> Stage.NOT_TOLD;
        };
    }

    private void ask() {
        Enrolled to = enrolled;
        long asked = session;
        if (to == null) {
            return;
        }
        server.store(
                to,
                there ->
                        desk.execute(() -> {
                            if (asked == session) {
                                feed(new Input.Told(desk.store(), there));
                            }
                        }),
                failure -> later(asked, new Input.NotTold(jitter.getAsDouble())));
    }

    private void setTimer(Instant at) {
        long asked = session;
        long wait = Math.max(1, Duration.between(clock.instant(), at).toMillis());
        timers.after(Duration.ofMillis(wait), () -> later(asked, new Input.TimerFired()));
    }
}
