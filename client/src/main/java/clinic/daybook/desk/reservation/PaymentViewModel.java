package clinic.daybook.desk.reservation;

import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.Input;
import clinic.daybook.desk.ui.Validation;
import clinic.daybook.reservation.PaymentMethod;
import clinic.daybook.reservation.ReservationCommand;
import java.util.List;
import java.util.UUID;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * Takes a payment: the open amount is there already, part of it is as good, and one bill may be
 * paid in several ways, each of which is a change of its own. More than what is open is asked back
 * once.
 */
final class PaymentViewModel extends Form {

    /** More ways than this in one go are a slip. */
    static final int MAX_LINES = 4;

    /** One way of paying. Its payment's id stays, however often it is submitted. */
    static final class Line {
        private final UUID paymentId;
        private final Input<Long> amount = new Input<>(Validation::amount);
        private final ObjectProperty<PaymentMethod> method;

        private Line(UUID paymentId, PaymentMethod method) {
            this.paymentId = paymentId;
            this.method = new SimpleObjectProperty<>(method);
        }

        Input<Long> amount() {
            return amount;
        }

        ObjectProperty<PaymentMethod> methodProperty() {
            return method;
        }
    }

    private final Submitter submitter;
    private final ReservationDetail seen;
    private final ObservableList<Line> lines = FXCollections.observableArrayList();
    private final ReadOnlyLongWrapper left = new ReadOnlyLongWrapper(this, "left");
    private final ReadOnlyLongWrapper over = new ReadOnlyLongWrapper(this, "over");

    PaymentViewModel(Submitter submitter, ReservationDetail seen) {
        this.submitter = submitter;
        this.seen = seen;
        left.set(open());
        addLine();
    }

    /** What was open when the dialog was opened, in whole units; negative: a credit. */
    long open() {
        return seen.state().balance().open();
    }

    ObservableList<Line> lines() {
        return FXCollections.unmodifiableObservableList(lines);
    }

    /** What stays open after these payments; negative: more is taken than is open. */
    ReadOnlyLongProperty leftProperty() {
        return left.getReadOnlyProperty();
    }

    /** By how much the payments exceed the bill, while that is asked back; 0: it is not asked. */
    ReadOnlyLongProperty overProperty() {
        return over.getReadOnlyProperty();
    }

    /** Adds one more way of paying, for what is left. */
    void addLine() {
        if (lines.size() >= MAX_LINES) {
            return;
        }
        PaymentMethod method = lines.isEmpty() ? PaymentMethod.CARD : PaymentMethod.CASH;
        Line line = new Line(submitter.newId(), method);
        line.amount.reset(left.get() > 0 ? Formats.amount(left.get()) : "");
        line.amount.textProperty().subscribe(this::changed);
        lines.add(line);
        changed();
    }

    void removeLine(Line line) {
        if (lines.size() > 1) {
            lines.remove(line);
            changed();
        }
    }

    @Override
    void confirm() {
        // Every line is looked at, so that all that is wrong is shown at once.
        boolean right = lines.stream().filter(line -> !line.amount.touch()).count() == 0;
        if (!right) {
            return;
        }
        long tooMuch = sum() - Math.max(0, open());
        if (tooMuch > 0 && over.get() != tooMuch) {
            over.set(tooMuch);
            return;
        }
        submit(List.copyOf(lines), open());
    }

    private void submit(List<Line> rest, long openBefore) {
        if (rest.isEmpty()) {
            finish();
            return;
        }
        Line line = rest.getFirst();
        long amount = line.amount.value().orElse(0L);
        ReservationCommand command =
                new ReservationCommand.ReceivePayment(
                        line.paymentId,
                        line.method.get(),
                        amount,
                        null,
                        submitter.staffId(),
                        openBefore);
        submitter.submit(
                seen,
                command,
                Reason.NONE,
                // A payment that was taken keeps its id, so that confirming again after a refusal
                // of a later one doubles nothing.
                taken(() -> submit(rest.subList(1, rest.size()), openBefore - amount)));
    }

    private void changed() {
        over.set(0);
        left.set(open() - sum());
    }

    private long sum() {
        return lines.stream().mapToLong(line -> line.amount.value().orElse(0L)).sum();
    }

    /** The method of the key 1 to 4; {@code null}: another key. */
    static @Nullable PaymentMethod ofKey(String key) {
        return switch (key) {
            case "1" -> PaymentMethod.CARD;
            case "2" -> PaymentMethod.CASH;
            case "3" -> PaymentMethod.TRANSFER;
            case "4" -> PaymentMethod.PACKAGE;
            default -> null;
        };
    }
}
