package clinic.daybook.desk.attention;

import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.CallBack;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.Icons;
import clinic.daybook.desk.ui.Privacy;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Words;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/**
 * A customer to be called back: what was promised, by whom, how it stands, and what is free. The
 * number shows when it is asked for, and never while names and numbers are covered.
 */
final class CallBackCard extends VBox {

    private static final double CAPTION = 68;

    private final CallBack call;
    private final Label phone = new Label();
    private final ToggleButton reveal = new ToggleButton();

    CallBackCard(CallBack call, AttentionViewModel model, Formats formats, LocalDate today) {
        this.call = call;
        getStyleClass().addAll("db-panel", "att-call");
        Label name =
                new Label(
                        call.customer().name().isBlank()
                                ? Texts.get("attention.no-name")
                                : Privacy.name(call.customer().name()));
        name.getStyleClass().add("db-strong");
        reveal.setGraphic(Icons.of(Feather.PHONE, 14));
        reveal.getStyleClass().addAll("db-icon", "db-small");
        reveal.setAccessibleText(Texts.get("attention.call.reveal"));
        reveal.setTooltip(new Tooltip(Texts.get("attention.call.reveal")));
        reveal.setDisable(Privacy.coveredProperty().get() || call.customer().phone().isBlank());
        reveal.selectedProperty().subscribe(this::showPhone);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox head = new HBox(8, name, phone, gap, reveal);
        head.getStyleClass().add("att-line");

        GridPane facts = new GridPane();
        facts.getStyleClass().add("att-facts");
        ColumnConstraints captions = new ColumnConstraints();
        captions.setMinWidth(CAPTION);
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        facts.getColumnConstraints().addAll(captions, values);
        Label promised = new Label(promised(formats, today));
        promised.getStyleClass().add("att-old");
        fact(facts, 0, "attention.call.promised", promised);
        fact(facts, 1, "attention.call.by", new Label(by(formats, today)));
        fact(facts, 2, "attention.call.now", new Label(now(formats, today)));
        Label free =
                new Label(
                        call.suggestion() == null
                                ? Texts.get("attention.call.none-free")
                                : place(formats.when(call.suggestion(), today)));
        free.getStyleClass().add("db-bold");
        fact(facts, 3, "attention.call.free", free);

        Button called = new Button(Texts.get("attention.call.done"));
        called.setOnAction(_ -> model.calledBack(call));
        called.getStyleClass().add("att-called");
        Button instead = new Button(Texts.get("attention.call.instead"));
        instead.getStyleClass().add("att-instead");
        instead.setOnAction(_ -> model.instead(call));
        instead.setDisable(call.suggestion() == null);
        for (Button button : List.of(instead, called)) {
            button.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(button, Priority.ALWAYS);
        }
        getChildren().addAll(head, facts, new HBox(8, instead, called));
        showPhone();
    }

    private void showPhone() {
        boolean open = reveal.isSelected() && !Privacy.coveredProperty().get();
        String number = call.customer().phone();
        phone.setText(open ? number : Privacy.coverPhone(number));
    }

    private String promised(Formats formats, LocalDate today) {
        return place(formats.when(call.startsAt(), today));
    }

    private String place(String when) {
        List<String> parts = new ArrayList<>();
        parts.add(when);
        if (!call.practitionerName().isBlank()) {
            parts.add(call.practitionerName());
        }
        if (!call.roomName().isBlank()) {
            parts.add(call.roomName());
        }
        return String.join(Formats.DOT, parts);
    }

    private String by(Formats formats, LocalDate today) {
        List<String> parts = new ArrayList<>();
        parts.add(call.staffName());
        parts.add(call.deskName());
        parts.add(formats.when(call.promisedAt(), today));
        parts.removeIf(String::isBlank);
        return String.join(Formats.DOT, parts);
    }

    private String now(Formats formats, LocalDate today) {
        BoardCard card = call.now();
        return card == null
                ? Texts.get("attention.call.not-booked")
                : Words.of(card.status()) + Formats.DOT + formats.when(card.startsAt(), today);
    }

    private static void fact(GridPane facts, int row, String key, Label value) {
        Label caption = new Label(Texts.get(key));
        caption.getStyleClass().add("db-caption");
        caption.setMinWidth(Region.USE_PREF_SIZE);
        value.setWrapText(true);
        facts.addRow(row, caption, value);
    }
}
