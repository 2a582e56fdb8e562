package clinic.daybook.desk.ui;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Duration;

/** The time as screens show it: read once a second on the FX thread, for all timers at once. */
public final class Ticker {

    private final InstantSource clock;
    private final LongSupplier nanos;
    private final long began;
    private final ReadOnlyObjectWrapper<Instant> now;
    private final Timeline timeline;

    /** A stopped ticker that stands at the clock's time. */
    public Ticker(InstantSource clock) {
        this(clock, System::nanoTime);
    }

    /** {@code nanos}: nanoseconds from some moment on, in which no clock is ever set. */
    public Ticker(InstantSource clock, LongSupplier nanos) {
        this.clock = clock;
        this.nanos = nanos;
        began = nanos.getAsLong();
        now = new ReadOnlyObjectWrapper<>(this, "now", clock.instant());
        timeline = new Timeline(new KeyFrame(Duration.seconds(1), _ -> tick()));
        timeline.setCycleCount(Animation.INDEFINITE);
    }

    /** The time when it was last read. */
    public ReadOnlyObjectProperty<Instant> nowProperty() {
        return now.getReadOnlyProperty();
    }

    /** The time when it was last read. */
    public Instant now() {
        return now.get();
    }

    /**
     * The time that has passed since this was made: for how long something lasts, because a clock
     * that somebody sets makes it neither longer nor shorter.
     */
    public java.time.Duration passed() {
        return java.time.Duration.ofNanos(nanos.getAsLong() - began);
    }

    /** Reads the clock now. */
    public void tick() {
        now.set(clock.instant());
    }

    /** Reads the clock every second from now on. */
    public void start() {
        tick();
        timeline.play();
    }

    /** Stops reading. */
    public void stop() {
        timeline.stop();
    }
}
