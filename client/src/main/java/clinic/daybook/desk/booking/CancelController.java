package clinic.daybook.desk.booking;

import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.Fxml;
import clinic.daybook.desk.ui.Privacy;
import clinic.daybook.desk.ui.Segments;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Words;
import clinic.daybook.reservation.CancelledBy;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** Binds the questions before a booking is called off: a cancellation, or nobody came. */
final class CancelController {

    private final CancelViewModel model;
    private final Formats formats;
    private final boolean noShow;
    private final ReasonView reasonView;

    @FXML private Label who;
    @FXML private Label when;
    @FXML private VBox by;
    @FXML private VBox reason;
    @FXML private Label question;
    @FXML private Label refused;

    // The loader fills the fields before anything reads them.
    @SuppressWarnings("NullAway.Init")
    CancelController(CancelViewModel model, Formats formats, boolean noShow) {
        this.model = model;
        this.formats = formats;
        this.noShow = noShow;
        reasonView = new ReasonView(model.reason());
    }

    Parent load() {
        Parent root = Fxml.load(this, "Cancel");
        Fxml.style(root, CancelController.class, "booking.css");
        BoardCard card = model.card();
        who.setText(
                card.customerName().isEmpty() ? Formats.NONE : Privacy.name(card.customerName()));
        when.setText(
                Stream.concat(
                                Stream.of(formats.dateTime(card.startsAt())),
                                card.tasks().stream().map(BoardCard.CardTask::name))
                        .collect(Collectors.joining(Formats.DOT)));
        Label caption = new Label();
        caption.getStyleClass().add("db-field-label");
        caption.textProperty().bind(Texts.bind("booking.cancel.by"));
        Segments<CancelledBy> who = new Segments<>(model.byProperty());
        for (CancelledBy one : CancelledBy.values()) {
            who.add(one, Texts.bind(Words.key(one)), null);
        }
        by.getChildren().setAll(caption, who);
        reason.getChildren().setAll(reasonView);
        show(by, !noShow);
        show(reason, !noShow);
        show(question, noShow);
        Refusals.bind(refused, model.refusalProperty(), formats);
        return root;
    }

    /** Leads to the field in which something is wrong. */
    void focusWrong() {
        reasonView.wrong().stream().findFirst().ifPresent(Node::requestFocus);
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
