package clinic.daybook.desk.restored;

import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.model.RestoredServer.Line;
import clinic.daybook.desk.ui.Dialog;
import clinic.daybook.desk.ui.Dialogs;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.Fxml;
import clinic.daybook.desk.ui.Tag;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Toasts;
import clinic.daybook.desk.ui.Words;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * Shows what a restored server lacks before anything of it is sent, and lets it be sent: what
 * happened, what is safe, what to do, and then every single change.
 */
public final class RestoredDialog {

    private static final double LIST_HEIGHT = 320;

    private final RestoredViewModel viewModel;
    private final Dialogs dialogs;
    private final Supplier<Formats> formats;

    /** A dialog over the window's layer; {@code formats}: the clinic's. */
    public RestoredDialog(
            DeskModel model,
            FxThread fx,
            Dialogs dialogs,
            Toasts toasts,
            Supplier<Formats> formats) {
        this.dialogs = dialogs;
        this.formats = formats;
        this.viewModel = new RestoredViewModel(model, fx, formats, () -> sent(toasts));
    }

    /** Opens it, unless another dialog stands. */
    public void open() {
        VBox content =
                new VBox(
                        12,
                        text(viewModel.what(), "db-bold"),
                        text(viewModel.safe()),
                        text(viewModel.toDo()),
                        text(viewModel.who(), "db-caption"),
                        list());
        content.getStyleClass().add("rst-content");
        Fxml.style(content, RestoredDialog.class, "restored.css");
        Dialog dialog =
                new Dialog(Texts.bind("restored.title"), content, Dialog.Width.WIDE)
                        .confirm(viewModel.confirmWords(), viewModel::send)
                        .confirmDisabled(viewModel.cannotSend())
                        .onCancel(viewModel::deactivate);
        if (dialogs.open(dialog)) {
            viewModel.activate();
        }
    }

    private void sent(Toasts toasts) {
        dialogs.close();
        viewModel.deactivate();
        toasts.show(Texts.bind("restored.sending"));
    }

    private static Label text(ObservableValue<String> words, String... styles) {
        Label label = new Label();
        label.textProperty().bind(words);
        label.getStyleClass().addAll(styles);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    private ListView<RestoredViewModel.Row> list() {
        ListView<RestoredViewModel.Row> list = new ListView<>(viewModel.rows());
        list.setId("lacking");
        list.getStyleClass().add("rst-list");
        list.setPrefHeight(LIST_HEIGHT);
        list.setMinHeight(LIST_HEIGHT / 2);
        list.accessibleTextProperty().bind(Texts.bind("restored.list"));
        Label empty = new Label();
        empty.textProperty().bind(Texts.bind("restored.nothing"));
        list.setPlaceholder(empty);
        list.setCellFactory(_ -> new RowCell());
        return list;
    }

    /** A heading or one change. */
    private final class RowCell extends ListCell<RestoredViewModel.Row> {

        @Override
        protected void updateItem(RestoredViewModel.Row row, boolean empty) {
            super.updateItem(row, empty);
            setText(null);
            getStyleClass().remove("rst-head");
            if (empty || row == null) {
                setGraphic(null);
                return;
            }
            switch (row) {
                case RestoredViewModel.Row.Head head -> {
                    getStyleClass().add("rst-head");
                    setGraphic(head(head));
                }
                case RestoredViewModel.Row.Change change -> setGraphic(change(change.line()));
            }
        }

        private HBox head(RestoredViewModel.Row.Head head) {
            Label name = new Label(head.name());
            name.getStyleClass().add("db-bold");
            Label count = new Label(Texts.get("restored.count", head.changes()));
            count.getStyleClass().add("db-caption");
            return line(name, count);
        }

        private HBox change(Line change) {
            Label at = new Label(formats.get().dateTime(change.at()));
            at.getStyleClass().add("rst-at");
            Label what =
                    new Label(
                            change.types().stream()
                                    .map(Words::event)
                                    .distinct()
                                    .collect(Collectors.joining(Formats.DOT)));
            what.getStyleClass().add("rst-what");
            Region gap = new Region();
            HBox.setHgrow(gap, Priority.ALWAYS);
            Label who = new Label(who(change));
            who.getStyleClass().add("db-caption");
            HBox line = line(at, what);
            if (change.clash()) {
                line.getChildren().add(new Tag(Texts.bind("restored.clash"), Tag.Tone.BAD));
            } else if (change.later()) {
                line.getChildren().add(new Tag(Texts.bind("restored.later"), Tag.Tone.WARN));
            }
            line.getChildren().addAll(gap, who);
            return line;
        }

        private static String who(Line change) {
            return change.deskName().isEmpty()
                    ? change.staffName()
                    : change.staffName() + Formats.DOT + change.deskName();
        }

        private static HBox line(Label... labels) {
            HBox line = new HBox(8, labels);
            line.getStyleClass().add("rst-line");
            return line;
        }
    }
}
