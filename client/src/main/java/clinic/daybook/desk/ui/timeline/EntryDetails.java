package clinic.daybook.desk.ui.timeline;

import clinic.daybook.desk.model.AuditEntry;
import clinic.daybook.desk.model.AuditEntry.FieldChange;
import clinic.daybook.desk.model.AuditValue;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.geometry.HPos;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * The opened entry: before and after of each field; then who, where, both clocks and what was seen.
 */
final class EntryDetails extends VBox {

    private final GridPane facts;
    private @Nullable Label received;

    EntryDetails(AuditEntry entry, Formats formats) {
        getStyleClass().add("db-entry-details");
        if (!entry.changes().isEmpty()) {
            getChildren().add(table(entry.changes(), formats));
        }
        facts = facts(entry, formats);
        getChildren().add(facts);
    }

    /** Says which desks have it; an empty text is not shown. */
    void receipts(String words) {
        if (received == null && !words.isEmpty()) {
            received = fact(facts, facts.getRowCount(), "timeline.receipts", words);
        } else if (received != null) {
            received.setText(words);
        }
    }

    private static GridPane table(List<FieldChange> changes, Formats formats) {
        GridPane table = new GridPane();
        table.getStyleClass().add("db-entry-table");
        ColumnConstraints field = new ColumnConstraints();
        field.setMinWidth(64);
        ColumnConstraints value = new ColumnConstraints();
        value.setHgrow(Priority.ALWAYS);
        value.setPrefWidth(110);
        table.getColumnConstraints().addAll(field, value, value);
        table.addRow(
                0,
                caption(Texts.get("timeline.field")),
                caption(Texts.get("timeline.before")),
                caption(Texts.get("timeline.after")));
        int row = 1;
        for (FieldChange change : changes) {
            boolean same = Objects.equals(change.before(), change.after());
            table.addRow(
                    row++,
                    caption(Words.field(change.field())),
                    value(change.before(), formats, same ? "same" : "old"),
                    same
                            ? labelled(Texts.get("timeline.unchanged"), "same")
                            : value(change.after(), formats, "new"));
        }
        return table;
    }

    private static Label value(@Nullable AuditValue value, Formats formats, String kind) {
        String words = AuditWords.value(value, formats);
        return labelled(words, words.equals(Formats.NONE) ? "same" : kind);
    }

    private static Label labelled(String text, String kind) {
        Label label = new Label(text);
        label.getStyleClass().add("db-entry-value-" + kind);
        label.setWrapText(true);
        return label;
    }

    private static GridPane facts(AuditEntry entry, Formats formats) {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("db-entry-facts");
        ColumnConstraints name = new ColumnConstraints();
        name.setMinWidth(72);
        name.setHalignment(HPos.LEFT);
        ColumnConstraints value = new ColumnConstraints();
        value.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().addAll(name, value);
        int row = 0;
        for (Fact fact : factsOf(entry, formats)) {
            fact(grid, row++, fact.key(), fact.value());
        }
        return grid;
    }

    private static Label fact(GridPane grid, int row, String key, String value) {
        Label caption = caption(Texts.get(key));
        caption.setMinWidth(USE_PREF_SIZE);
        Label text = new Label(value);
        text.getStyleClass().add("db-entry-fact");
        text.setWrapText(true);
        GridPane.setValignment(caption, VPos.TOP);
        grid.addRow(row, caption, text);
        return text;
    }

    /** A caption's key and what stands beside it. */
    record Fact(String key, String value) {}

    private static List<Fact> factsOf(AuditEntry entry, Formats formats) {
        List<Fact> facts = new ArrayList<>();
        facts.add(
                new Fact(
                        "timeline.who",
                        entry.staffName().isBlank()
                                ? Texts.get("timeline.somebody")
                                : entry.staffName()));
        String desk =
                entry.deskName().isBlank() ? Texts.get("timeline.unknown-desk") : entry.deskName();
        facts.add(
                new Fact(
                        "timeline.where",
                        entry.offline() ? desk + ", " + Texts.get("timeline.offline") : desk));
        String offset = AuditWords.clockOffset(entry, formats);
        String when =
                Formats.shortDate(formats.day(entry.happenedAt()))
                        + " "
                        + formats.seconds(entry.happenedAt());
        facts.add(new Fact("timeline.when", offset.isEmpty() ? when : when + " (" + offset + ")"));
        facts.add(new Fact("timeline.recorded", recorded(entry, formats)));
        String reason = AuditWords.reason(entry);
        if (!reason.isEmpty()) {
            facts.add(new Fact("timeline.why", "“" + reason + "”"));
        }
        if (entry.outcome() != null) {
            facts.addAll(OutcomeWords.facts(entry.outcome(), formats));
        } else if (entry.basis() != null) {
            facts.add(
                    new Fact(
                            "timeline.basis",
                            Texts.get("timeline.basis-value", entry.basis(), entry.version())));
        }
        if (!entry.flags().isEmpty()) {
            facts.add(
                    new Fact(
                            "timeline.flags",
                            String.join(
                                    Formats.DOT,
                                    entry.flags().stream().map(AuditWords::flag).toList())));
        }
        return facts;
    }

    private static String recorded(AuditEntry entry, Formats formats) {
        if (entry.recordedAt() == null || entry.position() == null) {
            return Texts.get("timeline.not-recorded");
        }
        return Texts.get(
                "timeline.recorded-value",
                Formats.shortDate(formats.day(entry.recordedAt()))
                        + " "
                        + formats.seconds(entry.recordedAt()),
                Formats.amount(entry.position()));
    }

    private static Label caption(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("db-entry-caption");
        return label;
    }
}
