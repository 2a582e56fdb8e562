package clinic.daybook.desk.attention;

import clinic.daybook.desk.model.AttentionItem;
import clinic.daybook.desk.model.AuditEntry;
import clinic.daybook.desk.model.CallBack;
import clinic.daybook.desk.model.ChangeOutcome;
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
import clinic.daybook.event.Command;
import clinic.daybook.event.Refusal;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.ReservationCommand.AddTreatment;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/**
 * Binds the lists of what waits for a person, here and at other desks, of who is to be called back,
 * and the one that is looked at, to the view model.
 */
final class AttentionController {

    private final AttentionViewModel model;
    private final Dialogs dialogs;
    private final Parent root;
    private final AnswerCard redo = new AnswerCard("attention.redo", "1");
    private final AnswerCard asIs = new AnswerCard("attention.as-is", "2");
    private final AnswerCard letGo = new AnswerCard("attention.let-go", "3");
    private final NowPanel nowPanel = new NowPanel();

    @FXML private Label count;
    @FXML private ListView<AttentionItem> list;
    @FXML private VBox elsewhereBox;
    @FXML private Label elsewhereCount;
    @FXML private ListView<ChangeOutcome> elsewhere;
    @FXML private VBox callBox;
    @FXML private Label callCount;
    @FXML private VBox calls;
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
    @FXML private VBox now;
    @FXML private Label refusal;
    @FXML private HBox answers;

    @SuppressWarnings("NullAway.Init") // The fields marked @FXML are set by the loader.
    AttentionController(AttentionViewModel model, Dialogs dialogs) {
        this.model = model;
        this.dialogs = dialogs;
        this.root = Fxml.load(this, "Attention");
        Fxml.style(root, AttentionController.class, "attention.css");
        setUpLists();
        nothingIcon.setGraphic(Icons.of(Feather.CHECK_CIRCLE, 24));
        history.setGraphic(Icons.of(Feather.CLOCK));
        history.textProperty().bind(Texts.bind("attention.open"));
        history.setOnAction(_ -> openSelected());
        refusal.setGraphic(Icons.of(Feather.ALERT_CIRCLE, 14));
        now.getChildren().add(nowPanel);
        answers.getChildren().addAll(redo, asIs, letGo);
        redo.onAction(model::redoNow);
        asIs.onAction(model::keepAsIs);
        letGo.onAction(this::askReason);
        letGo.destructive();
        model.selectedProperty().subscribe(_ -> show());
        model.selectedElsewhereProperty().subscribe(_ -> show());
        model.nowProperty().subscribe(_ -> show());
        model.redoProperty().subscribe(_ -> show());
        model.refusalProperty().subscribe(this::showRefusal);
        Texts.languageProperty().subscribe(() -> refresh());
        Privacy.coveredProperty().subscribe(() -> refresh());
        // When the key is typed, not when it goes down: a dialog that opens would get it typed in.
        root.addEventHandler(KeyEvent.KEY_TYPED, this::answerByKey);
    }

    Parent root() {
        return root;
    }

    private void setUpLists() {
        list.setItems(model.items());
        list.setCellFactory(_ -> new OwnCell());
        list.getSelectionModel()
                .selectedItemProperty()
                .subscribe(chosen -> {
                    if (chosen != null) {
                        elsewhere.getSelectionModel().clearSelection();
                        model.select(chosen);
                    }
                });
        elsewhere.setItems(model.elsewhere());
        elsewhere.setCellFactory(_ -> new OtherCell());
        elsewhere
                .getSelectionModel()
                .selectedItemProperty()
                .subscribe(chosen -> {
                    if (chosen != null) {
                        list.getSelectionModel().clearSelection();
                        model.select(chosen);
                    }
                });
        whenChanged(model.items(), () -> height(list, count));
        whenChanged(
                model.elsewhere(),
                () -> {
                    height(elsewhere, elsewhereCount);
                    shown(elsewhereBox, !model.elsewhere().isEmpty());
                });
        whenChanged(model.callBacks(), this::showCalls);
    }

    private static <T> void whenChanged(
            javafx.collections.ObservableList<T> items, Runnable action) {
        items.addListener((ListChangeListener<T>) _ -> action.run());
        action.run();
    }

    /** As high as what is in it; where there is no room for that, it scrolls. */
    private static void height(ListView<?> of, Label counted) {
        int size = of.getItems().size();
        of.setFixedCellSize(WaitingCell.HEIGHT);
        of.setPrefHeight(size * WaitingCell.HEIGHT);
        of.setMaxHeight(size * WaitingCell.HEIGHT);
        of.setMinHeight(Math.min(size, 2) * WaitingCell.HEIGHT);
        counted.setText(Formats.amount(size));
    }

    private void showCalls() {
        List<CallBack> open = model.callBacks();
        callCount.setText(Formats.amount(open.size()));
        shown(callBox, !open.isEmpty());
        Formats formats = model.formats();
        LocalDate today = formats.day(model.time());
        calls.getChildren()
                .setAll(
                        open.stream()
                                .map(call -> new CallBackCard(call, model, formats, today))
                                .toList());
    }

    private static void shown(Node node, boolean visible) {
        node.setVisible(visible);
        node.setManaged(visible);
    }

    private void refresh() {
        list.refresh();
        elsewhere.refresh();
        showCalls();
        show();
        showRefusal(model.refusalProperty().get());
    }

    private void show() {
        AttentionItem item = model.selectedProperty().get();
        ChangeOutcome other = model.selectedElsewhereProperty().get();
        nothing.setVisible(item == null && other == null);
        page.setVisible(item != null || other != null);
        answers.setVisible(item != null);
        if (item != null) {
            show(item);
        } else if (other != null) {
            show(other);
        }
    }

    private void show(AttentionItem item) {
        if (!item.equals(list.getSelectionModel().getSelectedItem())) {
            list.getSelectionModel().select(item);
        }
        Formats formats = model.formats();
        head(item.customerName());
        question.setText(Words.refusal(item.refusal(), formats));
        meant(item.staffName(), "", item.decidedAt(), item.command(), item.basis(), model::name);
        for (Map.Entry<String, String> typed : item.personal().entrySet()) {
            values.getChildren()
                    .add(
                            valueLine(
                                    new MeantText.Line(
                                            Words.field(typed.getKey()), typed.getValue())));
        }
        String follows = item.refusal().details().get(AttentionItem.FOLLOWS);
        if (follows != null) {
            values.getChildren()
                    .add(
                            valueLine(
                                    new MeantText.Line(
                                            Texts.get("attention.follows"),
                                            Words.command(follows))));
        }
        for (AttentionItem.Part part : item.others()) {
            values.getChildren()
                    .add(
                            valueLine(
                                    new MeantText.Line(
                                            Texts.get("attention.together"),
                                            Texts.get(
                                                    part.toReverse()
                                                            ? "attention.together.taken"
                                                            : "attention.together.stopped",
                                                    Words.command(part.command().typeName())))));
        }
        since(item.since());
        showNow(item.command());
        showAnswers(item);
    }

    private void show(ChangeOutcome other) {
        if (!other.equals(elsewhere.getSelectionModel().getSelectedItem())) {
            elsewhere.getSelectionModel().select(other);
        }
        head(other.customerName());
        question.setText(Texts.get("attention.elsewhere.decides", deskName(other)));
        meant(
                other.staffName(),
                deskName(other),
                other.decidedAt(),
                other.meant(),
                other.basis(),
                id -> other.names().getOrDefault(id, ""));
        if (other.meant() == null) {
            meant.setText(Words.command(other.type()));
        }
        since(other.since());
        showNow(other.meant());
    }

    private void head(String customer) {
        ReservationDetail detail = model.nowProperty().get();
        Formats formats = model.formats();
        name.setText(shownName(customer));
        booking.setText(
                detail == null
                        ? ""
                        : formats.when(detail.card().startsAt(), formats.day(model.time())));
        history.setDisable(detail == null);
    }

    private void meant(
            String staff,
            String desk,
            Instant decidedAt,
            @Nullable Command command,
            long seen,
            Function<StreamId, String> names) {
        Formats formats = model.formats();
        String when = formats.when(decidedAt, formats.day(model.time()));
        by.setText(
                String.join(
                        Formats.DOT,
                        desk.isEmpty() ? List.of(staff, when) : List.of(staff, desk, when)));
        values.getChildren().clear();
        basis.setText(Texts.get("attention.basis", seen));
        if (command == null) {
            return;
        }
        meant.setText(Words.command(command.typeName()));
        ReservationDetail detail = model.nowProperty().get();
        MeantText.lines(command, detail == null ? null : detail.state(), formats, names)
                .forEach(line -> values.getChildren().add(valueLine(line)));
    }

    private void since(List<AuditEntry> entries) {
        Formats formats = model.formats();
        sinceCaption.setText(Texts.get("attention.since-count", entries.size()));
        since.show(entries.reversed(), formats, formats.day(model.time()));
    }

    private void showNow(@Nullable Command command) {
        Formats formats = model.formats();
        nowPanel.show(
                model.nowProperty().get(),
                command instanceof AddTreatment c ? c.task().procedureId() : null,
                formats,
                formats.day(model.time()));
    }

    private void showAnswers(AttentionItem item) {
        redo.primary(false);
        asIs.primary(false);
        switch (model.redoProperty().get()) {
            case Redo.Possible _ -> {
                redo.show(Texts.get("attention.redo.possible"), Texts.get("attention.redo.do"));
                redo.primary(true);
            }
            case Redo.Ask _ -> {
                redo.show(Texts.get("attention.redo.ask"), Texts.get("attention.redo.open"));
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
            case Redo.Elsewhere _ ->
                    redo.show(
                            Texts.get("attention.redo.elsewhere"),
                            model.nowProperty().get() == null ? "" : Texts.get("attention.open"));
        }
        asIs.show(Texts.get("attention.as-is.means"), Texts.get("attention.as-is"));
        letGo.show(letGoMeans(item), Texts.get("attention.let-go.do"));
    }

    private static String letGoMeans(AttentionItem item) {
        List<Command> taken = Reversal.taken(item);
        if (taken.isEmpty()) {
            return Texts.get("attention.let-go.means");
        }
        String names =
                String.join(
                        Formats.DOT, taken.stream().map(c -> Words.command(c.typeName())).toList());
        return Texts.get(
                Reversal.of(item).size() == taken.size()
                        ? "attention.let-go.reverses"
                        : "attention.let-go.by-hand",
                names);
    }

    private void showRefusal(@Nullable Refusal why) {
        shown(refusal, why != null);
        refusal.setText(why == null ? "" : Words.refusal(why, model.formats()));
    }

    private void openSelected() {
        ReservationDetail detail = model.nowProperty().get();
        if (detail != null) {
            model.open(detail.card().id());
        }
    }

    private void answerByKey(KeyEvent key) {
        AnswerCard answer =
                switch (key.getCharacter()) {
                    case "1" -> redo;
                    case "2" -> asIs;
                    case "3" -> letGo;
                    default -> null;
                };
        boolean answerable = page.isVisible() && answers.isVisible();
        boolean typing = key.getTarget() instanceof TextInputControl;
        if (answer != null && answerable && !typing) {
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

    /** The customer's name as it may be shown; words where it is unknown. */
    private static String shownName(String name) {
        return name.isBlank() ? Texts.get("attention.no-name") : Privacy.name(name);
    }

    private static String deskName(ChangeOutcome other) {
        return other.deskName().isBlank()
                ? Texts.get("attention.elsewhere.unknown")
                : other.deskName();
    }

    private String when(Instant instant) {
        Formats formats = model.formats();
        return formats.when(instant, formats.day(model.time()));
    }

    private final class OwnCell extends WaitingCell<AttentionItem> {
        @Override
        Content content(AttentionItem item) {
            return new Content(
                    shownName(item.customerName()),
                    when(item.decidedAt()),
                    Words.command(item.command().typeName()),
                    Words.why(item.refusal().code()),
                    Texts.get("attention.meant-by", item.staffName()));
        }
    }

    private final class OtherCell extends WaitingCell<ChangeOutcome> {
        @Override
        Content content(ChangeOutcome other) {
            return new Content(
                    shownName(other.customerName()),
                    when(other.decidedAt()),
                    Words.command(other.type()),
                    Words.why(other.code()),
                    deskName(other) + Formats.DOT + other.staffName());
        }
    }
}
