package clinic.daybook.desk.reservation;

import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Words;
import clinic.daybook.reservation.ReservationStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * Draws a visit: the stays on one line above the axis, below it each treatment with its plan behind
 * what happened. What is not finished runs to the right end of what is known.
 */
final class StripView extends Region {

    private static final double STAY = 20;
    private static final double AXIS = 22;
    private static final double WORDS = 18;
    private static final double BAR = 8;
    private static final double TASK = 34;
    private static final double TICK_LABEL = 40;
    private static final double SMALLEST = 2;

    private final List<Region> stays = new ArrayList<>();
    private final List<Region> ticks = new ArrayList<>();
    private final List<Label> tickLabels = new ArrayList<>();
    private final List<TaskNodes> tasks = new ArrayList<>();
    private @Nullable VisitStrip strip;

    /** Plan, what happened, what of it was beyond the plan, the plan's end, and the words above. */
    private record TaskNodes(
            Region plan, Region actual, Region over, Region end, Label name, Label value) {}

    void show(VisitStrip now, Formats formats) {
        strip = now;
        stays.clear();
        ticks.clear();
        tickLabels.clear();
        tasks.clear();
        for (VisitStrip.Bar bar : now.stays()) {
            Region region = bar("res-bar-" + tone(bar.status()));
            Tooltip.install(
                    region,
                    new Tooltip(
                            Words.of(bar.status())
                                    + " "
                                    + formats.range(bar.from(), bar.until())
                                    + Formats.DOT
                                    + DrawerText.length(bar.length())));
            stays.add(region);
        }
        for (Instant tick : now.ticks()) {
            ticks.add(bar("res-axis"));
            tickLabels.add(label(formats.time(tick), "res-axis-label"));
        }
        for (VisitStrip.TaskBar task : now.tasks()) {
            tasks.add(nodes(task));
        }
        getChildren().setAll(ticks);
        getChildren().addAll(stays);
        getChildren().addAll(tickLabels);
        for (TaskNodes task : tasks) {
            getChildren()
                    .addAll(task.plan, task.actual, task.over, task.end, task.name, task.value);
        }
        requestLayout();
    }

    @Override
    protected double computePrefHeight(double width) {
        int lines = strip == null ? 0 : strip.tasks().size();
        return STAY + AXIS + lines * TASK;
    }

    @Override
    protected void layoutChildren() {
        VisitStrip now = strip;
        if (now == null) {
            return;
        }
        double width = getWidth();
        for (int i = 0; i < stays.size(); i++) {
            VisitStrip.Bar bar = now.stays().get(i);
            place(stays.get(i), now.at(bar.from()), now.at(bar.until()), 0, STAY, width, 1);
        }
        double height = computePrefHeight(width);
        double lastEnd = -TICK_LABEL;
        for (int i = 0; i < ticks.size(); i++) {
            double x = Math.round(now.at(now.ticks().get(i)) * width);
            ticks.get(i).resizeRelocate(x, 0, 1, height);
            double left = Math.clamp(x - TICK_LABEL / 2, 0, Math.max(0, width - TICK_LABEL));
            Label label = tickLabels.get(i);
            // Labels that would touch are left out; the line stays.
            label.setVisible(left >= lastEnd);
            label.resizeRelocate(left, STAY + 3, TICK_LABEL, WORDS);
            lastEnd = label.isVisible() ? left + TICK_LABEL : lastEnd;
        }
        double y = STAY + AXIS;
        for (int i = 0; i < tasks.size(); i++) {
            layOut(tasks.get(i), now.tasks().get(i), now, y, width);
            y += TASK;
        }
    }

    private static void layOut(
            TaskNodes nodes, VisitStrip.TaskBar task, VisitStrip strip, double y, double width) {
        double valueWidth = Math.min(width / 2, nodes.value.prefWidth(-1));
        nodes.value.resizeRelocate(width - valueWidth, y, valueWidth, WORDS);
        nodes.name.resizeRelocate(0, y, Math.max(0, width - valueWidth - 8), WORDS);
        double barY = y + WORDS + 1;
        double from = strip.at(task.from());
        double planned = strip.at(task.plannedUntil());
        double until = strip.at(task.until());
        place(nodes.plan, from, planned, barY, BAR, width, 0);
        place(nodes.actual, from, Math.min(until, planned), barY, BAR, width, 0);
        boolean over = task.until().isAfter(task.plannedUntil());
        nodes.over.setVisible(over);
        place(nodes.over, planned, Math.max(until, planned), barY, BAR, width, 0);
        double end = Math.clamp(Math.round(planned * width) - 1, 0, Math.max(0, width - 2));
        nodes.end.resizeRelocate(end, barY - 2, 2, BAR + 4);
    }

    private static void place(
            Region region,
            double from,
            double until,
            double y,
            double height,
            double width,
            double gap) {
        double left = Math.round(from * width);
        double length = Math.max(SMALLEST, Math.round(until * width) - left - gap);
        region.resizeRelocate(left, y, length, height);
    }

    private static TaskNodes nodes(VisitStrip.TaskBar task) {
        Label value = label(words(task), "res-strip-value");
        if (task.overMinutes() > 0) {
            value.getStyleClass().add("res-over");
        }
        return new TaskNodes(
                bar("res-bar-plan"),
                bar("res-bar-live"),
                bar("res-bar-over"),
                bar("res-bar-plan-end"),
                label(task.times().name(), "res-strip-name"),
                value);
    }

    /** Actual of planned minutes, and by how much they differ. */
    private static String words(VisitStrip.TaskBar task) {
        String minutes =
                Formats.minutesOf(task.length().toMinutes(), task.times().plannedMinutes());
        return task.overMinutes() > 0
                ? Texts.get("reservation.times.over", minutes, task.overMinutes())
                : minutes;
    }

    private static Region bar(String tone) {
        Region region = new Region();
        region.setManaged(false);
        region.getStyleClass().addAll("res-bar", tone);
        return region;
    }

    private static Label label(String text, String styleClass) {
        Label label = new Label(text);
        label.setManaged(false);
        label.getStyleClass().add(styleClass);
        label.setAlignment(styleClass.equals("res-axis-label") ? Pos.CENTER : Pos.CENTER_LEFT);
        return label;
    }

    static String tone(ReservationStatus status) {
        return switch (status) {
            case ARRIVED, CHECKED_IN, WAITING_TREATMENT -> "wait";
            case IN_CONSULTATION -> "talk";
            case IN_TREATMENT -> "live";
            case READY_TO_LEAVE -> "ok";
            case NEW, BOOKED, DEPARTED, LEFT_UNSEEN, CANCELLED, NO_SHOW, ENTERED_IN_ERROR ->
                    "plain";
        };
    }
}
