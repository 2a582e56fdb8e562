package clinic.daybook.desk.ui;

import clinic.daybook.reservation.ReservationStatus;
import clinic.daybook.reservation.TaskStatus;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Arc;
import javafx.scene.shape.ArcType;
import javafx.scene.shape.Circle;
import javafx.scene.shape.SVGPath;

/**
 * Where a visit or a task stands, as a ring that fills up: readable without colour. 16 by 16; the
 * colours come from the style sheet, by the class of the tone.
 */
public final class StateGlyph extends Pane {

    private static final double SIZE = 16;
    private static final double CENTRE = SIZE / 2;
    private static final double RING = 6;
    private static final double DISC = 3.4;

    private static final String TICK = "M5.4 8.2 L7.2 10 L10.6 6.4";
    private static final String CROSS = "M6 6 L10 10 M10 6 L6 10";
    private static final String SLASH = "M5.2 10.8 L10.8 5.2";
    private static final String DASH = "M5.6 8 L10.4 8";
    private static final String ARROW_RIGHT = "M5.4 8 L10.4 8 M8.4 6 L10.4 8 L8.4 10";
    private static final String ARROW_LEFT = "M10.6 8 L5.6 8 M7.6 6 L5.6 8 L7.6 10";

    private StateGlyph() {
        getStyleClass().add("db-glyph");
        setMinSize(SIZE, SIZE);
        setPrefSize(SIZE, SIZE);
        setMaxSize(SIZE, SIZE);
        setMouseTransparent(true);
    }

    /** The glyph of a visit's status; {@code confirmed} counts for a booking only. */
    public static StateGlyph of(ReservationStatus status, boolean confirmed) {
        StateGlyph glyph = new StateGlyph();
        glyph.show(status, confirmed);
        return glyph;
    }

    /** The glyph of a task's status. */
    public static StateGlyph of(TaskStatus status) {
        StateGlyph glyph = new StateGlyph();
        glyph.show(status);
        return glyph;
    }

    /** Shows another status of a visit. */
    public void show(ReservationStatus status, boolean confirmed) {
        switch (status) {
            case NEW -> dashed();
            case BOOKED -> {
                ring("quiet");
                if (confirmed) {
                    mark(TICK);
                }
            }
            case ARRIVED -> wedge(90);
            case CHECKED_IN -> wedge(180);
            case WAITING_TREATMENT -> wedge(270);
            case IN_CONSULTATION -> disc("talk");
            case IN_TREATMENT -> disc("live");
            case READY_TO_LEAVE -> ringWith("ok", ARROW_RIGHT);
            case DEPARTED -> filledTick();
            case LEFT_UNSEEN -> ringWith("warn", ARROW_LEFT);
            case CANCELLED -> ringWith("quiet", CROSS);
            case NO_SHOW -> ringWith("bad", SLASH);
            case ENTERED_IN_ERROR -> ringWith("quiet", DASH);
        }
    }

    /** Shows another status of a task. */
    public void show(TaskStatus status) {
        switch (status) {
            case WAITING -> dashed();
            case RUNNING -> disc("live");
            case FINISHED -> filledTick();
            case SKIPPED -> ringWith("quiet", SLASH);
            case REMOVED -> ringWith("quiet", CROSS);
        }
    }

    private void ring(String tone) {
        getStyleClass().removeIf(c -> c.startsWith("db-glyph-"));
        getStyleClass().add("db-glyph-" + tone);
        Circle ring = new Circle(CENTRE, CENTRE, RING);
        ring.getStyleClass().add("ring");
        getChildren().setAll(ring);
    }

    private void ringWith(String tone, String path) {
        ring(tone);
        mark(path);
    }

    private void dashed() {
        ring("quiet");
        getChildren().getFirst().getStyleClass().add("dashed");
    }

    private void wedge(double degrees) {
        ring("wait");
        Arc wedge = new Arc(CENTRE, CENTRE, DISC, DISC, 90, -degrees);
        wedge.setType(ArcType.ROUND);
        wedge.getStyleClass().add("fill");
        getChildren().add(wedge);
    }

    private void disc(String tone) {
        ring(tone);
        Circle disc = new Circle(CENTRE, CENTRE, DISC);
        disc.getStyleClass().add("fill");
        getChildren().add(disc);
    }

    private void filledTick() {
        ring("quiet");
        getChildren().getFirst().getStyleClass().add("solid");
        mark(TICK);
        getChildren().getLast().getStyleClass().add("on-solid");
    }

    private void mark(String path) {
        SVGPath mark = new SVGPath();
        mark.setContent(path);
        mark.getStyleClass().add("mark");
        getChildren().add(mark);
    }
}
