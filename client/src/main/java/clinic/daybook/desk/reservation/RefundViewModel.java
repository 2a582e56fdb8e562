package clinic.daybook.desk.reservation;

import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.ui.Checked;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.Input;
import clinic.daybook.desk.ui.Validation;
import clinic.daybook.reservation.PaymentState;
import clinic.daybook.reservation.ReservationCommand;
import java.util.List;
import java.util.UUID;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** Requests a refund: of which payment, how much of it, and why. A manager issues it. */
final class RefundViewModel extends Form {

    /** {@code refundable}: what of the payment is neither refunded nor requested. */
    record Choice(PaymentState payment, long refundable) {}

    private final Submitter submitter;
    private final ReservationDetail seen;
    private final UUID refundId;
    private final List<Choice> choices;
    private final ObjectProperty<@Nullable Choice> choice = new SimpleObjectProperty<>();
    private final Input<Long> amount = new Input<>(this::checkAmount, choice);
    private final Input<Reason> reason = new Input<>(Reason::required);

    /** {@code preferred}: the payment to begin with; {@code null}: the last one. */
    RefundViewModel(Submitter submitter, ReservationDetail seen, @Nullable UUID preferred) {
        this.submitter = submitter;
        this.seen = seen;
        this.refundId = submitter.newId();
        this.choices =
                seen.state().payments().values().stream()
                        .filter(p -> !p.voided())
                        .map(p -> new Choice(p, refundable(seen, p)))
                        .filter(c -> c.refundable() > 0)
                        .toList();
        choice.subscribe(
                chosen -> amount.reset(chosen == null ? "" : Formats.amount(chosen.refundable())));
        if (!choices.isEmpty()) {
            choice.set(
                    choices.stream()
                            .filter(c -> c.payment().paymentId().equals(preferred))
                            .findFirst()
                            .orElse(choices.getLast()));
        }
    }

    List<Choice> choices() {
        return choices;
    }

    ObjectProperty<@Nullable Choice> choiceProperty() {
        return choice;
    }

    Input<Long> amount() {
        return amount;
    }

    Input<Reason> reason() {
        return reason;
    }

    @Override
    void confirm() {
        boolean right = amount.touch() & reason.touch();
        Choice chosen = choice.get();
        if (!right || chosen == null) {
            return;
        }
        submitter.submit(
                seen,
                new ReservationCommand.RequestRefund(
                        refundId, chosen.payment().paymentId(), amount.value().orElseThrow()),
                reason.value().orElseThrow(),
                finishing());
    }

    private Checked<Long> checkAmount(String typed) {
        Choice chosen = choice.get();
        return chosen == null
                ? Checked.invalid("reservation.error.nothing-to-refund")
                : Validation.amount(typed, chosen.refundable());
    }

    private static long refundable(ReservationDetail seen, PaymentState payment) {
        return payment.amount() - seen.state().refundedOrRequested(payment.paymentId());
    }
}
