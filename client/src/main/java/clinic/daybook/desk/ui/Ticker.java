package clinic.daybook.desk.ui;

import java.time.Instant;
import java.time.InstantSource;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Duration;

/** The time as screens show it: read once a second on the FX thread, for all timers at once. */
public final class Ticker {

    private final InstantSource clock;
    private final ReadOnlyObjectWrapper<Instant> now;
    private final Timeline timeline;

    /** A stopped ticker that stands at the clock's time. */
    public Ticker(InstantSource clock) {
        this.clock = clock;
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
