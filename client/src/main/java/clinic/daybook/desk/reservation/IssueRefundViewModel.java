package clinic.daybook.desk.reservation;

import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.reservation.PaymentMethod;
import clinic.daybook.reservation.PaymentState;
import clinic.daybook.reservation.RefundState;
import clinic.daybook.reservation.ReservationCommand;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/** Pays a requested refund out: the way it came in, unless a person says otherwise. */
final class IssueRefundViewModel extends Form {

    private final Submitter submitter;
    private final ReservationDetail seen;
    private final RefundState refund;
    private final ObjectProperty<PaymentMethod> method;

    IssueRefundViewModel(Submitter submitter, ReservationDetail seen, RefundState refund) {
        this.submitter = submitter;
        this.seen = seen;
        this.refund = refund;
        PaymentState payment = seen.state().payments().get(refund.paymentId());
        this.method =
                new SimpleObjectProperty<>(payment == null ? PaymentMethod.CARD : payment.method());
    }

    /** In whole units of the currency. */
    long amount() {
        return refund.amount();
    }

    ObjectProperty<PaymentMethod> methodProperty() {
        return method;
    }

    @Override
    void confirm() {
        submitter.submit(
                seen,
                new ReservationCommand.IssueRefund(refund.refundId(), method.get()),
                Reason.NONE,
                finishing());
    }
}
