package clinic.daybook.desk.booking;

import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.ui.FieldRow;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.Icons;
import clinic.daybook.desk.ui.MinutesField;
import clinic.daybook.desk.ui.Privacy;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.TimeField;
import clinic.daybook.event.StreamId;
import clinic.daybook.staff.Role;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The fields of a time and place, and the warning below them. */
final class SlotView {

    /** Room for the focus ring of fields in a scrolling form, which would be cut off there. */
    static final Insets RING = new Insets(0, -3, 0, -3);

    private static final int MOST_NAMED = 3;

    private final SlotForm form;
    private final Reference reference;
    private final Formats formats;
    private final DateField date = new DateField();
    private final TimeField start = new TimeField();
    private final MinutesField minutes = new MinutesField();
    private final Label until = new Label();
    private final VBox overlap = new VBox(2);

    SlotView(SlotForm form, Reference reference) {
        this.form = form;
        this.reference = reference;
        formats = Formats.of(reference);
        TextGuard.cap(date.text(), 40);
        TextGuard.cap(start, 40);
        TextGuard.cap(minutes, 40);
        until.getStyleClass().add("db-caption");
        for (var input : List.of(form.date(), form.start(), form.minutes())) {
            input.textProperty().subscribe(this::showEnd);
        }
        showEnd();
        overlap.getStyleClass().add("booking-overlap");
        form.overlaps().addListener((InvalidationListener) _ -> showOverlaps());
        showOverlaps();
    }

    /** Date, start and length in one line. */
    Node times() {
        FieldRow dateRow = new FieldRow(Texts.bind("booking.date"), date);
        date.text().textProperty().bindBidirectional(form.date().textProperty());
        touchWhenLeft(date.text(), form.date()::touch);
        dateRow.errorFrom(form.date().errorProperty());
        FieldRow startRow = FieldRow.of(Texts.bind("booking.start"), start, form.start());
        FieldRow minutesRow = FieldRow.of(Texts.bind("booking.minutes"), minutes, form.minutes());
        VBox end = new VBox(until);
        end.getStyleClass().add("booking-until");
        HBox line = new HBox(12, dateRow, startRow, minutesRow, end);
        HBox.setHgrow(dateRow, Priority.ALWAYS);
        dateRow.setPrefWidth(200);
        startRow.setPrefWidth(120);
        minutesRow.setPrefWidth(120);
        end.setMinWidth(96);
        return line;
    }

    /** Practitioner and room, for a line of their own; the names are those known when opened. */
    List<FieldRow> whoAndWhere(String practitionerName, String roomName, boolean mayBeNone) {
        List<Option<StreamId>> staff = new ArrayList<>();
        List<Option<StreamId>> rooms = new ArrayList<>();
        if (mayBeNone || form.practitionerProperty().get() == null) {
            staff.add(new Option<>(null, Texts.get("booking.none")));
        }
        if (mayBeNone || form.roomProperty().get() == null) {
            rooms.add(new Option<>(null, Texts.get("booking.none")));
        }
        reference.staff().stream()
                .filter(s -> s.role() != Role.FRONT_DESK)
                .forEach(s -> staff.add(new Option<>(s.id(), s.name())));
        reference.rooms().forEach(r -> rooms.add(new Option<>(r.id(), r.name())));
        FieldRow staffRow =
                new FieldRow(
                        Texts.bind("booking.practitioner"),
                        Option.box(
                                Option.including(
                                        staff, form.practitionerProperty().get(), practitionerName),
                                form.practitionerProperty()));
        FieldRow roomRow =
                new FieldRow(
                        Texts.bind("booking.room"),
                        Option.box(
                                Option.including(rooms, form.roomProperty().get(), roomName),
                                form.roomProperty()));
        List<FieldRow> rows = List.of(staffRow, roomRow);
        for (FieldRow row : rows) {
            row.setPrefWidth(120);
            HBox.setHgrow(row, Priority.ALWAYS);
        }
        return rows;
    }

    /** The warning; takes no room while there is nothing to warn of. */
    Node overlap() {
        return overlap;
    }

    /** The words of the button that confirms: after a warning it says so. */
    ObservableValue<String> confirmWords(String usual, String anyway) {
        return Texts.live(
                () -> Texts.get(form.overlaps().isEmpty() ? usual : anyway),
                Bindings.isEmpty(form.overlaps()));
    }

    /** Where the focus goes when something is wrong here; {@code null}: nothing is. */
    List<Node> wrong() {
        List<Node> wrong = new ArrayList<>();
        if (form.date().errorProperty().get() != null) {
            wrong.add(date.text());
        }
        if (form.start().errorProperty().get() != null) {
            wrong.add(start);
        }
        if (form.minutes().errorProperty().get() != null) {
            wrong.add(minutes);
        }
        return wrong;
    }

    Node start() {
        return start;
    }

    private void showEnd() {
        until.setText(
                form.times()
                        .map(t -> Texts.get("booking.until", formats.time(t.endsAt())))
                        .orElse(""));
    }

    private void showOverlaps() {
        boolean some = !form.overlaps().isEmpty();
        overlap.setVisible(some);
        overlap.setManaged(some);
        overlap.getChildren().clear();
        if (!some) {
            return;
        }
        Label title = new Label(Texts.get("booking.overlap", form.overlaps().size()));
        title.getStyleClass().add("booking-overlap-title");
        title.setGraphic(Icons.of(Feather.ALERT_TRIANGLE, 14));
        overlap.getChildren().add(title);
        for (BoardCard card : form.overlaps().stream().limit(MOST_NAMED).toList()) {
            Label line = new Label(words(card));
            line.getStyleClass().add("booking-overlap-line");
            overlap.getChildren().add(line);
        }
    }

    private String words(BoardCard card) {
        List<String> parts = new ArrayList<>();
        parts.add(
                formats.range(card.startsAt(), card.startsAt().plusSeconds(card.minutes() * 60L)));
        parts.add(card.customerName().isEmpty() ? Formats.NONE : Privacy.name(card.customerName()));
        if (!card.practitionerName().isEmpty()) {
            parts.add(card.practitionerName());
        }
        if (!card.roomName().isEmpty()) {
            parts.add(card.roomName());
        }
        return String.join(Formats.DOT, parts);
    }

    private static void touchWhenLeft(Node field, Runnable touch) {
        field.focusedProperty()
                .subscribe((was, is) -> {
                    if (was && !is) {
                        touch.run();
                    }
                });
    }
}
