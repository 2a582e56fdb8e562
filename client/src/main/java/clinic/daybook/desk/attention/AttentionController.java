package clinic.daybook.desk.attention;

import clinic.daybook.desk.model.AttentionItem;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.ui.Dialog;
import clinic.daybook.desk.ui.Dialogs;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.Fxml;
import clinic.daybook.desk.ui.Icons;
import clinic.daybook.desk.ui.Privacy;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Words;
import clinic.daybook.desk.ui.timeline.MeantText;
import clinic.daybook.desk.ui.timeline.TimelineView;
import clinic.daybook.event.Refusal;
import clinic.daybook.event.StreamId;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Binds the list of what waits for a person, and the one that is looked at, to the view model. */
final class AttentionController {

    private final AttentionViewModel model;
    private final Dialogs dialogs;
    private final Consumer<StreamId> openReservation;
    private final Parent root;
    private final AnswerCard redo = new AnswerCard("attention.redo", "1");
    private final AnswerCard asIs = new AnswerCard("attention.as-is", "2");
    private final AnswerCard letGo = new AnswerCard("attention.let-go", "3");

    @FXML private Label count;
    @FXML private ListView<AttentionItem> list;
    @FXML private VBox nothing;
    @FXML private Label nothingIcon;
    @FXML private ScrollPane page;
    @FXML private Label name;
    @FXML private Label booking;
    @FXML private Button history;
    @FXML private Label question;
    @FXML private Label by;
    @FXML private Label meant;
    @FXML private VBox values;
    @FXML private Label basis;
    @FXML private Label sinceCaption;
    @FXML private TimelineView since;
    @FXML private Label refusal;
    @FXML private HBox answers;

    @SuppressWarnings("NullAway.Init") // The fields marked @FXML are set by the loader.
    AttentionController(
            AttentionViewModel model, Dialogs dialogs, Consumer<StreamId> openReservation) {
        this.model = model;
        this.dialogs = dialogs;
        this.openReservation = openReservation;
        this.root = Fxml.load(this, "Attention");
        Fxml.style(root, AttentionController.class, "attention.css");
        list.setItems(model.items());
        list.setCellFactory(_ -> new ItemCell(model));
        list.getSelectionModel()
                .selectedItemProperty()
                .subscribe(chosen -> {
                    if (chosen != null) {
                        model.select(chosen);
                    }
                });
        nothingIcon.setGraphic(Icons.of(Feather.CHECK_CIRCLE, 24));
        history.setGraphic(Icons.of(Feather.CLOCK));
        history.textProperty().bind(Texts.bind("attention.open"));
        history.setOnAction(_ -> openSelected());
        refusal.setGraphic(Icons.of(Feather.ALERT_CIRCLE, 14));
        answers.getChildren().addAll(redo, asIs, letGo);
        asIs.onAction(model::keepAsIs);
        letGo.onAction(this::askReason);
        letGo.destructive();
        model.countProperty().subscribe(n -> count.setText(Formats.amount(n.longValue())));
        model.selectedProperty().subscribe(_ -> show());
        model.nowProperty().subscribe(_ -> show());
        model.redoProperty().subscribe(_ -> show());
        model.refusalProperty().subscribe(this::showRefusal);
        Texts.languageProperty().subscribe(() -> refresh());
        Privacy.coveredProperty().subscribe(() -> refresh());
        root.addEventHandler(KeyEvent.KEY_PRESSED, this::answerByKey);
    }

    Parent root() {
        return root;
    }

    private void refresh() {
        list.refresh();
        show();
        showRefusal(model.refusalProperty().get());
    }

    private void show() {
        AttentionItem item = model.selectedProperty().get();
        nothing.setVisible(item == null);
        page.setVisible(item != null);
        if (item == null) {
            return;
        }
        if (!item.equals(list.getSelectionModel().getSelectedItem())) {
            list.getSelectionModel().select(item);
        }
        Formats formats = model.formats();
        LocalDate today = formats.day(model.time());
        ReservationDetail now = model.nowProperty().get();
        name.setText(ItemCell.name(item));
        booking.setText(now == null ? "" : formats.when(now.card().startsAt(), today));
        question.setText(Words.refusal(item.refusal(), formats));
        by.setText(item.staffName() + Formats.DOT + formats.when(item.decidedAt(), today));
        meant.setText(Words.command(item.command().typeName()));
        values.getChildren().clear();
        List<MeantText.Line> lines =
                MeantText.lines(
                        item.command(), now == null ? null : now.state(), formats, model::name);
        for (MeantText.Line line : lines) {
            values.getChildren().add(valueLine(line));
        }
        basis.setText(Texts.get("attention.basis", item.basis()));
        sinceCaption.setText(Texts.get("attention.since-count", item.since().size()));
        since.show(item.since().reversed(), formats, today);
        showAnswers(now);
    }

    private void showAnswers(@Nullable ReservationDetail now) {
        redo.primary(false);
        asIs.primary(false);
        switch (model.redoProperty().get()) {
            case Redo.Possible _ -> {
                redo.show(Texts.get("attention.redo.possible"), Texts.get("attention.redo.do"));
                redo.onAction(model::redoNow);
                redo.primary(true);
            }
            case Redo.AlreadySo _ -> {
                redo.show(Texts.get("attention.redo.already"), "");
                asIs.primary(true);
            }
            case Redo.Impossible(Refusal why) -> {
                redo.show(Words.refusal(why, model.formats()), "");
                asIs.primary(true);
            }
            case Redo.Elsewhere _ -> {
                redo.show(
                        Texts.get("attention.redo.elsewhere"),
                        now == null ? "" : Texts.get("attention.open"));
                redo.onAction(this::openSelected);
            }
        }
        asIs.show(Texts.get("attention.as-is.means"), Texts.get("attention.as-is"));
        letGo.show(Texts.get("attention.let-go.means"), Texts.get("attention.let-go.do"));
    }

    private void showRefusal(@Nullable Refusal why) {
        refusal.setVisible(why != null);
        refusal.setManaged(why != null);
        refusal.setText(why == null ? "" : Words.refusal(why, model.formats()));
    }

    private void openSelected() {
        AttentionItem item = model.selectedProperty().get();
        if (item != null) {
            openReservation.accept(item.streamId());
        }
    }

    private void answerByKey(KeyEvent key) {
        AnswerCard answer =
                switch (key.getText()) {
                    case "1" -> redo;
                    case "2" -> asIs;
                    case "3" -> letGo;
                    default -> null;
                };
        if (answer != null && page.isVisible() && key.getCode() != KeyCode.ENTER) {
            answer.fire();
            key.consume();
        }
    }

    private void askReason() {
        VBox choices = new VBox(8);
        ToggleGroup group = new ToggleGroup();
        for (String code : AttentionViewModel.REASONS) {
            RadioButton choice = new RadioButton();
            choice.textProperty().bind(Texts.live(() -> Words.reason(code)));
            choice.setUserData(code);
            choice.setToggleGroup(group);
            choices.getChildren().add(choice);
        }
        Dialog dialog =
                new Dialog(Texts.bind("attention.let-go.why"), choices, Dialog.Width.NARROW)
                        .confirm(
                                Texts.bind("attention.let-go"),
                                () -> {
                                    if (group.getSelectedToggle() instanceof Node chosen) {
                                        dialogs.close();
                                        model.letGo(String.valueOf(chosen.getUserData()));
                                    }
                                })
                        .confirmDisabled(
                                group.selectedToggleProperty().map(t -> false).orElse(true))
                        .destructive();
        dialogs.open(dialog);
    }

    private static HBox valueLine(MeantText.Line line) {
        Label field = new Label(line.field());
        field.getStyleClass().add("att-field");
        Label value = new Label(line.value());
        value.setWrapText(true);
        return new HBox(8, field, value);
    }

    /** One of the three answers: what it means, and the button that gives it. */
    private static final class AnswerCard extends VBox {
        private final Label meaning = new Label();
        private final Button button = new Button();

        AnswerCard(String title, String key) {
            super(8);
            getStyleClass().addAll("db-panel", "att-answer");
            Label heading = new Label();
            heading.getStyleClass().add("db-strong");
            heading.textProperty().bind(Texts.bind(title));
            Label hint = new Label(key);
            hint.getStyleClass().add("db-key");
            Region gap = new Region();
            HBox.setHgrow(gap, Priority.ALWAYS);
            meaning.setWrapText(true);
            meaning.getStyleClass().add("db-secondary");
            VBox.setVgrow(meaning, Priority.ALWAYS);
            meaning.setMaxHeight(Double.MAX_VALUE);
            meaning.setAlignment(Pos.TOP_LEFT);
            button.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(this, Priority.ALWAYS);
            setPrefWidth(200);
            getChildren().addAll(new HBox(8, heading, gap, hint), meaning, button);
        }

        void show(String words, String action) {
            meaning.setText(words);
            button.setText(action);
            button.setVisible(!action.isEmpty());
        }

        void onAction(Runnable action) {
            button.setOnAction(_ -> action.run());
        }

        void primary(boolean yes) {
            button.getStyleClass().remove("db-filled");
            getStyleClass().remove("att-recommended");
            if (yes) {
                button.getStyleClass().add("db-filled");
                getStyleClass().add("att-recommended");
            }
        }

        void destructive() {
            button.getStyleClass().add("db-destructive");
        }

        void fire() {
            if (button.isVisible()) {
                button.fire();
            }
        }
    }
}
