package clinic.daybook.desk.booking;

import clinic.daybook.desk.model.CustomerItem;
import clinic.daybook.desk.ui.FieldRow;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.Icons;
import clinic.daybook.desk.ui.Input;
import clinic.daybook.desk.ui.Privacy;
import clinic.daybook.desk.ui.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The fields of who comes. */
final class CustomerView extends VBox {

    private static final int MOST_TYPED = 1_000;

    private final CustomerChoice choice;
    private final TextField query = new TextField();
    private final TextField name = new TextField();
    private final TextField phone = new TextField();
    private final TextField birthDate = new TextField();
    private final FieldRow search;
    private final HBox known = new HBox(12);
    private final HBox fresh;
    private final Suggestions<CustomerItem> suggestions;
    private final Map<Input<?>, TextField> fields = new LinkedHashMap<>();

    /**
     * @param layer lies over the form, for what was found
     */
    CustomerView(CustomerChoice choice, boolean walkIn, Pane layer) {
        this.choice = choice;
        getStyleClass().add("booking-customer");
        query.promptTextProperty()
                .bind(Texts.bind(walkIn ? "booking.walk-in.prompt" : "booking.customer.prompt"));
        search = FieldRow.of(Texts.bind("booking.customer"), query, choice.query());
        suggestions = new Suggestions<>(query, layer, CustomerView::face, choice::choose);
        choice.found().addListener((InvalidationListener) _ -> suggest());
        query.textProperty().subscribe(this::suggest);
        fields.put(choice.query(), query);
        fields.put(choice.name(), name);
        fields.put(choice.phone(), phone);
        fields.put(choice.birthDate(), birthDate);
        fields.forEach((input, field) -> TextGuard.guard(field, input, 200, MOST_TYPED));
        fresh = fresh();
        choice.wayProperty().subscribe(this::show);
        choice.knownProperty().subscribe(this::fillKnown);
    }

    /** The first field. */
    Node first() {
        return query;
    }

    /** The fields in which something is wrong. */
    List<Node> wrong() {
        List<Node> wrong = new ArrayList<>();
        fields.forEach((input, field) -> {
            if (input.errorProperty().get() != null && field.getScene() != null) {
                wrong.add(field);
            }
        });
        return wrong;
    }

    private void show(CustomerChoice.Way way) {
        Node shown =
                switch (way) {
                    case SEARCH -> search;
                    case KNOWN -> known;
                    case NEW -> fresh;
                };
        boolean hadFocus = getScene() != null && isFocusWithin();
        getChildren().setAll(shown);
        if (hadFocus) {
            switch (way) {
                case SEARCH -> query.requestFocus();
                case NEW -> (name.getText().isEmpty() ? name : phone).requestFocus();
                case KNOWN -> known.getChildren().getLast().requestFocus();
            }
        }
    }

    private void suggest() {
        String typed = query.getText().strip();
        if (typed.isEmpty()
                || typed.length() > CustomerChoice.MAX_QUERY
                || choice.wayProperty().get() != CustomerChoice.Way.SEARCH) {
            suggestions.hide();
            return;
        }
        Label add = new Label(Texts.get("booking.customer.new", typed));
        add.getStyleClass().add("db-accent-text");
        add.setGraphic(Icons.of(Feather.USER_PLUS, 14));
        suggestions.show(List.copyOf(choice.found()), new HBox(add), choice::beginNew);
    }

    private void fillKnown(@Nullable CustomerItem customer) {
        known.getChildren().clear();
        known.setAlignment(Pos.CENTER_LEFT);
        if (customer == null) {
            return;
        }
        known.getStyleClass().setAll("booking-known");
        Button other = new Button();
        other.getStyleClass().addAll("db-plain", "db-small");
        other.textProperty().bind(Texts.bind("booking.customer.other"));
        other.setOnAction(_ -> choice.searchAgain());
        HBox face = face(customer);
        HBox.setHgrow(face, Priority.ALWAYS);
        known.getChildren().addAll(face, other);
    }

    private HBox fresh() {
        FieldRow nameRow = FieldRow.of(Texts.bind("booking.name"), name, choice.name());
        FieldRow phoneRow = FieldRow.of(Texts.bind("booking.phone"), phone, choice.phone());
        FieldRow birthRow =
                FieldRow.of(Texts.bind("booking.birth-date"), birthDate, choice.birthDate());
        birthDate.promptTextProperty().bind(Texts.bind("booking.birth-date.prompt"));
        phone.setPromptText("010-");
        Button back = new Button();
        back.getStyleClass().addAll("db-plain", "db-icon");
        back.setGraphic(Icons.of(Feather.SEARCH));
        back.accessibleTextProperty().bind(Texts.bind("booking.customer.other"));
        back.setOnAction(_ -> choice.searchAgain());
        VBox backBox = new VBox(back);
        backBox.getStyleClass().add("booking-beside-field");
        for (FieldRow row : List.of(nameRow, phoneRow, birthRow)) {
            row.setPrefWidth(140);
            HBox.setHgrow(row, Priority.ALWAYS);
        }
        return new HBox(12, nameRow, phoneRow, birthRow, backBox);
    }

    private static HBox face(CustomerItem customer) {
        Label name =
                new Label(customer.name().isEmpty() ? Formats.NONE : Privacy.name(customer.name()));
        name.getStyleClass().add("db-strong");
        name.setMinWidth(Region.USE_PREF_SIZE);
        List<String> more = new ArrayList<>();
        if (!customer.phone().isEmpty()) {
            more.add(Privacy.phone(customer.phone()));
        }
        if (!customer.birthDate().isEmpty()) {
            more.add(customer.birthDate());
        }
        if (customer.chartNumber() != null) {
            more.add(Texts.get("booking.chart", customer.chartNumber()));
        }
        Label details = new Label(String.join(Formats.DOT, more));
        details.getStyleClass().add("db-caption");
        HBox face = new HBox(8, name, details);
        face.setAlignment(Pos.CENTER_LEFT);
        return face;
    }
}
