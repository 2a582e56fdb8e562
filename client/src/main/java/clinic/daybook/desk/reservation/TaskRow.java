package clinic.daybook.desk.reservation;

import clinic.daybook.desk.model.BoardCard.CardTask;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.Icons;
import clinic.daybook.desk.ui.StateGlyph;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Words;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.TaskOrigin;
import clinic.daybook.reservation.TaskState;
import clinic.daybook.reservation.TaskStatus;
import clinic.daybook.reservation.VisitTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/**
 * One treatment: its place in the order, who and where, its times, and a button to start or end it.
 */
final class TaskRow extends HBox {

    private static final PseudoClass RUNNING = PseudoClass.getPseudoClass("running");
    private static final PseudoClass SKIPPED = PseudoClass.getPseudoClass("skipped");

    private final Consumer<Offer> act;
    private final BiConsumer<Node, ContextMenu> openMenu;
    private final Label number = new Label();
    private final StateGlyph glyph = StateGlyph.of(TaskStatus.WAITING);
    private final Label name = new Label();
    private final Label upsell = new Label();
    private final Label line = new Label();
    private final VBox times = new VBox();
    private final Label upper = new Label();
    private final Label lower = new Label();
    private final Label timer = new Label();
    private final Button step = new Button();
    private final Tooltip stepTip = new Tooltip();
    private @Nullable Offer offered;
    private List<Offer> offers = List.of();
    private @Nullable UUID taskId;

    TaskRow(Consumer<Offer> act, BiConsumer<Node, ContextMenu> openMenu) {
        this.act = act;
        this.openMenu = openMenu;
        getStyleClass().add("res-task");
        setAccessibleRole(AccessibleRole.BUTTON);
        setFocusTraversable(true);
        number.getStyleClass().add("res-task-number");
        name.getStyleClass().add("res-task-name");
        upsell.getStyleClass().add("res-task-upsell");
        upsell.setMinWidth(USE_PREF_SIZE);
        line.getStyleClass().add("res-task-line");
        HBox second = new HBox(upsell, line);
        VBox words = new VBox(name, second);
        words.setAlignment(Pos.CENTER_LEFT);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        times.getStyleClass().add("res-task-right");
        times.setMinWidth(USE_PREF_SIZE);
        times.getChildren().addAll(upper, lower);
        timer.getStyleClass().add("res-task-timer");
        timer.setMinWidth(USE_PREF_SIZE);
        step.getStyleClass().add("db-small");
        step.setMinWidth(USE_PREF_SIZE);
        step.setOnAction(_ -> {
            if (offered != null) {
                act.accept(offered);
            }
        });
        getChildren().addAll(number, glyph, words, timer, times, step);
        setOnMouseClicked(click -> {
            if (click.getButton() != MouseButton.MIDDLE) {
                requestFocus();
                menu();
            }
        });
        setOnKeyPressed(key -> {
            boolean open =
                    key.getCode() == KeyCode.SPACE
                            || key.getCode() == KeyCode.ENTER
                            || key.getCode() == KeyCode.CONTEXT_MENU
                            || (key.getCode() == KeyCode.F10 && key.isShiftDown());
            if (open && isFocused()) {
                menu();
                key.consume();
            }
        });
    }

    void show(
            CardTask task,
            ReservationDetail detail,
            List<Offer> all,
            Function<StreamId, String> staffName,
            Formats formats,
            Instant now) {
        taskId = task.taskId();
        offers = all;
        pseudoClassStateChanged(RUNNING, task.status() == TaskStatus.RUNNING);
        pseudoClassStateChanged(SKIPPED, task.status() == TaskStatus.SKIPPED);
        number.setText(Integer.toString(task.sequence()));
        glyph.show(task.status());
        name.setText(task.name());
        boolean extra = task.origin() != TaskOrigin.BOOKED;
        String second = secondLine(task, detail, staffName, formats);
        upsell.setText(
                extra ? Words.of(task.origin()) + (second.isEmpty() ? "" : Formats.DOT) : "");
        line.setText(second);
        VisitTimes.TaskTimes recorded = detail.times().tasks().get(task.taskId());
        showTimes(task, recorded == null || detail.times().plausible(recorded, now), formats, now);
        showStep(task, all);
        setAccessibleText(
                Texts.get(
                        "reservation.tasks.spoken",
                        task.sequence(),
                        task.name(),
                        Words.of(task.status()),
                        second));
    }

    private void showTimes(CardTask task, boolean plausible, Formats formats, Instant now) {
        Instant started = task.startedAt();
        Instant finished = task.finishedAt();
        boolean running = false;
        boolean done = false;
        if (task.status() == TaskStatus.RUNNING && started != null) {
            running = true;
            long minutes = Math.max(0, Duration.between(started, now).toMinutes());
            timer.setText(Formats.minutesOf(minutes, task.minutes()));
            timer.getStyleClass().remove("res-over");
            if (minutes > task.minutes()) {
                timer.getStyleClass().add("res-over");
            }
        }
        if (task.status() == TaskStatus.FINISHED && started != null && finished != null) {
            done = true;
            upper.setText(formats.range(started, finished));
            lower.setText(
                    plausible
                            ? DrawerText.length(Duration.between(started, finished))
                            : Texts.get("reservation.times.doubtful"));
            lower.getStyleClass().remove("res-doubtful");
            if (!plausible) {
                lower.getStyleClass().add("res-doubtful");
            }
        }
        timer.setVisible(running);
        timer.setManaged(running);
        times.setVisible(done);
        times.setManaged(done);
    }

    private void showStep(CardTask task, List<Offer> all) {
        offered =
                AvailableActions.about(all, task.taskId()).stream()
                        .filter(o ->
                                o.action() == Action.START_TASK
                                        || o.action() == Action.START_PARALLEL
                                        || o.action() == Action.FINISH_TASK)
                        .findFirst()
                        .orElse(null);
        // Of several that wait only the first has a button; the others can be started from the
        // menu.
        boolean shown =
                offered != null
                        && offered.permitted()
                        && (task.status() == TaskStatus.RUNNING || isFirstWaiting(all));
        step.setVisible(shown);
        step.setManaged(shown);
        step.setTooltip(null);
        step.getStyleClass().remove("db-icon");
        if (!shown || offered == null) {
            return;
        }
        if (offered.action() == Action.FINISH_TASK) {
            step.setText("");
            step.setAccessibleText(Texts.get("reservation.tasks.stop"));
            step.setGraphic(Icons.of(Feather.SQUARE, 12));
            step.getStyleClass().add("db-icon");
            stepTip.setText(Texts.get("reservation.tasks.stop"));
            step.setTooltip(stepTip);
        } else {
            step.setText(Texts.get("reservation.tasks.start"));
            step.setAccessibleText(step.getText() + " " + task.name());
            step.setGraphic(Icons.of(Feather.PLAY, 12));
            if (offered.action() == Action.START_PARALLEL) {
                stepTip.setText(Texts.get("reservation.tasks.start-parallel"));
                step.setTooltip(stepTip);
            }
        }
    }

    private boolean isFirstWaiting(List<Offer> all) {
        return all.stream()
                .filter(o -> o.action() == Action.START_TASK || o.action() == Action.START_PARALLEL)
                .findFirst()
                .filter(o -> o.equals(offered))
                .isPresent();
    }

    private void menu() {
        if (taskId != null) {
            openMenu.accept(this, ActionsMenu.ofTask(offers, taskId, act));
        }
    }

    private static String secondLine(
            CardTask task,
            ReservationDetail detail,
            Function<StreamId, String> staffName,
            Formats formats) {
        List<String> parts = new ArrayList<>();
        switch (task.status()) {
            case RUNNING, FINISHED -> {
                parts.add(task.performer());
                parts.add(task.place());
                if (task.status() == TaskStatus.RUNNING && task.startedAt() != null) {
                    parts.add(Texts.get("reservation.tasks.since", formats.time(task.startedAt())));
                }
            }
            case SKIPPED, REMOVED -> parts.add(Words.of(task.status()));
            case WAITING -> {
                detail.state()
                        .task(task.taskId())
                        .map(TaskState::sellerId)
                        .map(staffName)
                        .filter(seller -> !seller.isBlank())
                        .ifPresent(
                                seller -> parts.add(Texts.get("reservation.tasks.seller", seller)));
                parts.add(Formats.minutes(task.minutes()));
            }
        }
        parts.removeIf(String::isBlank);
        return String.join(Formats.DOT, parts);
    }
}
