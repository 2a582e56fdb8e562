package clinic.daybook.desk.booking;

import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.ui.FieldRow;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.Fxml;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Validation;
import clinic.daybook.desk.ui.Words;
import clinic.daybook.reservation.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Binds the form of a booking. */
final class BookingController {

    private static final int MOST_TYPED = 20_000;

    private final BookingViewModel model;
    private final Reference reference;
    private final SlotView slot;
    private final TextArea memoText = new TextArea();
    private CustomerView customerView;
    private TreatmentView treatmentView;

    @FXML private StackPane root;
    @FXML private VBox form;
    @FXML private VBox customer;
    @FXML private VBox treatments;
    @FXML private HBox times;
    @FXML private HBox places;
    @FXML private VBox warning;
    @FXML private VBox memo;
    @FXML private Label refused;
    @FXML private Pane layer;

    // The loader and load() fill the fields before anything reads them.
    @SuppressWarnings("NullAway.Init")
    BookingController(BookingViewModel model, Reference reference) {
        this.model = model;
        this.reference = reference;
        slot = new SlotView(model.slot(), reference);
    }

    Parent load() {
        Fxml.load(this, "Booking");
        // Taken out first: a node has one parent at a time.
        root.getChildren().remove(form);
        root.getChildren().addFirst(new FormScroll(form));
        Fxml.style(root, BookingController.class, "booking.css");
        Formats formats = Formats.of(reference);
        customerView = new CustomerView(model.customer(), model.walkIn(), layer);
        customer.getChildren().setAll(customerView);
        treatmentView = new TreatmentView(model.treatments(), formats, layer);
        treatments.getChildren().setAll(treatmentView);
        Node timeRow = slot.times();
        HBox.setHgrow(timeRow, Priority.ALWAYS);
        times.getChildren().setAll(timeRow);
        places.getChildren().setAll(slot.whoAndWhere("", "", true));
        if (!model.walkIn()) {
            places.getChildren().add(channelRow());
        }
        warning.getChildren().setAll(slot.overlap());
        warning.managedProperty().bind(slot.overlap().managedProperty());
        VBox.setMargin(root, SlotView.RING);
        memoText.setPrefRowCount(2);
        memoText.setWrapText(true);
        TextGuard.guard(memoText, model.memo(), Validation.MAX_MEMO, MOST_TYPED);
        memoText.addEventFilter(KeyEvent.KEY_PRESSED, this::leaveMemo);
        memo.getChildren().setAll(FieldRow.of(Texts.bind("booking.memo"), memoText, model.memo()));
        Refusals.bind(refused, model.refusalProperty(), formats);
        return root;
    }

    /** The words of the button that books. */
    ObservableValue<String> confirmWords() {
        return model.walkIn()
                ? slot.confirmWords("booking.walk-in.confirm", "booking.walk-in.anyway")
                : slot.confirmWords("booking.confirm", "booking.anyway");
    }

    Node firstFocus() {
        return customerView.first();
    }

    /** Leads to the first field in which something is wrong. */
    void focusWrong() {
        List<Node> memoWrong =
                model.memo().errorProperty().get() == null ? List.of() : List.of(memoText);
        Stream.of(customerView.wrong(), treatmentView.wrong(), slot.wrong(), memoWrong)
                .flatMap(List::stream)
                .findFirst()
                .ifPresent(Node::requestFocus);
    }

    private FieldRow channelRow() {
        List<Option<Channel>> channels = new ArrayList<>();
        for (Channel one : Channel.values()) {
            if (one != Channel.WALK_IN) {
                channels.add(new Option<>(one, Words.of(one)));
            }
        }
        FieldRow row =
                new FieldRow(
                        Texts.bind("booking.channel"),
                        Option.box(channels, model.channelProperty()));
        row.setPrefWidth(120);
        HBox.setHgrow(row, Priority.ALWAYS);
        return row;
    }

    /** Tab leaves the memo instead of being written into it. */
    private void leaveMemo(KeyEvent key) {
        if (key.getCode() == KeyCode.TAB && !key.isControlDown()) {
            key.consume();
            memoText.requestFocusTraversal(
                    key.isShiftDown()
                            ? javafx.scene.TraversalDirection.PREVIOUS
                            : javafx.scene.TraversalDirection.NEXT);
        }
    }
}
