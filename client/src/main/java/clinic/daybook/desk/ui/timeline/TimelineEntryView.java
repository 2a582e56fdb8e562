package clinic.daybook.desk.ui.timeline;

import clinic.daybook.desk.model.AuditEntry;
import clinic.daybook.desk.model.AuditEntry.FieldChange;
import clinic.daybook.desk.model.SyncMark;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.SyncMarkView;
import clinic.daybook.desk.ui.Tag;
import clinic.daybook.desk.ui.Texts;
import java.time.LocalDate;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** One thing that happened: a line that opens. */
public final class TimelineEntryView extends HBox {

    private static final PseudoClass OPEN = PseudoClass.getPseudoClass("open");
    private static final PseudoClass LAST = PseudoClass.getPseudoClass("last");

    private final AuditEntry entry;
    private final Formats formats;
    private final BiConsumer<AuditEntry, Boolean> opened;
    private final Button head = new Button();
    private final VBox body = new VBox();
    private @Nullable EntryDetails details;
    private Function<AuditEntry, String> receipts = _ -> "";

    TimelineEntryView(
            AuditEntry entry,
            Formats formats,
            LocalDate today,
            boolean open,
            BiConsumer<AuditEntry, Boolean> opened) {
        this.entry = entry;
        this.formats = formats;
        this.opened = opened;
        getStyleClass().add("db-entry");

        StackPane disc = new StackPane(AuditIcons.of(entry.type()));
        disc.getStyleClass().add("db-entry-disc");
        Region line = new Region();
        line.getStyleClass().add("db-entry-line");
        VBox.setVgrow(line, Priority.ALWAYS);
        VBox gutter = new VBox(disc, line);
        gutter.getStyleClass().add("db-entry-gutter");

        head.getStyleClass().add("db-entry-head");
        head.setMaxWidth(Double.MAX_VALUE);
        head.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        VBox summary = summary(today);
        summary.prefWidthProperty().bind(head.widthProperty().subtract(16));
        head.setGraphic(summary);
        head.setAccessibleRole(AccessibleRole.BUTTON);
        head.setAccessibleText(AuditWords.spoken(entry, formats));
        head.setOnAction(_ -> toggle());

        body.getStyleClass().add("db-entry-body");
        body.getChildren().add(head);
        HBox.setHgrow(body, Priority.ALWAYS);
        getChildren().addAll(gutter, body);
        if (open) {
            setOpen(true);
        }
    }

    AuditEntry entry() {
        return entry;
    }

    /** Opens the entry, or closes it. */
    public void toggle() {
        setOpen(details == null);
        opened.accept(entry, details != null);
    }

    void focusHead() {
        head.requestFocus();
    }

    void setLast(boolean last) {
        pseudoClassStateChanged(LAST, last);
    }

    private void setOpen(boolean open) {
        pseudoClassStateChanged(OPEN, open);
        body.getChildren().remove(details);
        details = open ? new EntryDetails(entry, formats) : null;
        if (details != null) {
            details.receipts(receipts.apply(entry));
            body.getChildren().add(details);
        }
    }

    /** Says which desks have it, where it is opened. */
    void receipts(Function<AuditEntry, String> words) {
        receipts = words;
        if (details != null) {
            details.receipts(words.apply(entry));
        }
    }

    private VBox summary(LocalDate today) {
        Label title = new Label(AuditWords.title(entry));
        title.getStyleClass().add("db-entry-title");
        HBox first = new HBox(title);
        first.getStyleClass().add("db-entry-first");
        first.setAlignment(Pos.CENTER_LEFT);
        if (entry.outcome() != null) {
            first.getChildren().add(OutcomeWords.tag(entry.outcome().became()));
        } else if (entry.flags().contains("adjusted")) {
            first.getChildren().add(new Tag(Texts.get("timeline.adjusted"), Tag.Tone.ACCENT));
        } else if (entry.offline() && entry.mark() == SyncMark.ON_SERVER) {
            first.getChildren().add(new Tag(Texts.get("timeline.offline"), Tag.Tone.PLAIN));
        }
        if (entry.flags().contains("clock-implausible")) {
            first.getChildren().add(new Tag(AuditWords.flag("clock-implausible"), Tag.Tone.WARN));
        }
        if (entry.mark() != SyncMark.ON_SERVER) {
            first.getChildren().add(new SyncMarkView(entry.mark(), false));
        }
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Label when = new Label(formats.when(entry.happenedAt(), today));
        when.getStyleClass().add("db-entry-when");
        when.setMinWidth(USE_PREF_SIZE);
        first.getChildren().addAll(space, when);

        Label by = new Label(AuditWords.by(entry, formats));
        by.getStyleClass().add("db-entry-by");
        by.setTooltip(new Tooltip(by.getText()));
        VBox summary = new VBox(first, by);
        List<FieldChange> replaced = AuditWords.replaced(entry);
        for (FieldChange change : replaced) {
            summary.getChildren().add(line(change));
        }
        String told = AuditWords.told(entry, formats);
        if (replaced.isEmpty() && !told.isEmpty()) {
            Label news = new Label(told);
            news.getStyleClass().add("db-entry-new");
            summary.getChildren().add(news);
        }
        return summary;
    }

    private HBox line(FieldChange change) {
        Label before = new Label(AuditWords.valueInLine(change, change.before(), formats));
        before.getStyleClass().add("db-entry-old");
        Label arrow = new Label("→");
        arrow.getStyleClass().add("db-entry-arrow");
        arrow.setMinWidth(USE_PREF_SIZE);
        Label after = new Label(AuditWords.valueInLine(change, change.after(), formats));
        after.getStyleClass().add("db-entry-new");
        HBox line = new HBox(before, arrow, after);
        line.getStyleClass().add("db-entry-change");
        return line;
    }
}
