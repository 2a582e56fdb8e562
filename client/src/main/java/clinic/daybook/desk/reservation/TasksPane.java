package clinic.daybook.desk.reservation;

import clinic.daybook.desk.model.BoardCard.CardTask;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.Icons;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.TaskStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The treatments of a visit, in the order in which they are to be done. */
final class TasksPane extends VBox {

    private final Consumer<Offer> act;
    private final BiConsumer<Node, ContextMenu> openMenu;
    private final Label title = new Label();
    private final Label progress = new Label();
    private final Label end = new Label();
    private final VBox rows = new VBox();
    private final Label none = new Label();
    private Map<UUID, TaskRow> nodes = new HashMap<>();

    /**
     * @param act does what a row's button offers
     * @param openMenu shows the menu of a row at it
     */
    TasksPane(Consumer<Offer> act, BiConsumer<Node, ContextMenu> openMenu) {
        this.act = act;
        this.openMenu = openMenu;
        title.getStyleClass().add("db-bold");
        title.textProperty().bind(Texts.bind("reservation.tasks"));
        progress.getStyleClass().add("db-quiet");
        end.getStyleClass().add("db-caption");
        end.setGraphic(Icons.of(Feather.CLOCK, 12));
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox head = new HBox(title, progress, gap, end);
        head.getStyleClass().add("res-section-head");
        rows.getStyleClass().add("res-tasks");
        none.getStyleClass().add("db-quiet");
        none.textProperty().bind(Texts.bind("reservation.tasks.none"));
        getChildren().addAll(head, rows);
    }

    /** Shows the tasks; rows that stay keep their node and the focus. */
    void show(
            ReservationDetail detail,
            List<Offer> offers,
            Function<StreamId, String> staffName,
            Formats formats,
            Instant now) {
        List<CardTask> tasks = detail.card().tasks();
        long done = tasks.stream().filter(t -> t.status() == TaskStatus.FINISHED).count();
        progress.setText(
                tasks.isEmpty() ? "" : Texts.get("reservation.tasks.progress", tasks.size(), done));
        var expected = ExpectedEnd.of(detail.state(), now);
        end.setVisible(expected.isPresent());
        end.setText(
                expected.map(at -> Texts.get("reservation.tasks.end", formats.time(at)))
                        .orElse(""));
        Map<UUID, TaskRow> kept = new HashMap<>();
        List<Node> children = new ArrayList<>();
        for (CardTask task : tasks) {
            TaskRow row = nodes.computeIfAbsent(task.taskId(), id -> new TaskRow(act, openMenu));
            row.show(task, detail, offers, staffName, formats, now);
            kept.put(task.taskId(), row);
            children.add(row);
        }
        nodes = kept;
        if (children.isEmpty()) {
            children.add(none);
        }
        if (!children.equals(rows.getChildren())) {
            rows.getChildren().setAll(children);
        }
    }
}
