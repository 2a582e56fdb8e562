package clinic.daybook.desk.reservation;

import clinic.daybook.desk.ui.AmountField;
import clinic.daybook.desk.ui.FieldRow;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.Icons;
import clinic.daybook.desk.ui.Segments;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Words;
import clinic.daybook.reservation.PaymentMethod;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.Property;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** What is due, how it is paid, and how much: one line a way of paying. */
final class PaymentView extends VBox {

    private final PaymentViewModel form;
    private final Formats formats;
    private final VBox lines = new VBox(12);
    private final Map<PaymentViewModel.Line, LineNode> nodes = new HashMap<>();
    private final Label left = new Label();
    private final Button split = new Button();

    PaymentView(PaymentViewModel form, Formats formats) {
        this.form = form;
        this.formats = formats;
        getStyleClass().add("res-form");
        split.setId("split");
        split.getStyleClass().addAll("db-plain", "db-small");
        split.setGraphic(Icons.of(Feather.PLUS, 14));
        split.textProperty().bind(Texts.bind("reservation.pay.split"));
        split.setOnAction(_ -> form.addLine());
        Label question = new Label();
        question.setWrapText(true);
        HBox over = new HBox(Icons.of(Feather.ALERT_TRIANGLE), question);
        over.setId("over");
        over.getStyleClass().add("res-question");
        over.managedProperty().bind(over.visibleProperty());
        form.overProperty()
                .subscribe(much -> {
                    over.setVisible(much.longValue() > 0);
                    question.setText(
                            Texts.get("reservation.pay.over", formats.money(much.longValue())));
                });
        left.getStyleClass().add("db-caption");
        form.leftProperty().subscribe(open -> left.setText(leftWords(open.longValue())));
        getChildren()
                .addAll(due("reservation.pay.due", formats.money(form.open())), lines, split, over);
        form.lines().addListener((ListChangeListener<PaymentViewModel.Line>) _ -> layOutLines());
        layOutLines();
        addEventFilter(KeyEvent.KEY_PRESSED, this::methodByKey);
    }

    /** What stays open after this, for the foot of the dialog. */
    Node left() {
        return left;
    }

    /** The ways to pay: the keys 1 to 4 choose, Enter takes what is open. */
    Node firstFocus() {
        LineNode first = nodes.get(form.lines().getFirst());
        return first == null ? split : first.selected();
    }

    /** A sum that stands by itself. */
    static HBox due(String key, String amount) {
        Label words = new Label();
        words.textProperty().bind(Texts.bind(key));
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Label value = new Label(amount);
        value.getStyleClass().add("res-due-value");
        HBox due = new HBox(words, gap, value);
        due.getStyleClass().add("res-due");
        return due;
    }

    /** The ways to pay, to choose one of. */
    static Segments<PaymentMethod> methods(
            Property<PaymentMethod> value, List<PaymentMethod> choices) {
        Segments<PaymentMethod> segments = new Segments<>(value);
        for (PaymentMethod method : choices) {
            segments.add(method, Texts.live(() -> Words.of(method)), null);
        }
        return segments;
    }

    private void layOutLines() {
        lines.getChildren().clear();
        for (PaymentViewModel.Line line : form.lines()) {
            lines.getChildren().add(nodes.computeIfAbsent(line, LineNode::new));
        }
        split.setDisable(form.lines().size() >= PaymentViewModel.MAX_LINES);
        nodes.values().forEach(n -> n.remove.setVisible(form.lines().size() > 1));
    }

    /** Digits choose the way to pay unless they are being typed into an amount; with Alt always. */
    private void methodByKey(KeyEvent key) {
        boolean typing = key.getTarget() instanceof TextInputControl;
        if (typing && !key.isAltDown()) {
            return;
        }
        PaymentMethod method = PaymentViewModel.ofKey(key.getText());
        if (method == null
                || !form.methods().contains(method)
                || !(key.getTarget() instanceof Node target)) {
            return;
        }
        for (LineNode node : nodes.values()) {
            if (isInside(target, node)) {
                node.line.methodProperty().set(method);
                if (!typing) {
                    // The button that had the focus is no stop for Tab any more.
                    node.selected().requestFocus();
                }
                key.consume();
            }
        }
    }

    private static boolean isInside(Node node, Node ancestor) {
        for (Node n = node; n != null; n = n.getParent()) {
            if (n == ancestor) {
                return true;
            }
        }
        return false;
    }

    private String words(PaymentViewModel.@Nullable Session session) {
        return session == null
                ? ""
                : Texts.get(
                        "reservation.pay.session-of",
                        session.task().name(),
                        session.sold().left(),
                        session.sold().sessions());
    }

    private String leftWords(long open) {
        if (open == 0) {
            return Texts.get("reservation.pay.full");
        }
        return open > 0
                ? Texts.get("reservation.pay.left", formats.money(open))
                : Texts.get("reservation.pay.over-left", formats.money(-open));
    }

    private final class LineNode extends VBox {
        private final PaymentViewModel.Line line;
        private final Segments<PaymentMethod> methods;
        private final Button remove = new Button();

        LineNode(PaymentViewModel.Line line) {
            super(12);
            this.line = line;
            methods = methods(line.methodProperty(), form.methods());
            AmountField amount = new AmountField();
            amount.setId("amount");
            FieldRow how =
                    new FieldRow(
                            Texts.bind("reservation.pay.method", form.methods().size()), methods);
            FieldRow much =
                    FieldRow.of(Texts.bind("reservation.pay.amount"), amount, line.amount());
            HBox.setHgrow(much, Priority.ALWAYS);
            remove.getStyleClass().addAll("db-plain", "db-icon");
            remove.setGraphic(Icons.of(Feather.X));
            remove.accessibleTextProperty().bind(Texts.bind("reservation.pay.remove"));
            remove.setOnAction(_ -> form.removeLine(line));
            remove.managedProperty().bind(remove.visibleProperty());
            VBox removing = new VBox(new Label(), remove);
            removing.managedProperty().bind(remove.visibleProperty());
            HBox first = new HBox(12, how, much, removing);
            first.setAlignment(Pos.TOP_LEFT);
            getChildren().add(first);
            if (!form.sessions().isEmpty()) {
                getChildren().add(session(amount));
            }
        }

        /** Which session pays; it says the amount, which cannot be typed then. */
        private FieldRow session(AmountField amount) {
            ComboBox<PaymentViewModel.Session> which =
                    Choices.of(form.sessions(), PaymentView.this::words);
            which.setId("session");
            which.valueProperty().bindBidirectional(line.sessionProperty());
            FieldRow row = new FieldRow(Texts.bind("reservation.pay.session"), which);
            row.managedProperty().bind(row.visibleProperty());
            line.methodProperty()
                    .subscribe(method -> {
                        row.setVisible(method == PaymentMethod.PACKAGE);
                        amount.setEditable(method != PaymentMethod.PACKAGE);
                    });
            return row;
        }

        private Node selected() {
            return methods.getChildren().stream()
                    .filter(Node::isFocusTraversable)
                    .findFirst()
                    .orElse(methods);
        }
    }
}
