package clinic.daybook.desk.shell;

import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.CustomerItem;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.Icons;
import clinic.daybook.desk.ui.StateGlyph;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Words;
import java.util.function.Supplier;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** What is found, in a list below the search field; moved through without leaving the field. */
final class SearchView extends VBox {

    private static final String CHOSEN = "db-chosen";

    private final SearchViewModel viewModel;
    private final TextField field;
    private final Supplier<Formats> formats;

    SearchView(SearchViewModel viewModel, TextField field, Supplier<Formats> formats) {
        this.viewModel = viewModel;
        this.field = field;
        this.formats = formats;
        getStyleClass().addAll("db-popover", "shell-results");
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        field.textProperty().bindBidirectional(viewModel.textProperty());
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        field.focusedProperty().subscribe(_ -> show());
        viewModel.hits().addListener((ListChangeListener<SearchHit>) _ -> show());
        viewModel.answeredProperty().subscribe(_ -> show());
        viewModel.chosenProperty().subscribe(_ -> mark());
    }

    private void pressed(KeyEvent key) {
        boolean handled = true;
        switch (key.getCode()) {
            case UP -> viewModel.move(-1);
            case DOWN -> viewModel.move(1);
            case ENTER -> viewModel.open();
            case ESCAPE -> handled = cleared();
            default -> handled = false;
        }
        if (handled || key.getCode() == KeyCode.ENTER) {
            key.consume();
        }
    }

    /** The first Esc empties the field; the next one is for what lies behind. */
    private boolean cleared() {
        boolean had = !field.getText().isEmpty();
        viewModel.clear();
        return had;
    }

    private void show() {
        getChildren().clear();
        for (SearchHit hit : viewModel.hits()) {
            getChildren().add(row(hit));
        }
        boolean none = viewModel.hits().isEmpty();
        if (none) {
            Label nothing = new Label();
            nothing.textProperty().bind(Texts.bind("shell.search-none"));
            nothing.setWrapText(true);
            nothing.getStyleClass().addAll("db-quiet", "shell-none");
            getChildren().add(nothing);
        }
        if (!viewModel.olderProperty().get().isEmpty()) {
            Label older = new Label();
            older.textProperty()
                    .bind(
                            Texts.live(
                                    () ->
                                            Texts.get(
                                                    "shell.search-older",
                                                    viewModel.olderProperty().get()),
                                    viewModel.olderProperty()));
            older.setWrapText(true);
            older.getStyleClass().addAll("db-quiet", "shell-none");
            getChildren().add(older);
        }
        boolean asked = !field.getText().isBlank();
        setVisible(asked && field.isFocused() && (!none || viewModel.answeredProperty().get()));
        mark();
    }

    private void mark() {
        for (int i = 0; i < getChildren().size(); i++) {
            Node row = getChildren().get(i);
            row.getStyleClass().remove(CHOSEN);
            if (i == viewModel.chosenProperty().get()) {
                row.getStyleClass().add(CHOSEN);
            }
        }
    }

    private Node row(SearchHit hit) {
        HBox row =
                switch (hit) {
                    case SearchHit.OfReservation(BoardCard card) ->
                            row(
                                    StateGlyph.of(card.status(), card.confirmed()),
                                    card.customerName(),
                                    treatments(card),
                                    formats.get().time(card.startsAt())
                                            + Formats.DOT
                                            + Words.of(card.status()));
                    case SearchHit.OfCustomer(CustomerItem customer) ->
                            row(
                                    Icons.of(Feather.USER),
                                    customer.name(),
                                    customer.phone(),
                                    Texts.get("shell.search-book"));
                };
        row.getStyleClass().add("shell-hit");
        // Pressed, not clicked: the field loses the focus, and the list its reason, at the press.
        row.setOnMousePressed(mouse -> {
            viewModel.open(hit);
            mouse.consume();
        });
        return row;
    }

    private static HBox row(Node icon, String name, String more, String end) {
        Label who = new Label(name);
        who.getStyleClass().add("db-bold");
        who.setMinWidth(USE_PREF_SIZE);
        Label what = new Label(more);
        what.getStyleClass().add("db-caption");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Label last = new Label(end);
        last.getStyleClass().add("db-caption");
        last.setMinWidth(USE_PREF_SIZE);
        HBox row = new HBox(icon, who, what, gap, last);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private static String treatments(BoardCard card) {
        return String.join(
                Formats.DOT, card.tasks().stream().map(BoardCard.CardTask::name).toList());
    }
}
