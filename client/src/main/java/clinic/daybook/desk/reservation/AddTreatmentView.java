package clinic.daybook.desk.reservation;

import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.model.Reference.ProcedureItem;
import clinic.daybook.desk.ui.FieldRow;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.Icons;
import clinic.daybook.desk.ui.Segments;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Words;
import clinic.daybook.reservation.TaskOrigin;
import java.util.List;
import java.util.Objects;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The menu on the left, what is chosen of it on the right. Enter takes what is found. */
final class AddTreatmentView extends VBox {

    private final AddTreatmentViewModel form;
    private final Formats formats;
    private final TextField search = new TextField();
    private final ListView<ProcedureItem> found = new ListView<>();
    private final VBox chosen = new VBox();
    private final Label sum = new Label();
    private final HBox question = new HBox();

    AddTreatmentView(AddTreatmentViewModel form, Formats formats) {
        this.form = form;
        this.formats = formats;
        getStyleClass().add("res-form");
        setUpSearch();
        Label none = new Label();
        none.textProperty().bind(Texts.bind("reservation.add.found-none"));
        none.getStyleClass().add("db-quiet");
        found.setPlaceholder(none);
        found.getStyleClass().add("res-found");
        found.setItems(form.found());
        found.getSelectionModel().selectFirst();
        found.setCellFactory(_ -> new MenuCell());
        VBox left = new VBox(8, search, found);
        HBox.setHgrow(left, Priority.ALWAYS);
        left.setPrefWidth(320);

        chosen.getStyleClass().add("res-chosen");
        VBox.setVgrow(chosen, Priority.ALWAYS);
        FieldRow chosenRow = new FieldRow(Texts.bind("reservation.add.chosen"), chosen);
        VBox.setVgrow(chosenRow, Priority.ALWAYS);
        chosenRow.errorFrom(form.errorProperty());
        Segments<TaskOrigin> origin = new Segments<>(form.originProperty());
        for (TaskOrigin one : List.of(TaskOrigin.UPSELL, TaskOrigin.CARE, TaskOrigin.BOOKED)) {
            origin.add(one, Texts.live(() -> Words.of(one)), null);
        }
        ComboBox<Reference.StaffItem> seller =
                Choices.of(form.sellers(), Reference.StaffItem::name);
        seller.valueProperty().bindBidirectional(form.sellerProperty());
        VBox right =
                new VBox(
                        12,
                        chosenRow,
                        new FieldRow(Texts.bind("reservation.add.origin"), origin),
                        new FieldRow(Texts.bind("reservation.add.seller"), seller));
        right.setMinWidth(250);
        right.setPrefWidth(250);
        sum.getStyleClass().add("db-caption");
        question.getStyleClass().add("res-question");
        question.setId("once-more");
        question.managedProperty().bind(question.visibleProperty());
        getChildren().addAll(new HBox(16, left, right), question);
        form.chosen()
                .addListener((ListChangeListener<AddTreatmentViewModel.Chosen>) _ -> showChosen());
        form.onceMoreProperty().subscribe(this::ask);
        showChosen();
    }

    TextField search() {
        return search;
    }

    /** What is chosen in sum, for the foot of the dialog. */
    Node sum() {
        return sum;
    }

    private void setUpSearch() {
        search.setId("search");
        FormDialog.keepEnter(search);
        search.promptTextProperty().bind(Texts.bind("reservation.add.search"));
        search.textProperty().bindBidirectional(form.searchProperty());
        search.addEventFilter(
                KeyEvent.KEY_PRESSED,
                key -> {
                    if (key.getCode() == KeyCode.ENTER && !key.isShortcutDown()) {
                        chooseSelected();
                        key.consume();
                    } else if (key.getCode() == KeyCode.DOWN) {
                        found.getSelectionModel().selectNext();
                        key.consume();
                    } else if (key.getCode() == KeyCode.UP) {
                        found.getSelectionModel().selectPrevious();
                        key.consume();
                    }
                });
        search.textProperty().subscribe(() -> found.getSelectionModel().selectFirst());
        found.setOnKeyPressed(key -> {
            if (key.getCode() == KeyCode.ENTER && !key.isShortcutDown()) {
                chooseSelected();
                key.consume();
            }
        });
    }

    private void chooseSelected() {
        ProcedureItem selected = found.getSelectionModel().getSelectedItem();
        if (selected == null && !found.getItems().isEmpty()) {
            selected = found.getItems().getFirst();
        }
        if (selected != null) {
            form.choose(selected);
            search.selectAll();
        }
    }

    private void showChosen() {
        chosen.getChildren().clear();
        for (AddTreatmentViewModel.Chosen one : form.chosen()) {
            chosen.getChildren().add(row(one));
        }
        if (form.chosen().isEmpty()) {
            Label nothing = new Label(Texts.get("reservation.add.nothing"));
            nothing.getStyleClass().add("db-caption");
            nothing.setWrapText(true);
            chosen.getChildren().add(nothing);
        }
        sum.setText(
                form.chosen().isEmpty()
                        ? ""
                        : Texts.get(
                                "reservation.add.sum",
                                form.chosen().size(),
                                Formats.minutes(form.minutes()),
                                formats.money(form.price())));
    }

    private HBox row(AddTreatmentViewModel.Chosen one) {
        Label name = new Label(one.procedure().name());
        HBox.setHgrow(name, Priority.ALWAYS);
        name.setMaxWidth(Double.MAX_VALUE);
        Label price = new Label(Formats.amount(one.procedure().price()));
        price.getStyleClass().add("db-caption");
        price.setMinWidth(USE_PREF_SIZE);
        Button remove = new Button();
        remove.getStyleClass().addAll("db-plain", "db-icon", "db-small");
        remove.setGraphic(Icons.of(Feather.X, 14));
        remove.setAccessibleText(Texts.get("reservation.add.remove", one.procedure().name()));
        remove.setOnAction(_ -> form.remove(one));
        HBox row = new HBox(name, price, remove);
        row.getStyleClass().add("res-chosen-row");
        return row;
    }

    private void ask(AddTreatmentViewModel.@Nullable Chosen twin) {
        question.setVisible(twin != null);
        if (twin == null) {
            return;
        }
        Label words = new Label(Texts.get("reservation.add.twice", twin.procedure().name()));
        words.setWrapText(true);
        HBox.setHgrow(words, Priority.ALWAYS);
        Button again = new Button(Texts.get("reservation.add.once-more"));
        again.setId("repeat");
        again.getStyleClass().add("db-small");
        again.setMinWidth(USE_PREF_SIZE);
        again.setOnAction(_ -> form.repeat());
        Button drop = new Button(Texts.get("reservation.add.drop"));
        drop.setId("drop");
        drop.getStyleClass().add("db-small");
        drop.setMinWidth(USE_PREF_SIZE);
        drop.setOnAction(_ -> form.dropRepeated());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        question.getChildren().setAll(Icons.of(Feather.ALERT_TRIANGLE), words, gap, again, drop);
        drop.requestFocus();
    }

    private final class MenuCell extends ListCell<ProcedureItem> {
        private final Label name = new Label();
        private final Label length = new Label();
        private final Label price = new Label();
        private final HBox line = new HBox(12);

        MenuCell() {
            HBox.setHgrow(name, Priority.ALWAYS);
            name.setMaxWidth(Double.MAX_VALUE);
            length.getStyleClass().add("db-caption");
            length.setMinWidth(USE_PREF_SIZE);
            price.setMinWidth(72);
            price.setAlignment(Pos.CENTER_RIGHT);
            line.setAlignment(Pos.CENTER_LEFT);
            line.getChildren().addAll(name, length, price);
            setPrefWidth(0);
            setOnMouseClicked(_ -> {
                ProcedureItem item = getItem();
                if (item != null) {
                    form.choose(item);
                }
            });
        }

        @Override
        protected void updateItem(@Nullable ProcedureItem item, boolean empty) {
            super.updateItem(item, empty);
            if (empty || item == null) {
                setGraphic(null);
                return;
            }
            name.setText(item.name());
            length.setText(Formats.minutes(item.minutes()));
            price.setText(Formats.amount(item.price()));
            setAccessibleText(
                    Objects.requireNonNull(name.getText())
                            + ", "
                            + length.getText()
                            + ", "
                            + formats.money(item.price()));
            setGraphic(line);
        }
    }
}
