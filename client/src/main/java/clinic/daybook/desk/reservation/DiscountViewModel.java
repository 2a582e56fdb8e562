package clinic.daybook.desk.reservation;

import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.ui.Checked;
import clinic.daybook.desk.ui.Input;
import clinic.daybook.desk.ui.Validation;
import clinic.daybook.reservation.Balance;
import clinic.daybook.reservation.Limits;
import clinic.daybook.reservation.ReservationCommand;
import java.util.UUID;

/** Takes something off the bill, never more than stands on it, and says why. */
final class DiscountViewModel extends Form {

    private final Submitter submitter;
    private final ReservationDetail seen;
    private final UUID discountId;
    private final Input<Long> amount = new Input<>(this::checkAmount);
    private final Input<Reason> reason = new Input<>(Reason::required);

    DiscountViewModel(Submitter submitter, ReservationDetail seen) {
        this.submitter = submitter;
        this.seen = seen;
        this.discountId = submitter.newId();
    }

    /** What can be taken off at most, in whole units. */
    long highest() {
        Balance balance = seen.state().balance();
        return Math.clamp(balance.charged() - balance.discounted(), 0, Limits.MAX_MONEY);
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
        if (right) {
            submitter.submit(
                    seen,
                    new ReservationCommand.ApplyDiscount(discountId, amount.value().orElseThrow()),
                    reason.value().orElseThrow(),
                    finishing());
        }
    }

    private Checked<Long> checkAmount(String typed) {
        return highest() == 0
                ? Checked.invalid("reservation.error.nothing-to-discount")
                : Validation.amount(typed, highest());
    }
}
