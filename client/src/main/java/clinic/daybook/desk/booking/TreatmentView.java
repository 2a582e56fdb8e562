package clinic.daybook.desk.booking;

import clinic.daybook.desk.model.Reference.ProcedureItem;
import clinic.daybook.desk.ui.AmountField;
import clinic.daybook.desk.ui.FieldRow;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.Icons;
import clinic.daybook.desk.ui.Texts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.InvalidationListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/**
 * The fields of what is to be done: a search in the menu, and the chosen ones with their prices.
 */
final class TreatmentView extends VBox {

    private static final int PRICE_TYPED = 40;

    private final TreatmentChoice choice;
    private final Formats formats;
    private final TextField query = new TextField();
    private final VBox lines = new VBox(4);
    private final Map<TreatmentLine, HBox> shown = new HashMap<>();
    private final Map<TreatmentLine, AmountField> prices = new HashMap<>();

    /**
     * @param layer lies over the form, for what was found
     */
    TreatmentView(TreatmentChoice choice, Formats formats, Pane layer) {
        super(6);
        this.choice = choice;
        this.formats = formats;
        query.promptTextProperty().bind(Texts.bind("booking.treatments.prompt"));
        TextGuard.cap(query, TreatmentChoice.MAX_QUERY);
        query.textProperty().bindBidirectional(choice.queryProperty());
        Suggestions<ProcedureItem> suggestions =
                new Suggestions<>(query, layer, this::face, choice::add);
        choice.found()
                .addListener(
                        (InvalidationListener) _ -> suggestions.show(List.copyOf(choice.found())));
        choice.chosen().addListener((InvalidationListener) _ -> showChosen());
        getChildren().addAll(new FieldRow(Texts.bind("booking.treatments"), query), lines);
        showChosen();
    }

    /** The search field. */
    Node first() {
        return query;
    }

    /** The fields in which something is wrong. */
    List<Node> wrong() {
        List<Node> wrong = new ArrayList<>();
        for (TreatmentLine line : choice.chosen()) {
            AmountField price = prices.get(line);
            if (price != null && line.price().errorProperty().get() != null) {
                wrong.add(price);
            }
        }
        return wrong;
    }

    private void showChosen() {
        shown.keySet().retainAll(List.copyOf(choice.chosen()));
        prices.keySet().retainAll(List.copyOf(choice.chosen()));
        List<Node> nodes = new ArrayList<>();
        for (TreatmentLine line : choice.chosen()) {
            nodes.add(shown.computeIfAbsent(line, this::lineOf));
        }
        lines.getChildren().setAll(nodes);
        lines.setVisible(!nodes.isEmpty());
        lines.setManaged(!nodes.isEmpty());
    }

    private HBox lineOf(TreatmentLine line) {
        Label name = new Label(line.procedure().name());
        name.getStyleClass().add("db-body-14");
        name.setMinWidth(0);
        Label minutes = new Label(Formats.minutes(line.procedure().minutes()));
        minutes.getStyleClass().add("db-caption");
        minutes.setMinWidth(Region.USE_PREF_SIZE);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        AmountField price = new AmountField();
        price.setPrefWidth(120);
        price.setMinWidth(120);
        price.accessibleTextProperty().bind(Texts.bind("booking.price"));
        TextGuard.cap(price, PRICE_TYPED);
        price.textProperty().bindBidirectional(line.price().textProperty());
        Label error = new Label();
        error.getStyleClass().add("db-field-error");
        error.setMinWidth(0);
        line.price()
                .errorProperty()
                .subscribe(found -> {
                    error.setText(found == null ? "" : found.text());
                    price.pseudoClassStateChanged(
                            javafx.css.PseudoClass.getPseudoClass("error"), found != null);
                });
        price.focusedProperty()
                .subscribe((was, is) -> {
                    if (was && !is) {
                        line.price().touch();
                    }
                });
        Button remove = new Button();
        remove.getStyleClass().addAll("db-plain", "db-icon");
        remove.setGraphic(Icons.of(Feather.X));
        remove.accessibleTextProperty().bind(Texts.bind("booking.treatments.remove"));
        remove.setOnAction(_ -> {
            choice.remove(line);
            query.requestFocus();
        });
        HBox box = new HBox(8, name, minutes, gap, error, price, remove);
        box.getStyleClass().add("booking-line");
        box.setAlignment(Pos.CENTER_LEFT);
        prices.put(line, price);
        return box;
    }

    private HBox face(ProcedureItem procedure) {
        Label name = new Label(procedure.name());
        name.setMinWidth(0);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Label details =
                new Label(
                        Formats.minutes(procedure.minutes())
                                + Formats.DOT
                                + formats.money(procedure.price()));
        details.getStyleClass().add("db-caption");
        details.setMinWidth(Region.USE_PREF_SIZE);
        HBox face = new HBox(8, name, gap, details);
        face.setAlignment(Pos.CENTER_LEFT);
        return face;
    }
}
