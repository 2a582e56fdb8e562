package clinic.daybook.desk.attention;

import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.StateGlyph;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Words;
import clinic.daybook.event.StreamId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The reservation as it stands now: state, time, with whom and where, treatments and money. */
final class NowPanel extends VBox {

    private final Label upTo = new Label();
    private final Label sum = new Label();
    private final HBox state = new HBox(6);
    private final GridPane tasks = new GridPane();

    NowPanel() {
        getStyleClass().addAll("db-panel", "att-now");
        Label title = new Label();
        title.getStyleClass().add("db-strong");
        title.textProperty().bind(Texts.bind("attention.now"));
        upTo.getStyleClass().add("db-caption");
        sum.getStyleClass().add("db-bold");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox head = new HBox(8, title, upTo, gap, sum);
        head.getStyleClass().add("att-line");
        state.getStyleClass().add("att-line");
        tasks.getStyleClass().add("att-tasks");
        tasks.getColumnConstraints()
                .addAll(
                        column(40, false),
                        column(160, true),
                        column(90, false),
                        right(70),
                        right(110));
        getChildren().addAll(head, state, tasks);
        managedProperty().bind(visibleProperty());
    }

    /**
     * Shows it; {@code null}: there is none.
     *
     * @param marked the procedure that the question is about
     */
    void show(
            @Nullable ReservationDetail now,
            @Nullable StreamId marked,
            Formats formats,
            LocalDate today) {
        setVisible(now != null);
        if (now == null) {
            return;
        }
        BoardCard card = now.card();
        upTo.setText(Texts.get("attention.now.up-to", card.version()));
        int minutes = card.tasks().stream().mapToInt(BoardCard.CardTask::minutes).sum();
        sum.setText(
                String.join(
                        Formats.DOT,
                        Texts.get("attention.now.count", card.tasks().size()),
                        Formats.minutes(minutes),
                        formats.money(card.balance().charged())));
        Label words = new Label(states(card, formats, today));
        state.getChildren().setAll(StateGlyph.of(card.status(), card.confirmed()), words);
        tasks.getChildren().clear();
        tasks.addRow(
                0,
                caption("field.sequence"),
                caption("field.task"),
                caption("field.status"),
                caption("field.minutes"),
                caption("field.price"));
        int row = 1;
        for (BoardCard.CardTask task : card.tasks()) {
            addRow(row++, task, task.procedureId().equals(marked), formats);
        }
        tasks.setVisible(!card.tasks().isEmpty());
        tasks.setManaged(!card.tasks().isEmpty());
    }

    private void addRow(int row, BoardCard.CardTask task, boolean marked, Formats formats) {
        if (marked) {
            Region fill = new Region();
            fill.getStyleClass().add("att-marked");
            tasks.add(fill, 0, row, GridPane.REMAINING, 1);
        }
        Label name = new Label(task.name());
        if (marked) {
            name.getStyleClass().add("db-bold");
        }
        Node[] cells = {
            new Label(Integer.toString(task.sequence())),
            name,
            new Label(Words.of(task.status())),
            new Label(Formats.minutes(task.minutes())),
            new Label(formats.money(task.price()))
        };
        for (int i = 0; i < cells.length; i++) {
            tasks.add(cells[i], i, row);
        }
    }

    private static String states(BoardCard card, Formats formats, LocalDate today) {
        List<String> parts = new ArrayList<>();
        parts.add(Words.of(card.status()));
        parts.add(formats.when(card.startsAt(), today));
        parts.add(Formats.minutes(card.minutes()));
        if (!card.practitionerName().isBlank()) {
            parts.add(card.practitionerName());
        }
        if (!card.roomName().isBlank()) {
            parts.add(card.roomName());
        }
        return String.join(Formats.DOT, parts);
    }

    private static Label caption(String key) {
        Label label = new Label(Texts.get(key));
        label.getStyleClass().add("db-caption");
        return label;
    }

    private static ColumnConstraints column(double width, boolean grows) {
        ColumnConstraints column = new ColumnConstraints();
        column.setMinWidth(width);
        column.setHgrow(grows ? Priority.ALWAYS : Priority.NEVER);
        return column;
    }

    private static ColumnConstraints right(double width) {
        ColumnConstraints column = column(width, false);
        column.setHalignment(HPos.RIGHT);
        return column;
    }
}
