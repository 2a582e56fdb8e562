package clinic.daybook.desk.booking;

import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.Fxml;
import clinic.daybook.desk.ui.Icons;
import clinic.daybook.desk.ui.Privacy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** Binds the form that moves a booking. */
final class RescheduleController {

    private final RescheduleViewModel model;
    private final Formats formats;
    private final SlotView slot;
    private final ReasonView reasonView;
    private final Label before = new Label();
    private final Label after = new Label();

    @FXML private Label who;
    @FXML private HBox move;
    @FXML private HBox times;
    @FXML private HBox places;
    @FXML private VBox warning;
    @FXML private VBox reason;
    @FXML private Label unchanged;
    @FXML private Label refused;

    // The loader fills the fields before anything reads them.
    @SuppressWarnings("NullAway.Init")
    RescheduleController(RescheduleViewModel model, Reference reference) {
        this.model = model;
        formats = Formats.of(reference);
        slot = new SlotView(model.slot(), reference);
        reasonView = new ReasonView(model.reason());
    }

    Parent load() {
        Parent root = Fxml.load(this, "Reschedule");
        Fxml.style(root, RescheduleController.class, "booking.css");
        BoardCard card = model.card();
        who.setText(
                card.customerName().isEmpty() ? Formats.NONE : Privacy.name(card.customerName()));
        before.getStyleClass().add("db-old");
        before.setText(when(card.startsAt(), card.minutes()));
        after.getStyleClass().add("db-bold");
        move.getChildren().setAll(before, Icons.of(Feather.ARROW_RIGHT, 14), after);
        Node timeRow = slot.times();
        HBox.setHgrow(timeRow, Priority.ALWAYS);
        times.getChildren().setAll(timeRow);
        places.getChildren()
                .setAll(slot.whoAndWhere(card.practitionerName(), card.roomName(), false));
        warning.getChildren().setAll(slot.overlap());
        warning.managedProperty().bind(slot.overlap().managedProperty());
        reason.getChildren().setAll(reasonView);
        for (var input :
                List.of(model.slot().date(), model.slot().start(), model.slot().minutes())) {
            input.textProperty().subscribe(this::showAfter);
        }
        showAfter();
        model.unchangedProperty()
                .subscribe(same -> {
                    unchanged.setVisible(same);
                    unchanged.setManaged(same);
                });
        Refusals.bind(refused, model.refusalProperty(), formats);
        return root;
    }

    ObservableValue<String> confirmWords() {
        return slot.confirmWords("booking.move.confirm", "booking.move.anyway");
    }

    Node firstFocus() {
        return slot.start();
    }

    /** Leads to the first field in which something is wrong. */
    void focusWrong() {
        Optional<Node> first =
                Stream.of(slot.wrong(), reasonView.wrong()).flatMap(List::stream).findFirst();
        first.ifPresent(Node::requestFocus);
    }

    private void showAfter() {
        after.setText(
                model.slot()
                        .times()
                        .map(t -> when(t.startsAt(), t.minutes()))
                        .orElse(Formats.NONE));
    }

    private String when(Instant startsAt, int minutes) {
        return Formats.shortDate(formats.day(startsAt))
                + " "
                + formats.range(startsAt, startsAt.plusSeconds(minutes * 60L));
    }
}
