package clinic.daybook.desk;

import javafx.animation.AnimationTimer;
import javafx.application.Platform;

/** Says so when the first frame of the window is drawn, and ends the desk a moment later. */
final class StartCheck extends AnimationTimer {

    /**
     * A tick comes before its frame: at the second, the first frame has been laid out and drawn.
     */
    private static final int SHOWN = 2;

    /** Half a second of frames, in which what the desk reads in the background gets drawn too. */
    private static final int ENOUGH = 30;

    private int ticks;

    @Override
    public void handle(long now) {
        ticks++;
        if (ticks == SHOWN) {
            Main.windowShown();
        } else if (ticks == ENOUGH) {
            stop();
            Platform.exit();
        }
    }
}
