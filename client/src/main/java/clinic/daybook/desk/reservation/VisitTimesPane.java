package clinic.daybook.desk.reservation;

import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.Language;
import clinic.daybook.desk.ui.StateGlyph;
import clinic.daybook.desk.ui.Tag;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Words;
import clinic.daybook.reservation.VisitTimes;
import clinic.daybook.reservation.VisitTimes.TaskTimes;
import java.time.Duration;
import java.time.Instant;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Where the time of a visit went: four figures, the drawn visit, and each stay in words. */
final class VisitTimesPane extends VBox {

    private final StripView drawing = new StripView();
    private @Nullable VisitTimes shown;
    private long shownMinute = -1;
    private @Nullable Language language;

    VisitTimesPane() {
        getStyleClass().add("res-times");
    }

    /** Draws again only when something happened or another minute has come. */
    void show(VisitTimes times, Formats formats, Instant now) {
        long minute = now.getEpochSecond() / 60;
        boolean same = times.equals(shown) && minute == shownMinute && language == Texts.language();
        if (same) {
            return;
        }
        shown = times;
        shownMinute = minute;
        language = Texts.language();
        var strip = VisitStrip.of(times, now, formats.zone());
        if (strip.isEmpty()) {
            getChildren().setAll(label(Texts.get("reservation.times.none"), "db-quiet"));
            return;
        }
        draw(strip.get(), formats);
    }

    private void draw(VisitStrip strip, Formats formats) {
        HBox figures =
                new HBox(
                        figure("reservation.times.in-house", strip.inHouse()),
                        figure("reservation.times.waited", strip.waited()),
                        figure("reservation.times.talked", strip.talked()),
                        figure("reservation.times.treated", strip.treated()));
        figures.getStyleClass().add("res-figures");
        drawing.show(strip, formats);
        drawing.setAccessibleText(
                Texts.get(
                        "reservation.times.spoken",
                        DrawerText.length(strip.inHouse()),
                        DrawerText.length(strip.waited()),
                        DrawerText.length(strip.talked()),
                        DrawerText.length(strip.treated())));
        VBox stays = new VBox();
        stays.getChildren().add(label(Texts.get("reservation.times.stays"), "db-bold"));
        for (VisitStrip.Bar bar : strip.stays()) {
            // What was passed through at once is no place where time was spent.
            if (bar.open() || bar.length().toSeconds() > 30) {
                stays.getChildren().add(stay(bar, formats));
            }
        }
        getChildren().setAll(figures, drawing, stays);
        for (VisitStrip.Bar bar : strip.doubtfulStays()) {
            stays.getChildren()
                    .add(doubtful(Words.of(bar.status()), bar.from(), bar.until(), formats));
        }
        for (VisitStrip.TaskBar task : strip.doubtfulTasks()) {
            stays.getChildren()
                    .add(doubtful(task.times().name(), task.from(), task.until(), formats));
        }
        if (!strip.doubtfulStays().isEmpty() || !strip.doubtfulTasks().isEmpty()) {
            Label note = new Label(Texts.get("reservation.times.doubtful-note"));
            note.getStyleClass().add("db-caption");
            note.setWrapText(true);
            stays.getChildren().add(note);
        }
        for (VisitStrip.TaskBar task : strip.tasks()) {
            if (task.times().corrected()) {
                stays.getChildren().add(corrected(task.times(), formats));
            }
        }
    }

    private static Node stay(VisitStrip.Bar bar, Formats formats) {
        Label name = label(Words.of(bar.status()), "res-stay-name");
        HBox.setHgrow(name, Priority.ALWAYS);
        name.setMaxWidth(Double.MAX_VALUE);
        Label range =
                label(
                        bar.open()
                                ? Texts.get("reservation.times.until-now", formats.time(bar.from()))
                                : formats.range(bar.from(), bar.until()),
                        "res-stay-range");
        Label length = label(DrawerText.length(bar.length()), "res-stay-length");
        HBox line = new HBox(StateGlyph.of(bar.status(), false), name, range, length);
        line.getStyleClass().add("res-stay");
        return line;
    }

    /** A time that cannot be right: as it was recorded, with its days, and without a length. */
    private static Node doubtful(String name, Instant from, Instant until, Formats formats) {
        Tag tag = new Tag(Texts.get("reservation.times.doubtful"), Tag.Tone.WARN);
        Label what = label(name, "res-stay-name");
        HBox.setHgrow(what, Priority.ALWAYS);
        what.setMaxWidth(Double.MAX_VALUE);
        Label range =
                label(formats.dateTime(from) + " – " + formats.dateTime(until), "res-stay-range");
        HBox line = new HBox(tag, what, range);
        line.getStyleClass().add("res-stay");
        return line;
    }

    private static Node corrected(TaskTimes task, Formats formats) {
        Tag tag = new Tag(Texts.get("reservation.times.corrected"), Tag.Tone.ACCENT);
        Label name = label(task.name(), "res-stay-name");
        HBox.setHgrow(name, Priority.ALWAYS);
        name.setMaxWidth(Double.MAX_VALUE);
        String first =
                task.recordedStartedAt() == null || task.recordedFinishedAt() == null
                        ? Formats.NONE
                        : formats.range(task.recordedStartedAt(), task.recordedFinishedAt());
        Label recorded = label(Texts.get("reservation.times.recorded", first), "res-stay-range");
        recorded.setTooltip(new Tooltip(recorded.getText()));
        HBox line = new HBox(tag, name, recorded);
        line.getStyleClass().add("res-stay");
        return line;
    }

    private static Node figure(String key, Duration length) {
        VBox figure =
                new VBox(
                        label(Texts.get(key), "res-figure-label"),
                        label(
                                length.isZero() ? Formats.NONE : DrawerText.length(length),
                                "res-figure-value"));
        figure.getStyleClass().add("res-figure");
        figure.setAlignment(Pos.CENTER_LEFT);
        figure.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(figure, Priority.ALWAYS);
        return figure;
    }

    private static Label label(String text, String styleClass) {
        Label label = new Label(text);
        label.getStyleClass().add(styleClass);
        label.setMinWidth(USE_PREF_SIZE);
        return label;
    }
}
